import { modelScorer } from '../answers/recommend.js';
import { describeUntrained } from '../descriptions/untrained-items.js';
import type { MethodName } from '../methods/recipe.js';
import { joinCells, type Cells } from '../sparse.js';
import type { Embeddings } from '../state.js';
import type { ItemColumns } from '../training/item-features.js';
import { popularityScorer } from './baselines.js';
import { evaluateRanking, type Scorer } from './evaluate.js';
import { byWarmth } from './evaluation-report.js';
import type { HeldOutParts } from './hold-out.js';
import { onlyMetrics, type RankingMetrics } from './ranking-metrics.js';

/** Figures of a model on other hidden pairs than those of the headline. */
export interface Apart {
  /** How many pairs were hidden. */
  readonly heldOut: number;
  readonly test: RankingMetrics;
  /** Of a ranking by popularity on the same pairs. */
  readonly popularity: RankingMetrics;
}

/** All hidden pairs of a split, and those of items without train pairs. */
export interface ApartWithCold {
  readonly all: Apart;
  /** Absent where each hidden item has a train pair. */
  readonly cold?: Apart;
}

/** The method that made a model, and what describes its items, if anything does. */
export interface ApartOptions {
  readonly method: MethodName;
  readonly itemColumns?: ItemColumns | undefined;
  /** The cutoff of the metrics at k. */
  readonly k: number;
}

/**
 * Measures a model that was fitted on `parts.train` on all pairs that were hidden from it, among them those of items that
 * nobody else has. As in a version, items without train pairs are predicted from what describes them. Equal scores count at their
 * mean place.
 *
 * @throws ModelError as `evaluateRanking` does.
 */
export function measureApart(fitted: Embeddings, parts: HeldOutParts, options: ApartOptions): ApartWithCold {
  const { train, test } = parts;
  const { method, itemColumns, k } = options;
  // Popularity knows nothing of items without pairs.
  const isPredicted = itemColumns && method !== 'popularity';
  const score = modelScorer(isPredicted ? describeUntrained(fitted, itemColumns, train) : fitted);
  const popularity = popularityScorer(train);
  const measure = (known: Cells, hidden: Cells): Apart => {
    const ranking = (scorer: Scorer) => onlyMetrics(evaluateRanking(scorer, known, hidden, k, { ties: 'mean' }));
    return { heldOut: hidden.row.length, test: ranking(score), popularity: ranking(popularity) };
  };
  const { warm, cold } = byWarmth(train, test);
  const all = measure(train, test);
  // The warm ones are excluded, neither right nor wrong.
  return { all, ...(cold.row.length > 0 && { cold: measure(joinCells(train, warm), cold) }) };
}
