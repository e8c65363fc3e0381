import { afterAll, describe, expect, it } from '@jest/globals';
import { killPrograms, runProgram } from '../cli/programs.js';
import { mendList, type MendName } from './mends.js';
import { searchWithout, type Search } from './without.js';

const isSoak = process.env['EMULATOR_SOAK'] === '1';
/** In `npm run soak` 20,000 steps. */
const sequences = isSoak ? 800 : 2;
const seed = Number(process.env['SEED'] ?? 1);
/** Milliseconds; the longest delay of a timer is 2^31 - 1. */
const patience = Math.min(120_000 + 20_000 * sequences, 2 ** 31 - 1);

afterAll(killPrograms);

describe('no way from private to readable', () => {
  it(
    `is found in ${sequences} sequences of 25 steps from seed ${seed}`,
    async () => {
      const { code, stdout, stderr } = await runProgram(['privacy', '--schedules', `${sequences}`, '--seed', `${seed}`])
        .ended;
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      expect(stdout).toContain(`passed: ${sequences} sequences from seed ${seed}`);
    },
    patience,
  );
});

/** Sequences within which each must be found, from the seed of its case. */
const most = 3;

/** Each third in the gate, which has little time; all in `npm run soak`. */
const tried = mendList.filter((_, at) => isSoak || at % 3 === 0);

/** Run two at a time, started together: each is a separate process. */
const searches = new Map<MendName, Promise<Search>>();

function searched(name: MendName): Promise<Search> {
  const at = tried.findIndex((mend) => mend.name === name);
  for (const next of tried.slice(0, at + 2)) {
    if (searches.has(next.name)) continue;
    const search = searchWithout(next.name, most);
    search.catch(() => undefined);
    searches.set(next.name, search);
  }
  return searches.get(name)!;
}

describe('a way from private to readable is found where it is not so that', () => {
  it.each(tried)(
    '$promise ($name)',
    async ({ name, where }) => {
      const { tried: sequencesTried, failure, steps } = await searched(name);
      // The actor, the marks, and where they are.
      const found = expect.stringMatching(/^Leak: \w+ reads zq/);
      expect({ sequencesTried, failure, steps }).toEqual({ sequencesTried, failure: found, steps: expect.any(Array) });
      expect(failure).toContain(where);
    },
    60_000,
  );
});
