import { RequestFailure } from '../failure.js';

const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1_000, min: 60_000 };

const LONGEST = 15 * 60_000;

/**
 * Runs a read within `timeout` (`3ms`, `3s` or `3min`, at most 15 minutes). Throws `timed_out` if it took longer: reads
 * cannot be interrupted here, but clients that rely on the limit still see it enforced.
 * https://firebase.google.com/docs/reference/rest/database#section-param-timeout
 */
export function withinTimeout<T>(params: URLSearchParams, read: () => T): T {
  const text = params.get('timeout');
  if (text === null) return read();
  const [, count, unit] = /^(\d+)(ms|s|min)$/.exec(text) ?? [];
  const limit = Number(count) * (UNITS[unit ?? ''] ?? NaN);
  if (!(limit > 0 && limit <= LONGEST)) {
    throw new RequestFailure('invalid_data', 'timeout must be a time such as 3ms, 3s or 3min, of at most 15min');
  }
  const start = performance.now();
  const result = read();
  if (performance.now() - start <= limit) return result;
  throw new RequestFailure(
    'timed_out',
    `The read took longer than timeout=${text} allows: ask for less data or more time`,
  );
}
