import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { evaluateUsers, type Scorer } from '@segue/core/model/evaluation/evaluate';
import type { Interactions } from '@segue/core/model/sparse';
import { seeded } from '../../support/seeded.js';
import { interactionsOf } from '../interactions.js';

const [USERS, ITEMS] = [3, 12];

const someCase = fc.record({
  cells: fc.array(fc.constantFrom('train', 'test', 'test', 'none', 'none'), {
    minLength: USERS * ITEMS,
    maxLength: USERS * ITEMS,
  }),
  scores: fc.oneof(
    fc.array(fc.constantFrom(-1, 0, -0, 2, 3), { minLength: ITEMS, maxLength: ITEMS }),
    fc.constant(Array<number>(ITEMS).fill(1)),
  ),
  isRanked: fc.array(fc.constantFrom(0, 1, 1), { minLength: ITEMS, maxLength: ITEMS }),
});

function partOf(cells: readonly string[], wanted: string): Interactions {
  const entries = cells.flatMap((cell, at) => (cell === wanted ? [[Math.floor(at / ITEMS), at % ITEMS] as const] : []));
  return interactionsOf(USERS, ITEMS, entries);
}

it('scores that all users share give the same metrics, to the last bit, as scores of their own', () => {
  fc.assert(
    fc.property(someCase, ({ cells, scores, isRanked }) => {
      const own: Scorer = () => Float32Array.from(scores);
      const shared: Scorer = Object.assign(() => Float32Array.from(scores), { isShared: true as const });
      const metricsOf = (score: Scorer) => [
        ...evaluateUsers(score, partOf(cells, 'train'), partOf(cells, 'test'), 3, {
          ties: 'mean',
          isRanked: Uint8Array.from(isRanked),
        }),
      ];
      expect(metricsOf(shared)).toEqual(metricsOf(own));
    }),
    seeded(200),
  );
});

it('a NaN among shared scores is refused', () => {
  const shared: Scorer = Object.assign(() => Float32Array.of(1, NaN), { isShared: true as const });
  const [train, test] = [interactionsOf(1, 2, []), interactionsOf(1, 2, [[0, 0]])];
  expect(() => [...evaluateUsers(shared, train, test, 1, { ties: 'mean' })]).toThrow('A score of user 0 is NaN');
});
