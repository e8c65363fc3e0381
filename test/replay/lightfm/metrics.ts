import { checkThreads } from '@segue/core/model/lightfm/fit-checks';
import type { RankOptions } from '@segue/core/model/lightfm/predict-rank';
import { aucOf, precisionOf, recallOf } from '@segue/core/model/evaluation/rank-metrics';
import type { Csr, Sparse } from '@segue/core/model/sparse';

/*
 * LightFM's `lightfm.evaluation`: one number per user, in the order of users, for the caller to average. Numbers are
 * LightFM's, bit for bit, oddities included (docs/lightfm.md#rank-metrics). To judge a model, use the metrics in
 * evaluate.ts.
 */

/** What ranks the test interactions: a `LightFm`. */
export interface Ranker {
  predictRank(test: Sparse, options?: RankOptions): Csr;
}

/** Arguments of all metrics other than the test interactions. */
export interface MetricOptions extends RankOptions {
  /** Keep users without test entries (default false: they are left out). */
  readonly preserveRows?: boolean;
}

/** Arguments of precision and recall. */
export interface CutOptions extends MetricOptions {
  /** The length of the list to evaluate, default 10. */
  readonly k?: number;
}

/** The part of the first k items that are test items: float32, one per user. Throws as `LightFm.predictRank` does. */
export function precisionAtK(model: Ranker, test: Sparse, { k = 10, ...options }: CutOptions = {}): Float32Array {
  const users = rankUsers(model, test, options);
  return Float32Array.from(users, ({ ranks }) => precisionOf(ranks, k));
}

/**
 * The part of the test entries that are among the first k: float64, one per user; NaN for a preserved user without test
 * entries. Throws as `LightFm.predictRank` does.
 */
export function recallAtK(model: Ranker, test: Sparse, { k = 10, ...options }: CutOptions = {}): Float64Array {
  const users = rankUsers(model, test, options);
  return Float64Array.from(users, ({ ranks, entries }) => recallOf(ranks, k, entries));
}

/** Probability that a test item ranks above an unknown one: float32, one per user. Throws as `LightFm.predictRank`. */
export function aucScore(model: Ranker, test: Sparse, options: MetricOptions = {}): Float32Array {
  const { trainInteractions: train } = options;
  const known = train === undefined ? new Int32Array(test.rows) : entryCounts(train);
  const users = rankUsers(model, test, options);
  return Float32Array.from(users, ({ user, ranks }) => aucOf(ranks, test.cols, known[user] ?? 0));
}

/**
 * 1 / (1 + rank) of the best test item: float32, one per user. Items that a CSR stores twice count twice, added up.
 * Throws as `LightFm.predictRank` does.
 */
export function reciprocalRank(model: Ranker, test: Sparse, options: MetricOptions = {}): Float32Array {
  const users = rankUsers(model, test, options);
  return Float32Array.from(users, ({ ranks, items }) => {
    const sums = new Map<number, number>();
    items.forEach((item, i) => {
      const reciprocal = Math.fround(1 / Math.fround(ranks[i]! + 1));
      sums.set(item, Math.fround((sums.get(item) ?? 0) + reciprocal));
    });
    return Array.from(sums.values()).reduce((best, sum) => Math.max(best, sum), 0);
  });
}

interface RankedUser {
  readonly user: number;
  readonly ranks: Float32Array;
  readonly items: Int32Array;
  /** Number of test entries as passed, repetitions included. */
  readonly entries: number;
}

function rankUsers(model: Ranker, test: Sparse, { preserveRows = false, ...options }: MetricOptions): RankedUser[] {
  // Before anything else, even whether the model is fitted: LightFM's order.
  checkThreads(options.numThreads ?? 1);
  const ranks: Csr = model.predictRank(test, options);
  const counts = entryCounts(test);
  const users = Array.from(counts, (entries, user) => {
    const [start, end] = [ranks.indptr[user]!, ranks.indptr[user + 1]!];
    return { user, ranks: ranks.data.subarray(start, end), items: ranks.indices.subarray(start, end), entries };
  });
  return preserveRows ? users : users.filter(({ entries }) => entries > 0);
}

/** Stored entries per row, repetitions included. */
function entryCounts(matrix: Sparse): Int32Array {
  if (matrix.format === 'csr') return matrix.indptr.slice(1).map((end, row) => end - matrix.indptr[row]!);
  const counts = new Int32Array(matrix.rows);
  for (const row of matrix.row) counts[row]!++;
  return counts;
}
