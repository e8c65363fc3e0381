import type { ModelConfiguration } from '../contract/stored/model.js';
import { holdOut, usualFraction } from '../model/evaluation/hold-out.js';
import { buildItemFeatures } from '../model/training/item-features.js';
import { epochsToKeep } from '../model/training/kept-epochs.js';
import type { Parameters } from '../model/parameters.js';
import type { EpochDone, TrainOptions } from '../model/training/train.js';
import type { PreparedInteractions } from './prepare-interactions.js';

/** One pair in five is held out. A hash of their names selects the pairs, so the split survives retraining. */
export const evaluationSplit = { fraction: usualFraction, key: 'segue' };

/** The training parameters in a configuration. */
export function parametersOf(configuration: ModelConfiguration): Parameters {
  const { loss, noComponents, k, n, learningSchedule, learningRate, rho, epsilon } = configuration;
  const { itemAlpha, userAlpha, maxSampled, epochs, randomState } = configuration;
  return {
    loss,
    noComponents,
    k,
    n,
    learningSchedule,
    learningRate,
    rho,
    epsilon,
    itemAlpha,
    userAlpha,
    maxSampled,
    epochs,
    randomState,
  };
}

/** The data of a training: all or some of the interactions, and the item features. */
export type TrainingData = Pick<PreparedInteractions, 'interactions' | 'itemColumns'>;

/** The options for training on this data with a configuration. */
export function trainOptionsOf(
  { kernel }: ModelConfiguration,
  { interactions, itemColumns }: TrainingData,
): TrainOptions {
  return {
    ...(kernel !== undefined && { kernel }),
    ...(itemColumns && { itemFeatures: buildItemFeatures(itemColumns, interactions) }),
  };
}

/**
 * How many epochs to train: the configured number, or with early stopping as many as improve the ranking of a held-out
 * part. The part that the evaluation measures on plays no role.
 */
export function* chooseEpochs(
  { users, items, interactions, itemColumns }: PreparedInteractions,
  configuration: ModelConfiguration,
): Generator<EpochDone, number> {
  const { epochs: of, earlyStopping: patience, kernel } = configuration;
  if (patience === undefined) return of;
  const known = { users, items, interactions: holdOut(users, items, interactions, evaluationSplit).train, itemColumns };
  const run = epochsToKeep(known, parametersOf(configuration), { patience, ...(kernel !== undefined && { kernel }) });
  for (;;) {
    const step = run.next();
    if (step.done) return step.value;
    yield { epoch: step.value.epoch, of };
  }
}
