import type { ModelConfiguration } from '@segue/core/contract/stored/model';
import type { Embeddings, EpochDone } from '@segue/core/model/training/train';
import { fitConfigured, type TrainingData } from '@segue/core/versions/training-options';
import type { TrainingReporter } from './training-reporter.js';

/**
 * Trains through all epochs and reports each one.
 * @throws Cancelled, ModelError
 */
export async function trainToEnd(
  data: TrainingData,
  configuration: ModelConfiguration,
  reporter: TrainingReporter,
  phase: 'evaluating' | 'training',
): Promise<Embeddings> {
  return await runEpochs(fitConfigured(data, configuration), reporter, phase);
}

/**
 * Runs to the end and reports each epoch.
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
