import { describe, expect, it } from '@jest/globals';
import { trainUntilBest, type MeasuredEpoch, type StoppedFit } from '@segue/core/model/training/early-stopping';
import { evaluateRanking } from '@segue/core/model/evaluation/evaluate';
import { epochsToKeep } from '@segue/core/model/training/kept-epochs';
import { randomHoldOut } from '@segue/core/model/evaluation/hold-out';
import { modelScorer } from '@segue/core/model/answers/recommend';
import { trainModel } from '@segue/core/model/training/train';
import { bytesOf, interactionsOf, parametersOf } from './interactions.js';
import { tasteInteractions } from './taste-data.js';

const parts = randomHoldOut(tasteInteractions(80, 90, 3), 0.3, 1);
// Far too many components: what helps at first is learnt by heart later.
const parameters = parametersOf({ loss: 'bpr', noComponents: 40, epochs: 200, learningRate: 0.2 });

function run(options: Parameters<typeof trainUntilBest>[2]): { seen: MeasuredEpoch[]; fit: StoppedFit } {
  const seen: MeasuredEpoch[] = [];
  const epochs = trainUntilBest(parts, parameters, options);
  for (;;) {
    const { done, value } = epochs.next();
    if (done === true) return { seen, fit: value };
    seen.push(value);
  }
}

describe('trainUntilBest', () => {
  const { seen, fit } = run({ patience: 5 });

  it('stops when the held-out part has not improved for a while', () => {
    expect(seen.length).toBeLessThan(200);
    expect(seen.length).toBe(fit.best.epoch + 5);
    expect(seen).toEqual(fit.history);
    expect(Math.max(...seen.map(({ value }) => value))).toBe(fit.best.value);
  });

  it('returns the model of the best epoch, as a fresh training of that length does', () => {
    const { auc } = evaluateRanking(modelScorer(fit.embeddings), parts.train, parts.test, 10);
    expect(auc).toBe(fit.best.value);
    const anew = trainModel(parts.train, { ...parameters, epochs: fit.best.epoch });
    expect(bytesOf(fit.embeddings.itemEmbeddings)).toBe(bytesOf(anew.itemEmbeddings));
  });

  it('can watch another metric, and runs to the end while that keeps rising', () => {
    const { fit: precise } = run({ patience: 200, metric: 'precision', k: 5 });
    expect(precise.history).toHaveLength(200);
    expect(precise.best.value).toBeGreaterThanOrEqual(precise.history[0]!.value);
  });

  it('keeps the first of epochs that are as good as each other', () => {
    const standing = trainUntilBest(parts, { ...parameters, learningRate: 0 }, { patience: 3 });
    const epochs: number[] = [];
    for (;;) {
      const { done, value } = standing.next();
      if (done === true) {
        expect([value.best.epoch, epochs]).toEqual([1, [1, 2, 3, 4]]);
        return;
      }
      epochs.push(value.epoch);
    }
  });

  it('measures the model as it begins where there are no epochs', () => {
    const { value, done } = trainUntilBest(parts, { ...parameters, epochs: 0 }, { patience: 3 }).next();
    expect(done).toBe(true);
    const { best, embeddings } = value as StoppedFit;
    const { auc } = evaluateRanking(modelScorer(embeddings), parts.train, parts.test, 10);
    expect(best).toEqual({ epoch: 0, value: auc });
  });

  it('refuses what it cannot measure before it trains', () => {
    const { train, test } = parts;
    // A training of this would be refused too, for another reason.
    const diverging = { ...parameters, learningRate: 1e30 };
    expect(() => trainUntilBest(parts, diverging, { patience: 1, k: 0.5 }).next()).toThrow(/k is 0.5/);
    const shared = { train, test: { ...test, row: train.row.slice(0, 1), col: train.col.slice(0, 1) } };
    expect(() => trainUntilBest(shared, diverging, { patience: 1 }).next()).toThrow(/a pair in train and in test/);
  });

  it('is checked before data are found too few to stop early', () => {
    const few = { users: ['a'], items: ['b'], interactions: interactionsOf(1, 1, []) };
    const choose = (changes: object, options: object) => () =>
      epochsToKeep(few, { ...parameters, ...changes }, { patience: 3, ...options }).next();
    expect(choose({}, {})()).toEqual({ done: true, value: 200 });
    expect(choose({ epochs: -3 }, {})).toThrow(/epochs is -3/);
    expect(choose({}, { patience: -1 })).toThrow(/patience is -1/);
    expect(choose({}, { k: NaN })).toThrow(/k is NaN/);
  });

  it('refuses a patience of 0 and an unknown metric', () => {
    expect(() => run({ patience: 0 })).toThrow(/patience is 0/);
    expect(() => run({ patience: 1, metric: 'luck' as never })).toThrow(/metric is luck; it must be one of auc/);
  });
});
