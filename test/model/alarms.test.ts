import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { findAlarms } from '@segue/core/model/evaluation/alarms';
import { popularityScorer } from '@segue/core/model/evaluation/baselines';
import { drawCanaries, errorOfChance } from '@segue/core/model/evaluation/canaries';
import { evaluateRanking, evaluateUsers, type Scorer } from '@segue/core/model/evaluation/evaluate';
import { randomHoldOut } from '@segue/core/model/evaluation/hold-out';
import type { Parameters } from '@segue/core/model/parameters';
import { WorkerRandom } from '@segue/core/model/random';
import { partAbove } from '@segue/core/model/evaluation/rank-metrics';
import { modelScorer } from '@segue/core/model/answers/recommend';
import { cellRows, joinCells } from '@segue/core/model/sparse';
import { trainModel } from '@segue/core/model/training/train';
import { seeded } from '../support/seeded.js';
import { interactionsOf, parametersOf, withCells } from './interactions.js';
import { tasteInteractions } from './taste-data.js';

/** Two tastes, and a user knows most items of the own one: seeing half of them is enough to predict the other half. */
function denseInteractions(users: number, items: number) {
  const random = new WorkerRandom(1);
  const entries: [number, number][] = [];
  for (let user = 0; user < users; user++) {
    for (let item = 0; item < items; item++) {
      if (random.below(1000) < (user % 2 === item % 2 ? 600 : 20)) entries.push([user, item]);
    }
  }
  return interactionsOf(users, items, entries);
}

describe('findAlarms, with half of dense data held out', () => {
  const { train, test } = randomHoldOut(denseInteractions(400, 100), 0.5, 1);
  const canaries = drawCanaries(train, test, 1);
  const kinds = (score: Scorer) =>
    findAlarms(score, { train, test }, canaries, [...evaluateUsers(score, train, test, 10)]).map(({ kind }) => kind);
  const fits: Partial<Parameters>[] = [
    { loss: 'warp', epochs: 1 },
    { loss: 'warp', epochs: 10, noComponents: 2 },
    { loss: 'warp', epochs: 10, noComponents: 4, learningRate: 0.02 },
  ];

  it.each(fits)('lets an honest model be, though LightFM’s train AUC counts its test items as wrong: %j', (changes) => {
    const score = modelScorer(trainModel(train, parametersOf(changes)));
    const nothing = interactionsOf(train.users, train.items, []);
    // What the alarm went by alone once.
    expect(evaluateRanking(score, train, test, 10).auc).toBeGreaterThan(evaluateRanking(score, nothing, train, 10).auc);
    expect(kinds(score)).toEqual([]);
    expect(kinds(popularityScorer(train))).toEqual([]);
  });

  it.each(fits)('finds that the test part was trained on: %j', (changes) => {
    const leaked = withCells(train, joinCells(test, canaries));
    expect(kinds(modelScorer(trainModel(leaked, parametersOf(changes))))).toContain('test-beats-train');
  });
});

describe('drawCanaries', () => {
  const { train, test } = randomHoldOut(tasteInteractions(120, 150, 4), 0.2, 1);
  const canaries = drawCanaries(train, test, 5);

  it('draws one cell a user, in neither part', () => {
    const taken = new Set(
      Array.from(joinCells(train, test).row, (user, i) => `${user} ${joinCells(train, test).col[i]}`),
    );
    expect(canaries.row).toHaveLength(train.users);
    canaries.row.forEach((user, i) => expect(taken.has(`${user} ${canaries.col[i]}`)).toBe(false));
    expect(drawCanaries(train, test, 5)).toEqual(canaries);
  });

  it('leaves out a user who has everything', () => {
    const full = interactionsOf(1, 2, [[0, 0], [0, 1]]); // prettier-ignore
    expect(drawCanaries(full, interactionsOf(1, 2, []), 0).row).toHaveLength(0);
  });
});

describe('the error that chance makes of canaries', () => {
  it('is that of all places which they can take', () => {
    const [known, free] = [[0, 3], [1, 2, 4, 5]]; // prettier-ignore
    const train = interactionsOf(2, 6, known.flatMap((item) => [[0, item], [1, item]] as const)); // prettier-ignore
    const score = () => Float32Array.of(1, 2, 3, 4, 5, 6);
    const aucs = free.flatMap(
      (one) =>
      free.map((other) => evaluateRanking(score, train, interactionsOf(2, 6, [[0, one], [1, other]]), 1).auc), // prettier-ignore
    );
    const variance = aucs.reduce((sum, auc) => sum + (auc - 0.5) ** 2, 0) / aucs.length;
    expect(errorOfChance(cellRows(train), interactionsOf(2, 6, [[0, 1], [1, 1]]))).toBeCloseTo(Math.sqrt(variance), 6); // prettier-ignore
  });
});

describe('partAbove', () => {
  it('is what comparing all pairs gives', () => {
    const values = fc.array(fc.integer({ min: -4, max: 4 }), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(values, values, (ones, others) => {
        const pairs = ones.flatMap((one) => others.map((other) => (Math.sign(one - other) + 1) / 2));
        const mean = pairs.reduce((sum, part) => sum + part, 0) / pairs.length;
        expect(partAbove(Float32Array.from(ones), Float32Array.from(others))).toBeCloseTo(mean, 10);
      }),
      seeded(200),
    );
  });
});
