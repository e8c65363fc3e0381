import { measureApart, type Apart, type ApartWithCold } from '@segue/core/model/evaluation/apart';
import { inputOf, type DivisibleData } from '@segue/core/model/choice/discovery';
import { fitRecipe } from '@segue/core/model/methods/menu';
import type { Recipe } from '@segue/core/model/methods/recipe';
import { lastOf } from '../last-of.js';
import type { EvaluateOptions } from './evaluate-options.js';
import { splitByMethod, type PreparedTable } from './split-pairs.js';

/** What `--method discover` reports beside its own pairs; each by a model that was fitted without them. */
export interface MeasuredApart {
  /** Any pair, by a hash of its names, also those of items that nobody else has. */
  readonly hash?: Apart;
  /** Those of them whose items have no train pair; absent if there are none. */
  readonly cold?: Apart;
  /** Each user's newest likes; absent without a column of times, or where none can be hidden. */
  readonly newest?: Apart;
}

/** Measures a method on the pairs that other splits hide. */
export function measureOtherSplits(
  prepared: PreparedTable,
  data: DivisibleData,
  recipe: Recipe,
  options: EvaluateOptions,
): MeasuredApart {
  const { parameters, kernel, at: k } = options;
  const measure = (method: EvaluateOptions['method']): ApartWithCold | undefined => {
    const parts = splitByMethod(method, prepared, options);
    if (parts.train.row.length === 0 || parts.test.row.length === 0) return undefined;
    const fitted = lastOf(fitRecipe(inputOf(data, parts.train), recipe, { parameters, kernel }));
    const { itemColumns } = prepared.prepared;
    return measureApart(fitted, parts, { method: recipe.method, itemColumns, k });
  };
  const hash = measure('hash');
  const newest = options.time === undefined ? undefined : measure('newest');
  return {
    ...(hash && { hash: hash.all }),
    ...(hash?.cold && { cold: hash.cold }),
    ...(newest && { newest: newest.all }),
  };
}
