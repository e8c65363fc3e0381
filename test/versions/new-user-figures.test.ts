import { describe, expect, it } from '@jest/globals';
import { notAtHand, readRealFile } from '../support/real-files.js';
import { holdOutUsers, measureNewUsers, publishFor, readLikes } from '../support/new-users.js';

/** The slice of `npm run bench -- new-users` that takes seconds: one key, four stars or more. */
const bytes = readRealFile('movielens-100k.tsv');
const form = { header: false, likedFrom: 4 };

/** Methods with the numbers of likes that are given, and the mean NDCG at 10 that each reaches at least. */
const figures = [
  ['ials', { 1: 0.43, 10: 0.44 }],
  ['softmax', { 1: 0.45, 10: 0.46 }],
  ['neighbours', { 1: 0.455, 10: 0.435 }],
  // Its solution is iterated over all items, which takes longest.
  ['names', { 1: 0.395 }],
] as const;

describe('new users of MovieLens get better lists than by popularity', () => {
  for (const [method, least] of figures) {
    if (bytes === null) it.skip(`${method} ${notAtHand('movielens-100k.tsv')}`, () => undefined);
    else if (method !== 'ials' && process.env['EMULATOR_SOAK'] !== '1')
      it.skip(`${method} (in npm run soak)`, () => undefined);
    else
      it(method, () => {
        const split = holdOutUsers(readLikes(new TextDecoder().decode(bytes), form), 'a');
        const model = publishFor(split, method);
        for (const [given, figure] of Object.entries(least)) {
          const { ndcg, popularity } = measureNewUsers(model, split, Number(given));
          expect(ndcg).toBeGreaterThan(popularity);
          expect(ndcg).toBeGreaterThan(figure);
        }
      });
  }
});
