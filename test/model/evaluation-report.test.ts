import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { popularityScorer, randomScorer } from '@segue/core/model/evaluation/baselines';
import { bootstrapMean } from '@segue/core/model/evaluation/bootstrap';
import { drawCanaries } from '@segue/core/model/evaluation/canaries';
import { evaluateRanking } from '@segue/core/model/evaluation/evaluate';
import { reportEvaluation } from '@segue/core/model/evaluation/evaluation-report';
import { randomHoldOut } from '@segue/core/model/evaluation/hold-out';
import { measureLists } from '@segue/core/model/evaluation/list-metrics';
import { modelScorer, topItems } from '@segue/core/model/answers/recommend';
import { joinCells, type Cells } from '@segue/core/model/sparse';
import { trainModel } from '@segue/core/model/training/train';
import { seeded } from '../support/seeded.js';
import { interactionsOf, parametersOf, withCells } from './interactions.js';
import { tasteInteractions } from './taste-data.js';

const parts = randomHoldOut(tasteInteractions(120, 150, 4), 0.2, 1);
const { train, test } = parts;
const canaries = drawCanaries(train, test, 5);
const parameters = parametersOf({ loss: 'warp', noComponents: 16, epochs: 40 });
const options = { k: 10, seed: 3, canaries };

describe('reportEvaluation', () => {
  const honest = reportEvaluation(modelScorer(trainModel(train, parameters)), parts, { ...options, bootstrap: 200 });
  const leaked = trainModel(withCells(train, joinCells(test, canaries)), parameters);
  const cheating = reportEvaluation(modelScorer(leaked), parts, options);

  it('raises no alarm for an honest fit, nor for the baselines', () => {
    expect(honest.alarms).toEqual([]);
    for (const scorer of [popularityScorer(train), randomScorer(train.items, 1)]) {
      expect(reportEvaluation(scorer, parts, options).alarms).toEqual([]);
    }
  });

  it('raises both alarms where the held-out part was trained on', () => {
    expect(cheating.test.ranking.auc).toBeGreaterThan(honest.test.ranking.auc + 0.03);
    expect(cheating.alarms.map(({ kind }) => kind)).toEqual(['test-beats-train', 'canary-predicted']);
    expect(cheating.alarms[1]!.message).toMatch(/canaries.*AUC 0\.9.*fit it on the train part alone/);
  });

  it('is compared with both baselines on the same split', () => {
    expect(honest.test.ranking.auc).toBeGreaterThan(honest.baselines.popularity.ranking.auc);
    expect(honest.baselines.popularity.ranking.auc).toBeGreaterThan(honest.baselines.random.ranking.auc);
    expect(honest.baselines.popularity.lists.popularityBias).toBeGreaterThan(honest.test.lists.popularityBias);
    expect(honest.baselines.random.lists.coverage).toBeGreaterThan(honest.test.lists.coverage);
    expect(honest.baselines.random.lists.novelty).toBeGreaterThan(honest.baselines.popularity.lists.novelty);
  });

  it('has an interval round each mean, the same for the same seed', () => {
    const { low, high } = honest.intervals!.auc;
    expect(low).toBeLessThan(honest.test.ranking.auc);
    expect(high).toBeGreaterThan(honest.test.ranking.auc);
    const values = honest.perUser.map(({ metrics }) => metrics.auc);
    expect(bootstrapMean(values, { samples: 200, seed: 3 })).toEqual({ low, high });
    expect(bootstrapMean(values, { samples: 200, seed: 4 })).not.toEqual({ low, high });
    expect(bootstrapMean([2, 2, 2], { samples: 50, seed: 0 })).toEqual({ low: 2, high: 2 });
    for (const samples of [0, 1.5, NaN]) expect(() => bootstrapMean([1], { samples, seed: 0 })).toThrow(/samples is/);
  });

  it('makes an interval as wide as the mean is unsure', () => {
    const values = Array.from({ length: 400 }, (_, at) => (at % 20) / 19);
    const mean = 0.5;
    // Of a normal distribution, and the standard error of the mean of these values.
    const error = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / 400 / 400);
    const { low, high } = bootstrapMean(values, { samples: 4000, seed: 1 });
    expect((mean - low) / error).toBeCloseTo(1.96, 0);
    expect((high - mean) / error).toBeCloseTo(1.96, 0);
    const half = bootstrapMean(values, { samples: 4000, seed: 1, level: 0.5 });
    expect((half.high - half.low) / error).toBeCloseTo(2 * 0.674, 0);
  });

  it('averages what it reports for each user', () => {
    const { perUser } = honest;
    const mean = perUser.reduce((sum, { metrics }) => sum + metrics.averagePrecision, 0) / perUser.length;
    expect(honest.test.ranking.averagePrecision).toBeCloseTo(mean, 12);
    expect(perUser.reduce((sum, { support }) => sum + support, 0)).toBe(test.row.length);
  });

  it('keeps items without a train pair apart', () => {
    const some = interactionsOf(2, 4, [[0, 0], [1, 1]]); // prettier-ignore
    const held: Cells = interactionsOf(2, 4, [[0, 1], [0, 3], [1, 3]]); // prettier-ignore
    // Item 3 is cold and worst; item 1 is warm and, of what is left to user 0, best.
    const score = () => Float32Array.of(9, 5, 3, 1);
    const { warm, cold, test: all } = reportEvaluation(score, { train: some, test: held }, { k: 1, seed: 0 });
    expect([warm.users, warm.auc, warm.precision]).toEqual([1, 1, 1]);
    expect([cold.users, cold.auc]).toEqual([2, 0]);
    expect(all.ranking.auc).toBeCloseTo((0.5 + 0) / 2, 6);
  });
});

