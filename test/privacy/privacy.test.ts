import { describe, expect, it } from '@jest/globals';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { buildWithout } from '../chaos/without.js';
import { mendList, type Mend } from './mends.js';
import { tryPrivacy } from './trial.js';

const isSoak = process.env['EMULATOR_SOAK'] === '1';
/** In `npm run soak` 20,000 steps. */
const sequences = isSoak ? 800 : 3;
const seed = Number(process.env['SEED'] ?? 1);
const length = 25;
/** Milliseconds; the longest delay of a timer is 2^31 - 1. */
const patience = Math.min(240_000 + 20_000 * sequences, 2 ** 31 - 1);

const run = promisify(execFile);

/** Searches with a mend taken out of the code, in a process of its own. */
async function searchWithout(name: string, { seed: first = 1 }: Mend, most: number): Promise<string | null> {
  const program = await buildWithout(name, 'privacy');
  const { stdout } = await run(process.execPath, [program, JSON.stringify({ seed: first, most, length })]);
  return (JSON.parse(stdout) as { failure: string | null }).failure;
}

describe('no way from private to readable', () => {
  it(
    `is found in ${sequences} sequences of ${length} steps from seed ${seed}`,
    async () => {
      for (let next = seed; next < seed + sequences; next++) {
        const { steps, failure } = await tryPrivacy(next, length);
        const expected = { seed: next, steps: [], failure: null };
        expect({ seed: next, steps: failure === null ? [] : steps, failure }).toEqual(expected);
      }
    },
    patience,
  );
});

describe('the search finds one where it is not so that', () => {
  const found = mendList.filter(({ isRare = false }) => isSoak || !isRare);

  it.each(found)(
    '$promise ($name)',
    async ({ name, ...mend }) => {
      expect(await searchWithout(name, mend, isSoak ? 1000 : 2)).toMatch(/^Leak: /);
    },
    patience,
  );
});
