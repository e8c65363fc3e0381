import type { ModelConfiguration } from '../contract/model.js';
import type { Parameters } from '../model/parameters.js';
import { buildItemFeatures } from '../model/item-features.js';
import { holdOut } from '../model/hold-out.js';
import { epochsToKeep } from '../model/kept-epochs.js';
import { trainEpochs, type Embeddings, type EpochDone, type TrainOptions } from '../model/train.js';
import type { PreparedInteractions } from './prepare-interactions.js';
import type { TrainingReporter } from './training-reporter.js';

/** One pair in five is held out; which ones is decided by a hash of their names, so that it survives retraining. */
export const evaluationSplit = { fraction: 0.2, key: 'segue' };

/** The part of a configuration that training reads. */
export function parametersOf(configuration: ModelConfiguration): Parameters {
  const { loss, noComponents, k, n, learningSchedule, learningRate, rho, epsilon } = configuration;
  const { itemAlpha, userAlpha, maxSampled, epochs, randomState } = configuration;
  return {
    ...{ loss, noComponents, k, n, learningSchedule, learningRate, rho, epsilon },
    ...{ itemAlpha, userAlpha, maxSampled, epochs, randomState },
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

/**
 * Trains through all epochs, telling of each.
 * @throws Cancelled, ModelError
 */
export async function trainToEnd(
  data: TrainingData,
  configuration: ModelConfiguration,
  reporter: TrainingReporter,
  phase: 'evaluating' | 'training',
): Promise<Embeddings> {
  const options = trainOptionsOf(configuration, data);
  return await runEpochs(trainEpochs(data.interactions, parametersOf(configuration), options), reporter, phase);
}

/**
 * Runs to the end, telling of each epoch.
 * @throws Cancelled, ModelError
 */
export async function runEpochs<Result>(
  epochs: Generator<EpochDone, Result>,
  reporter: TrainingReporter,
  phase: 'evaluating' | 'training',
): Promise<Result> {
  for (;;) {
    const step = epochs.next();
    if (step.done) return step.value;
    await reporter.epoch(phase, step.value.epoch, step.value.of);
  }
}
