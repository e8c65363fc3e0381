import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { evaluateRanking, evaluateUsers } from '@segue/core/model/evaluation/evaluate';
import { reciprocalRank } from '../replay/lightfm/metrics.js';
import type { Csr, Interactions } from '@segue/core/model/sparse';
import { seeded } from '../support/seeded.js';
import { interactionsOf } from './interactions.js';

const [USERS, ITEMS] = [6, 10];

/** Each cell is train, test or neither; scores are few, so that many tie. */
const someCase = fc.record({
  cells: fc.array(fc.constantFrom('train', 'test', 'none', 'none'), {
    minLength: USERS * ITEMS,
    maxLength: USERS * ITEMS,
  }),
  scores: fc.array(fc.constantFrom(-1, 0, 0.5, 2, 3), { minLength: USERS * ITEMS, maxLength: USERS * ITEMS }),
  k: fc.integer({ min: 1, max: 12 }),
});

type Case = typeof someCase extends fc.Arbitrary<infer T> ? T : never;

function part(cells: readonly string[], wanted: string): Interactions {
  const entries = cells.flatMap((cell, i) => (cell === wanted ? [[Math.floor(i / ITEMS), i % ITEMS] as const] : []));
  return interactionsOf(USERS, ITEMS, entries);
}

function evaluate({ cells, scores, k }: Case) {
  const scorer = (user: number) => Float32Array.from(scores.slice(user * ITEMS, (user + 1) * ITEMS));
  return evaluateRanking(scorer, part(cells, 'train'), part(cells, 'test'), k);
}

/** Everything again, from the definitions, pair by pair. */
function naive({ cells, scores, k }: Case) {
  const perUser = Array.from({ length: USERS }, (_, user) => {
    const at = (item: number) => user * ITEMS + item;
    const items = Array.from({ length: ITEMS }, (_, item) => item).filter((item) => cells[at(item)] !== 'train');
    const test = items.filter((item) => cells[at(item)] === 'test');
    const others = items.filter((item) => cells[at(item)] !== 'test');
    const ranks = test
      .map((item) => items.filter((other) => other !== item && scores[at(other)]! >= scores[at(item)]!).length)
      .sort((a, b) => a - b);
    const hits = ranks.filter((rank) => rank < k);
    const gain = (list: number[]) => list.reduce((sum, rank) => sum + 1 / Math.log2(rank + 2), 0);
    // LightFM's AUC is from ranks: of the items ahead of the t-th test item, t are taken for test items.
    const behind = ranks.map((rank, t) => 1 - Math.max(0, rank - t) / others.length);
    return {
      tests: test.length,
      auc: others.length === 0 ? 0.5 : behind.reduce((sum, value) => sum + value, 0) / test.length,
      precision: hits.length / k,
      recall: hits.length / test.length,
      reciprocalRank: 1 / (ranks[0]! + 1),
      ndcg: gain(hits) / gain(ranks.map((_, t) => t).filter((t) => t < k)),
      averagePrecision:
        hits.reduce((sum, rank) => sum + hits.filter((other) => other <= rank).length / (rank + 1), 0) /
        Math.min(k, ranks.length),
    };
  }).filter(({ tests }) => tests > 0);
  const mean = (name: 'auc' | 'precision' | 'recall' | 'reciprocalRank' | 'ndcg' | 'averagePrecision') =>
    perUser.reduce((sum, metrics) => sum + metrics[name], 0) / Math.max(1, perUser.length);
  return {
    auc: mean('auc'),
    precision: mean('precision'),
    recall: mean('recall'),
    reciprocalRank: mean('reciprocalRank'),
    ndcg: mean('ndcg'),
    averagePrecision: mean('averagePrecision'),
    users: perUser.length,
  };
}

