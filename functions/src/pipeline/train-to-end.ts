import type { ModelConfiguration } from '../contract/model.js';
import type { Interactions } from '../model/sparse.js';
import { trainEpochs, type Embeddings } from '../model/train.js';
import { parametersOf, trainOptionsOf } from '../versions/training-options.js';
import type { TrainingReporter } from './training-reporter.js';

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
