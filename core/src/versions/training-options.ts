import type { ModelConfiguration } from '../contract/stored/model.js';
import { holdOut, usualFraction } from '../model/evaluation/hold-out.js';
import { buildItemFeatures } from '../model/training/item-features.js';
import { epochsToKeep } from '../model/training/kept-epochs.js';
import type { Parameters } from '../model/parameters.js';
import type { MethodStep } from '../model/methods/method.js';
import { fitRecipe, type MenuOptions } from '../model/methods/menu.js';
import { trainEpochs, type Embeddings, type EpochDone, type TrainOptions } from '../model/training/train.js';
import { recipeOf } from './method-of.js';
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
export type TrainingData = Pick<PreparedInteractions, 'users' | 'items' | 'interactions' | 'itemColumns'>;

/**
 * Makes a model as a configuration says; yields between epochs, iterations or other steps.
 * @throws ModelError; Error for `auto`, which a choice must have replaced
 */
export function* fitConfigured(
  data: TrainingData,
  configuration: ModelConfiguration,
): Generator<EpochDone, Embeddings> {
  const parameters = parametersOf(configuration);
  const recipe = recipeOf(configuration);
  if (configuration.model === 'auto') throw new Error('A version is made by one method: choose it before.');
  if (recipe === null) return yield* trainEpochs(data.interactions, parameters, trainOptionsOf(configuration, data));
  const { users, items, interactions, itemColumns } = data;
  const input = { users, items, interactions, ...(itemColumns && { itemColumns }) };
  return yield* asEpochs(fitRecipe(input, recipe, menuOptionsOf(configuration)));
}

/** The steps of a method, reported as epochs. */
export function* asEpochs<Result>(steps: Generator<MethodStep, Result>): Generator<EpochDone, Result> {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    yield { epoch: step.value.done, of: step.value.of };
  }
}

/** What the methods of the menu read of a configuration. */
export function menuOptionsOf(configuration: ModelConfiguration): MenuOptions {
  const { kernel } = configuration;
  return { parameters: parametersOf(configuration), ...(kernel !== undefined && { kernel }) };
}

/** The options for training on this data with a configuration. */
function trainOptionsOf(
  { kernel }: ModelConfiguration,
  { interactions, itemColumns }: Pick<TrainingData, 'interactions' | 'itemColumns'>,
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
  const { epochs: of, earlyStopping: patience, kernel, model } = configuration;
  if (patience === undefined || (model !== undefined && model !== 'names')) return of;
  const known = {
    users,
    items,
    interactions: holdOut(users, items, interactions, evaluationSplit).train,
    itemColumns: model === undefined ? itemColumns : undefined,
  };
  const run = epochsToKeep(known, parametersOf(configuration), { patience, ...(kernel !== undefined && { kernel }) });
  for (;;) {
    const step = run.next();
    if (step.done) return step.value;
    yield { epoch: step.value.epoch, of };
  }
}
