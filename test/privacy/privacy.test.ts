import { describe, expect, it } from '@jest/globals';
import { tryPrivacy } from './trial.js';

const sequences = Number(process.env['RUNS'] ?? 12);
const seed = Number(process.env['SEED'] ?? 1);

describe('no way from private to readable', () => {
  it(`is found in ${sequences} sequences of 25 steps from seed ${seed}`, async () => {
    for (let next = seed; next < seed + sequences; next++) {
      const { steps, failure } = await tryPrivacy(next, 25);
      expect({ seed: next, steps: failure === null ? [] : steps, failure }).toEqual({
        seed: next,
        steps: [],
        failure: null,
      });
    }
  });
});
