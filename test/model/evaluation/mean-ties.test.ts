import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { evaluateRanking, evaluateUsers, pairAuc } from '@segue/core/model/evaluation/evaluate';
import { forEachMetric, metricNames, type RankingMetrics } from '@segue/core/model/evaluation/ranking-metrics';
import type { Interactions } from '@segue/core/model/sparse';
import { seeded } from '../../support/seeded.js';
import { interactionsOf } from '../interactions.js';

const ITEMS = 6;

function permutations(items: readonly number[]): number[][] {
  if (items.length === 0) return [[]];
  return items.flatMap((item) => permutations(items.filter((other) => other !== item)).map((rest) => [item, ...rest]));
}
const orders = permutations([...Array(ITEMS).keys()]);

/** Each cell of one user is train, test, neither, or of an item that is not ranked; scores are few, so that many tie. */
const someCase = fc
  .record({
    cells: fc.array(fc.constantFrom('train', 'test', 'none', 'none', 'out'), { minLength: ITEMS, maxLength: ITEMS }),
    scores: fc.array(fc.constantFrom(-1, 0, -0, 2), { minLength: ITEMS, maxLength: ITEMS }),
    k: fc.integer({ min: 1, max: 7 }),
  })
  .filter(({ cells }) => cells.includes('test'));

function partOf(cells: readonly string[], wanted: string): Interactions {
  const entries = cells.flatMap((cell, item) => (cell === wanted ? [[0, item] as const] : []));
  return interactionsOf(1, cells.length, entries);
}

/** The mean of LightFM's rule over all orders in which equal scores could stand. */
function naive(cells: readonly string[], scores: readonly number[], k: number): RankingMetrics {
  const ranked = [...cells.keys()].filter((item) => cells[item] !== 'out');
  const left = ranked.map((item) => cells[item]!);
  const sums = forEachMetric(() => 0);
  for (const order of orders) {
    const apart = Float32Array.from(ranked, (item) => 100 * scores[item]! + order[item]!);
    const measured = evaluateRanking(() => apart, partOf(left, 'train'), partOf(left, 'test'), k);
    for (const name of metricNames) sums[name] += measured[name] / orders.length;
  }
  return sums;
}

describe('ties at their mean place', () => {
  it('give the mean of each metric over all orders of equal scores', () => {
    fc.assert(
      fc.property(someCase, ({ cells, scores, k }) => {
        const isRanked = Uint8Array.from(cells, (cell) => (cell === 'out' ? 0 : 1));
        const score = () => Float32Array.from(scores);
        const rules = { ties: 'mean', isRanked } as const;
        const found = evaluateRanking(score, partOf(cells, 'train'), partOf(cells, 'test'), k, rules);
        const wanted = naive(cells, scores, k);
        for (const name of metricNames) expect(found[name]).toBeCloseTo(wanted[name], 5);
      }),
      seeded(40),
    );
  });

  it('make a model that scores all items alike as good as chance', () => {
    const test = interactionsOf(1, 100, [[0, 3], [0, 70]]); // prettier-ignore
    const nothing = interactionsOf(1, 100, []);
    const flat = evaluateRanking(() => new Float32Array(100), nothing, test, 10, { ties: 'mean' });
    expect(flat.auc).toBe(0.5);
    expect(flat.precision).toBeCloseTo(0.02, 12);
    expect(flat.recall).toBeCloseTo(0.1, 12);
    expect(evaluateRanking(() => new Float32Array(100), nothing, test, 10)).toMatchObject({ precision: 0 });
  });
});

describe('items that are not ranked', () => {
  const [train, test] = [interactionsOf(2, 4, [[0, 0]]), interactionsOf(2, 4, [[0, 1], [1, 3]])]; // prettier-ignore
  const score = () => Float32Array.of(4, 2, 1, 3);

  it.each(['against', 'mean'] as const)('take no place, and their pairs are left out (%s)', (ties) => {
    const isRanked = Uint8Array.of(1, 1, 1, 0);
    const perUser = [...evaluateUsers(score, train, test, 1, { ties, isRanked })];
    expect(perUser).toMatchObject([{ user: 0, support: 1, metrics: { auc: 1, precision: 1 } }]);
    expect(evaluateRanking(score, train, test, 1, { ties })).toMatchObject({ users: 2, precision: 0 });
  });

  it('are named for every item or none', () => {
    expect(() => evaluateRanking(score, train, test, 1, { isRanked: Uint8Array.of(1) })).toThrow(/1 entries for 4/);
  });
});

describe('pairAuc', () => {
  it('is the mean over pairs, where the AUC is the mean over users', () => {
    const test = interactionsOf(2, 4, [[0, 0], [0, 1], [1, 2]]); // prettier-ignore
    const perUser = [
      ...evaluateUsers(() => Float32Array.of(4, 3, 0, 0), interactionsOf(2, 4, []), test, 1, { ties: 'mean' }),
    ];
    // The second user's test item ties with one of three others: (0 + 0 + ½) / 3.
    expect(pairAuc(perUser)).toBeCloseTo((1 + 1 + 1 / 6) / 3, 12);
    expect(pairAuc([])).toBe(0);
  });
});