describe('the warm pairs of a report', () => {
  it('are not compared with cold ones, nor these with them', () => {
    const some = interactionsOf(2, 4, [[0, 0], [1, 1]]); // prettier-ignore
    const held: Cells = interactionsOf(2, 4, [[0, 1], [0, 3]]); // prettier-ignore
    // Of user 0's held-out items the cold one, 3, is above the warm one, 1, and both are above item 2.
    const { warm, cold } = reportEvaluation(
      () => Float32Array.of(9, 4, 3, 5),
      { train: some, test: held },
      { k: 10, seed: 3 },
    );
    expect([warm.auc, warm.ndcg, warm.users]).toEqual([1, 1, 1]);
    expect([cold.auc, cold.ndcg, cold.users]).toEqual([1, 1, 1]);
    const reversed = reportEvaluation(
      () => Float32Array.of(9, 5, 3, 4),
      { train: some, test: held },
      { k: 10, seed: 3 },
    );
    expect([reversed.warm.ndcg, reversed.cold.ndcg]).toEqual([1, 1]);
  });
});

describe('measureLists', () => {
  const [USERS, ITEMS] = [5, 7];
  const cell = fc.boolean();
  const someCase = fc.record({
    cells: fc.array(cell, { minLength: USERS * ITEMS, maxLength: USERS * ITEMS }),
    scores: fc.array(fc.integer({ min: -3, max: 3 }), { minLength: USERS * ITEMS, maxLength: USERS * ITEMS }),
    k: fc.integer({ min: 1, max: 9 }),
  });

  it('measures what the definitions say', () => {
    fc.assert(
      fc.property(someCase, ({ cells, scores, k }) => {
        const pairs = cells.flatMap((known, at) => (known ? [[Math.floor(at / ITEMS), at % ITEMS] as const] : []));
        const scorer = (user: number) => Float32Array.from(scores.slice(user * ITEMS, (user + 1) * ITEMS));
        const popularity = (item: number) => pairs.filter(([, other]) => other === item).length;
        const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
        const lists = Array.from({ length: USERS }, (_, user) => {
          const known = pairs.filter(([other]) => other === user).map(([, item]) => item);
          const list = topItems(scorer(user), ITEMS).map(({ item }) => item);
          return { known, list: list.filter((item) => !known.includes(item)).slice(0, k) };
        }).filter(({ known, list }) => known.length > 0 && list.length > 0);
        const all = lists.flatMap(({ list }) => list);
        const found = measureLists(scorer, interactionsOf(USERS, ITEMS, pairs), k);
        expect(found.coverage).toBeCloseTo(new Set(all).size / ITEMS, 10);
        expect(found.novelty).toBeCloseTo(
          mean(all.map((item) => -Math.log2((popularity(item) + 1) / (USERS + 1)))),
          10,
        );
        const bias = lists.map(({ known, list }) => mean(list.map(popularity)) / mean(known.map(popularity)));
        expect(found.popularityBias).toBeCloseTo(mean(bias), 10);
      }),
      seeded(100),
    );
  });
});

describe('models and baselines', () => {
  it('answer through one port', () => {
    const scorers = [modelScorer(trainModel(train, parameters)), popularityScorer(train), randomScorer(train.items, 1)];
    for (const scorer of scorers) {
      expect(topItems(scorer(4), 5)).toHaveLength(5);
      expect(evaluateRanking(scorer, train, test, 10).users).toBeGreaterThan(100);
    }
  });
});
