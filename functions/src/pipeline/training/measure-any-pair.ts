import type { ModelConfiguration } from '@segue/core/contract/stored/model';
import { discoveryCut, inputOf } from '@segue/core/model/choice/discovery';
import { ModelError } from '@segue/core/model/errors';
import { measureApart, type ApartWithCold } from '@segue/core/model/evaluation/apart';
import { holdOut } from '@segue/core/model/evaluation/hold-out';
import { recipeOf } from '@segue/core/versions/method-of';
import type { PreparedInteractions } from '@segue/core/versions/prepare-interactions';
import { evaluationSplit } from '@segue/core/versions/training-options';
import { hidesNothing } from './measure-discovery.js';
import { trainToEnd } from './train-to-end.js';
import type { TrainingReporter } from './training-reporter.js';

/**
 * How well the configured method finds any pair, also those of items that nobody else has: measured by a model of its own, on
 * pairs that a hash of their names hides.
 *
 * @returns `null` if nothing can be hidden, or the method cannot learn from what is left: a training never fails for it.
 * @throws Cancelled
 */
export async function measureAnyPair(
  { users, items, interactions, describe, itemColumns }: PreparedInteractions,
  configuration: ModelConfiguration,
  reporter: TrainingReporter,
): Promise<ApartWithCold | null> {
  const recipe = recipeOf(configuration);
  const parts = holdOut(users, items, interactions, evaluationSplit);
  if (recipe === null || hidesNothing(parts)) return null;
  try {
    const input = inputOf({ users, items, interactions, describe }, parts.train);
    const fitted = await trainToEnd(input, configuration, reporter, 'evaluating');
    return measureApart(fitted, parts, { method: recipe.method, itemColumns, k: discoveryCut });
  } catch (error) {
    if (error instanceof ModelError) return null;
    throw error;
  }
}
