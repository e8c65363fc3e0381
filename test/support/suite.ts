import { startSuite, type Suite, type SuiteOptions } from '@segue/suite/launcher/suite';
import { waitFor as waitAsLong } from '@segue/suite/wait';

export type { Suite };

/** A shared machine was seen to take five times as long as usual; waiting longer only delays the report of a hang. */
const patience = 5;

/** Polls until there is a result, as in the suite; `seconds` are those of a quiet machine. */
export function waitFor<Answer>(
  what: string,
  probe: () => Promise<Answer | undefined>,
  seconds: number,
  everyMs?: number,
): Promise<Answer> {
  return waitAsLong(what, probe, patience * seconds, everyMs);
}

let started = 0;

/**
 * Starts a suite for a test file, with free ports and its own project; stop it in `afterAll`. If the test is killed,
 * the suite ends by itself.
 */
export function startTestSuite(options: SuiteOptions = {}): Promise<Suite> {
  started += 1;
  return startSuite({ project: `demo-test-${process.pid}-${started}`, ports: 'auto', ...options });
}

/** Reads a path of a suite's database as its administrator. */
export async function readPath(suite: Suite, path: string): Promise<unknown> {
  return (await administrate(suite, path)).json();
}

/** Writes a path of a suite's database as its administrator; triggers fire. */
export async function writePath(suite: Suite, path: string, value: unknown): Promise<void> {
  const response = await administrate(suite, path, { method: 'PUT', body: JSON.stringify(value) });
  if (!response.ok) throw new Error(`Writing ${path} was answered with ${response.status}: ${await response.text()}`);
}

/** Waits until a path of the database has a value and, if a check is given, one that passes it. */
export function waitForPath(
  suite: Suite,
  path: string,
  check: (value: unknown) => boolean = () => true,
  seconds = 30,
): Promise<unknown> {
  const probe = async () => {
    const value = await readPath(suite, path);
    return value !== null && check(value) ? value : undefined;
  };
  return waitFor(`The expected value at /${path}`, probe, seconds, 50);
}

function administrate(suite: Suite, path: string, init: RequestInit = {}): Promise<Response> {
  return fetch(`${suite.databaseUrl}/${path}.json?ns=${suite.project}`, {
    ...init,
    headers: { Authorization: 'Bearer owner' },
  });
}
