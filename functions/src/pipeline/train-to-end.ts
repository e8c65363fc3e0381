import type { ModelConfiguration } from '../contract/model.js';
import type { Parameters } from '../model/parameters.js';
import type { Interactions } from '../model/sparse.js';
import { trainEpochs, type Embeddings, type TrainOptions } from '../model/train.js';
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

/** How a configuration wants to be computed. */
export function trainOptionsOf({ kernel }: ModelConfiguration): TrainOptions {
  return kernel === undefined ? {} : { kernel };
}

/**
 * Trains through all epochs, telling of each.
 * @throws Cancelled, ModelError
 */
export async function trainToEnd(
  interactions: Interactions,
  configuration: ModelConfiguration,
  reporter: TrainingReporter,
  phase: 'evaluating' | 'training',
): Promise<Embeddings> {
  const epochs = trainEpochs(interactions, parametersOf(configuration), trainOptionsOf(configuration));
  for (;;) {
    const step = epochs.next();
    if (step.done) return step.value;
    await reporter.epoch(phase, step.value.epoch, step.value.of);
  }
}
