import type { ModelConfiguration } from '@segue/core/contract/stored/model';
import { paths } from '@segue/core/contract/stored/paths';
import { ModelError } from '@segue/core/model/errors';
import { isLightFms } from '@segue/core/model/methods/recipe';
import type { Embeddings } from '@segue/core/model/training/train';
import { measureChance } from '@segue/core/versions/measure-chance';
import { isStale } from '@segue/core/versions/method-of';
import type { PreparedInteractions } from '@segue/core/versions/prepare-interactions';
import type { Context } from '../ports.js';
import type { LoadedTraining } from './load-training.js';
import { storeChance } from './publish.js';
import { runEpochs } from './train-to-end.js';
import { Cancelled, GivenWay, Interrupted, type TrainingReporter } from './training-reporter.js';

/** A version that was just published: what it was made of, and its numbers. */
interface Published {
  prepared: PreparedInteractions;
  /** With the method that was chosen and the epochs that were kept. */
  configuration: ModelConfiguration;
  embeddings: Embeddings;
}

type ForTraining = Pick<LoadedTraining, 'key' | 'model' | 'dataset' | 'startedAt'> & { fence: number };

/**
 * The longest that a version may take to be made, in milliseconds, if one more training is to follow it: a function that begins
 * its last round late must end in time.
 */
const longest = 90_000;

/**
 * Measures how much of LightFM's lists changes by chance and stores it with the model, where that is not known for its
 * configuration and method, or was measured on other data. It follows the publication and gives way to newer requests, so
 * nothing waits for it; what stops it leaves it to the training after the next change.
 *
 * @throws Overtaken
 */
export async function measureChanceAnew(
  context: Context,
  { key, fence, model, dataset, startedAt }: ForTraining,
  { prepared, configuration, embeddings }: Published,
  reporter: TrainingReporter,
): Promise<void> {
  const { model: method } = configuration;
  if (!isLightFms(method) || context.clock.now() - startedAt > longest) return;
  const [{ revision }, { rowsVersion }, interactions] = [model, dataset, prepared.interactions.row.length];
  // The publication has kept it only for the same configuration and method.
  const known = await context.tree.read(paths.current(key).chance);
  if (known && !isStale(known, rowsVersion, interactions)) return;
  reporter.giveWay();
  const steps = measureChance(prepared, configuration, embeddings);
  const shared = await runEpochs(steps, reporter, 'evaluating').catch(ignoreStop);
  if (!shared) return;
  const chance = { ...shared, interactions, rowsVersion, ...(method !== undefined && { method }) };
  await storeChance(context, { key, fence, revision, chance });
}

/** The version is published: what stops the measurement, or makes it impossible, is no failure of the training. */
function ignoreStop(error: unknown): null {
  const stops = [Cancelled, GivenWay, Interrupted, ModelError];
  if (stops.some((kind) => error instanceof kind)) return null;
  throw error;
}
