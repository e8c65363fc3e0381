import { onlyMetrics, type RankingMetrics } from '@segue/core/model/evaluation/ranking-metrics';
import { reportEvaluation } from '@segue/core/model/evaluation/evaluation-report';
import { modelScorer } from '@segue/core/model/answers/recommend';
import { inputOf, type DivisibleData } from '@segue/core/model/choice/discovery';
import { describeUntrained } from '@segue/core/model/descriptions/untrained-items';
import { fitRecipe } from '@segue/core/model/methods/menu';
import type { Recipe } from '@segue/core/model/methods/recipe';
import { lastOf } from '../last-of.js';
import type { EvaluateOptions } from './evaluate-options.js';
import { splitByMethod, type PreparedTable } from './split-pairs.js';

/** Figures of a model on other hidden pairs than those of the headline. */
export interface Apart {
  /** How many pairs were hidden. */
  readonly heldOut: number;
  readonly test: RankingMetrics;
  /** Of a ranking by popularity on the same pairs. */
  readonly popularity: RankingMetrics;
}

/** What `--method discover` reports beside its own pairs; each by a model that was fitted without them. */
export interface MeasuredApart {
  /** Any pair, by a hash of its names, also those of items that nobody else has; `cold` are those, where there are any. */
  readonly hash?: Apart & { readonly cold?: RankingMetrics };
  /** Each user's newest likes; absent without a column of times, or where none can be hidden. */
  readonly newest?: Apart;
}

/** Measures a method on the pairs that other splits hide. */
export function measureApart(
  prepared: PreparedTable,
  data: DivisibleData,
  recipe: Recipe,
  options: EvaluateOptions,
): MeasuredApart {
  const { parameters, kernel, at: k } = options;
  const measure = (method: EvaluateOptions['method']): MeasuredApart['hash'] => {
    const parts = splitByMethod(method, prepared, options);
    if (parts.train.row.length === 0 || parts.test.row.length === 0) return undefined;
    const fitted = lastOf(fitRecipe(inputOf(data, parts.train), recipe, { parameters, kernel }));
    const { itemColumns } = prepared.prepared;
    // As in a version, items without pairs are told by what describes them.
    const isTold = itemColumns && recipe.method !== 'popularity';
    const model = isTold ? describeUntrained(fitted, itemColumns, parts.train) : fitted;
    const rules = { ties: 'mean' } as const;
    const report = reportEvaluation(modelScorer(model), parts, { k, seed: parameters.randomState, rules });
    return {
      heldOut: parts.test.row.length,
      test: onlyMetrics(report.test.ranking),
      popularity: onlyMetrics(report.baselines.popularity.ranking),
      ...(report.cold.users > 0 && { cold: onlyMetrics(report.cold) }),
    };
  };
  const hash = measure('hash');
  const newest = options.time === undefined ? undefined : measure('newest');
  return { ...(hash && { hash }), ...(newest && { newest }) };
}
