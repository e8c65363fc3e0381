import { RequestFailure } from '../failure.js';

/** How often each fault occurs, as a share from 0 to 1, and how late a late event may be. */
export interface FaultOptions {
  /** With the same seed, the same events get the same faults, in the order they are fired. */
  readonly seed: number;
  /** Delivered a second time, later. */
  readonly twice: number;
  /** Delivered after a wait of up to `delay`. */
  readonly late: number;
  /** Held back until the next event has gone, at most `delay`. */
  readonly swapped: number;
  /** Not delivered. Production delivers every event at least once: this tests the code that repairs a loss. */
  readonly lost: number;
  /** Longest wait, in milliseconds. */
  readonly delay: number;
}

/** The default shares: high enough for every fault to occur in a short test. */
const FAULT_DEFAULTS: Omit<FaultOptions, 'seed'> = {
  twice: 0.15,
  late: 0.15,
  swapped: 0.15,
  lost: 0.05,
  delay: 1_000,
};

const EXAMPLE = 'faults must be a seed, or settings such as seed=7,twice=0.1,late=0.1,swapped=0.1,lost=0,delay=500';

/** Parses faults from the command line or the parent process. Throws `invalid_data` saying what is wrong. */
export function parseFaults(spec: string | number | Partial<FaultOptions>): FaultOptions {
  const given = typeof spec === 'object' ? spec : fieldsOf(String(spec));
  const options = { ...FAULT_DEFAULTS, ...given };
  for (const [name, value] of Object.entries(options)) {
    if (name !== 'seed' && !Object.hasOwn(FAULT_DEFAULTS, name)) throw bad(`there is no fault "${name}"`);
    const most = name === 'seed' ? 2 ** 32 : name === 'delay' ? 3_600_000 : 1;
    if (typeof value !== 'number' || !(value >= 0 && value <= most)) throw bad(`${name} must be from 0 to ${most}`);
  }
  if (typeof options.seed !== 'number') throw bad('the seed is missing');
  return options as FaultOptions;
}

function fieldsOf(text: string): Partial<FaultOptions> {
  if (/^\d+$/.test(text)) return { seed: Number(text) };
  return Object.fromEntries(text.split(',').map((part) => [part.split('=')[0]!, Number(part.split('=')[1] ?? NaN)]));
}

function bad(reason: string): RequestFailure {
  return new RequestFailure('invalid_data', `Bad faults, ${reason}: ${EXAMPLE}`);
}
