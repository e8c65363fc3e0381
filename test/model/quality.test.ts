import { describe, expect, it } from '@jest/globals';
import { randomTrainTestSplit } from '@segue/core/model/lightfm/cross-validation';
import { evaluateRanking } from '@segue/core/model/evaluation/evaluate';
import type { Loss } from '@segue/core/model/parameters';
import { RandomState } from '@segue/core/model/random';
import { modelScorer } from '@segue/core/model/answers/recommend';
import type { Coo, Interactions } from '@segue/core/model/sparse';
import { trainModel } from '@segue/core/model/training/train';
import { parametersOf } from './interactions.js';
import { notAtHand } from '../support/real-files.js';
import { madeMovieLens, readMovieLens } from './movie-lens.js';

/** What LightFM reaches on this split with 30 components, 30 epochs and k 15: test AUC, precision at 10. */
const lightFm: readonly (readonly [Loss, number, number])[] = [
  ['warp', 0.935, 0.34],
  ['bpr', 0.879, 0.245],
  ['logistic', 0.867, 0.187],
  ['warp-kos', 0.916, 0.182],
];

const ratings = readMovieLens();

/** Two seeds of a quick run; `npm run bench -- model` averages over five. */
const seeds = 2;

// The data set is not part of the repository: without it beside the checkout there is nothing to measure.
const onRatings = ratings ? describe : describe.skip;
onRatings(`the fast kernel on MovieLens 100K${ratings ? '' : ` ${notAtHand('movielens-100k.tsv')}`}`, () => {
  it.each(lightFm)('is as good as LightFM with %s', (loss, wantedAuc, wantedPrecision) => {
    const { auc, precision } = measure(ratings!, loss, 'fast');
    expect(auc).toBeGreaterThan(wantedAuc - 0.003);
    expect(precision).toBeGreaterThan(wantedPrecision - 0.01);
  });
});

describe('the fast kernel on a made table of the same shape', () => {
  it.each(lightFm)('is as good as the exact one with %s', (loss) => {
    const [fast, exact] = [measure(madeMovieLens(), loss, 'fast'), measure(madeMovieLens(), loss, 'exact')];
    expect(fast.auc).toBeGreaterThan(exact.auc - 0.01);
    expect(fast.precision).toBeGreaterThan(exact.precision - 0.02);
  });
});

/** Test AUC and precision at 10, averaged over the seeds. */
function measure(table: Coo, loss: Loss, kernel: 'fast' | 'exact'): { auc: number; precision: number } {
  const split = randomTrainTestSplit(table, { testPercentage: 0.2, randomState: new RandomState(3) });
  const [train, test] = [interactionsIn(split.train), interactionsIn(split.test)];
  let [auc, precision] = [0, 0];
  for (let randomState = 0; randomState < seeds; randomState++) {
    const parameters = parametersOf({ loss, noComponents: 30, epochs: 30, k: 15, randomState });
    const evaluation = evaluateRanking(modelScorer(trainModel(train, parameters, { kernel })), train, test, 10);
    auc += evaluation.auc / seeds;
    precision += evaluation.precision / seeds;
  }
  return { auc, precision };
}

function interactionsIn({ rows, cols, row, col, data }: Coo): Interactions {
  return { users: rows, items: cols, row, col, value: data };
}
