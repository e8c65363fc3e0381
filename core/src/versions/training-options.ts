import type { ModelConfiguration } from '../contract/stored/model.js';
import { holdOut } from '../model/evaluation/hold-out.js';
import { buildItemFeatures } from '../model/training/item-features.js';
import { epochsToKeep } from '../model/training/kept-epochs.js';
import type { Parameters } from '../model/parameters.js';
import type { EpochDone, TrainOptions } from '../model/training/train.js';
import type { PreparedInteractions } from './prepare-interactions.js';

/** One pair in five is held out; which ones is decided by a hash of their names, so that it survives retraining. */
export const evaluationSplit = { fraction: 0.2, key: 'segue' };

/** The part of a configuration that training reads. */
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

/** What a training sees: all interactions or a part of them, and what describes the items. */
export type TrainingData = Pick<PreparedInteractions, 'interactions' | 'itemColumns'>;

/** How a configuration wants these data to be computed. */
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
 * For how many epochs to train: the configuration's, or, with early stopping, as many as help to rank a part that is put
 * aside. What an evaluation measures on has no say in it.
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
