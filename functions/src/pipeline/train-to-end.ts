import type { ModelConfiguration } from '../contract/model.js';
import type { Parameters } from '../model/parameters.js';
import { buildItemFeatures } from '../model/item-features.js';
import { trainEpochs, type Embeddings, type TrainOptions } from '../model/train.js';
import type { PreparedInteractions } from './prepare-interactions.js';
import type { TrainingReporter } from './training-reporter.js';

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
 * Trains through all epochs, telling of each.
 * @throws Cancelled, ModelError
 */
export async function trainToEnd(
  data: TrainingData,
  configuration: ModelConfiguration,
  reporter: TrainingReporter,
  phase: 'evaluating' | 'training',
): Promise<Embeddings> {
  const epochs = trainEpochs(data.interactions, parametersOf(configuration), trainOptionsOf(configuration, data));
  for (;;) {
    const step = epochs.next();
    if (step.done) return step.value;
    await reporter.epoch(phase, step.value.epoch, step.value.of);
  }
}