describe('evaluateRanking', () => {
  it('measures what the definitions say', () => {
    fc.assert(
      fc.property(someCase, (data) => {
        const actual = evaluate(data);
        for (const [name, value] of Object.entries(naive(data))) {
          expect(actual[name as keyof typeof actual]).toBeCloseTo(value, 5);
        }
      }),
      seeded(200),
    );
  });

  it('does not care how users and items are numbered', () => {
    const order = (length: number) =>
      fc.shuffledSubarray(Array.from({ length }, (_, i) => i), { minLength: length, maxLength: length }); // prettier-ignore
    fc.assert(
      fc.property(someCase, order(USERS), order(ITEMS), (data, users, items) => {
        const renumber = <T>(values: readonly T[]) =>
          values.map((_, i) => values[users[Math.floor(i / ITEMS)]! * ITEMS + items[i % ITEMS]!]!);
        const renumbered = { ...data, cells: renumber(data.cells), scores: renumber(data.scores) };
        const [before, after] = [evaluate(data), evaluate(renumbered)];
        for (const name of ['auc', 'precision', 'recall', 'reciprocalRank', 'ndcg', 'users'] as const) {
          expect(after[name]).toBeCloseTo(before[name], 10);
        }
      }),
      seeded(60),
    );
  });

  it('is perfect where test items come first, worst where all tie', () => {
    const train = interactionsOf(1, 5, [[0, 0]]);
    const test = interactionsOf(1, 5, [[0, 3], [0, 4]]); // prettier-ignore
    const perfect = evaluateRanking(() => Float32Array.of(9, 0, 0, 2, 3), train, test, 2);
    expect(perfect).toEqual({
      auc: 1,
      precision: 1,
      recall: 1,
      reciprocalRank: 1,
      ndcg: 1,
      averagePrecision: 1,
      k: 2,
      users: 1,
    });
    const tied = evaluateRanking(() => new Float32Array(5), train, test, 2);
    expect(tied).toMatchObject({ precision: 0, recall: 0, reciprocalRank: 0.25, ndcg: 0 });
  });

  it('says that it has no users to average over', () => {
    const nothing = interactionsOf(2, 3, []);
    expect(evaluateRanking(() => new Float32Array(3), nothing, nothing, 10)).toMatchObject({ users: 0, auc: 0 });
  });

  it('refuses a pair that is in both parts, scores that are NaN, and a k of 0', () => {
    const [nothing, one] = [interactionsOf(2, 3, []), interactionsOf(2, 3, [[1, 2]])];
    const flat = () => new Float32Array(3);
    expect(() => evaluateRanking(flat, one, one, 10)).toThrow(/User 1 has a pair in train and in test/);
    expect(() => evaluateRanking(() => Float32Array.of(0, NaN, 1), nothing, one, 10)).toThrow(/user 1 is NaN/);
    expect(() => evaluateRanking(flat, nothing, one, 0)).toThrow(/k is 0/);
    expect(() => evaluateRanking(flat, interactionsOf(2, 4, []), one, 1)).toThrow(/2 × 4/);
  });
});

describe('evaluateUsers', () => {
  it('gives each user with test entries its own numbers', () => {
    const test = interactionsOf(3, 4, [[0, 0], [2, 3]]); // prettier-ignore
    const users = [...evaluateUsers(() => Float32Array.of(4, 3, 2, 1), interactionsOf(3, 4, []), test, 1)];
    expect(users.map(({ user, support, metrics }) => [user, support, metrics.auc])).toEqual([[0, 1, 1], [2, 1, 0]]); // prettier-ignore
  });
});

describe('reciprocalRank', () => {
  it('takes a user with more test items than a call takes arguments', () => {
    const items = 300_000;
    const test: Csr = {
      format: 'csr',
      rows: 1,
      cols: items,
      indptr: Int32Array.of(0, items),
      indices: Int32Array.from({ length: items }, (_, item) => item),
      data: new Float32Array(items).fill(1),
    };
    const ranker = { predictRank: () => ({ ...test, data: test.data.map((_, item) => items - item) }) };
    expect([...reciprocalRank(ranker, test)]).toEqual([0.5]);
  });
});
