import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { buildWithout } from '../chaos/without.js';
import { mends, type Mend, type MendName } from './mends.js';

const run = promisify(execFile);

/** How a search ended. */
export interface Search {
  /** The number of sequences. */
  tried: number;
  /** What somebody could read, if anybody could. */
  failure: string | null;
  /** What led to it. */
  steps: string[];
}

/**
 * Searches with one of the mends taken out of the code, in a separate process.
 * @param most the number of sequences to try
 * @throws if the code does not mark the mend, or no rule can remove what is marked
 */
export async function searchWithout(name: MendName, most: number): Promise<Search> {
  const { begin, seed = 1 }: Mend = mends[name];
  const program = await buildWithout(name, 'privacy');
  const { stdout } = await run(process.execPath, [program, JSON.stringify({ begin, seed, most, length: 0 })]);
  return JSON.parse(stdout) as Search;
}
