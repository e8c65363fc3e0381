import type { Scorer } from './evaluate.js';
import { topItems } from '../answers/recommend.js';
import { cellRows, type Cells } from '../sparse.js';

/** Properties of the recommended lists other than accuracy. */
export interface ListMetrics {
  /** The part of all items that are recommended to at least one user. */
  readonly coverage: number;
  /**
   * The mean surprise of a recommended item, in bits: −log2 of the part of users who know it, taken as
   * (users + 1) / (all users + 1), so that an item nobody knows counts too. (Zhou et al. 2010.)
   */
  readonly novelty: number;
  /**
   * How much more popular recommended items are than the items the same users know: mean popularity of the list divided
   * by that of the known items, averaged over users (Abdollahpouri et al. 2019). 1: equally popular; above 1: more
   * popular. An item's popularity is the number of users who know it.
   */
  readonly popularityBias: number;
}

/** The name of a metric of lists. */
type ListMetricName = keyof ListMetrics;

const shortLabels: Readonly<Record<ListMetricName, string>> = {
  coverage: 'coverage',
  novelty: 'novelty',
  popularityBias: 'pop. bias',
};

/** The names of all metrics of lists, in the order in which they are shown. */
export const listMetricNames = Object.keys(shortLabels) as readonly ListMetricName[];

/** The metric's name for narrow columns, at most 10 characters. */
export function shortListMetricLabel(name: ListMetricName): string {
  return shortLabels[name];
}

/** A metric of lists as text; bits and ratios go beyond 1, so they have fewer decimals than a ranking metric. */
export function formatListMetric(value: number): string {
  return value.toFixed(3);
}

/**
 * Measures the first k items of every user who has a known item and something left to recommend. A user's items in
 * `train` are left out of the list. All metrics are 0 if there is no such user.
 */
export function measureLists(score: Scorer, train: Cells, k: number): ListMetrics {
  const known = cellRows(train);
  const popularity = new Float64Array(train.items);
  for (const item of known.indices) popularity[item]!++;
  const recommended = new Set<number>();
  let [users, bias, surprise, places] = [0, 0, 0, 0];
  for (let user = 0; user < train.users; user++) {
    const items = known.indices.subarray(known.indptr[user], known.indptr[user + 1]);
    const mine = new Set(items);
    const list = topItems(score(user), k, (item) => mine.has(item)).map(({ item }) => item);
    if (items.length === 0 || list.length === 0) continue;
    users++;
    places += list.length;
    bias += mean(list, popularity) / mean(items, popularity);
    for (const item of list) {
      recommended.add(item);
      surprise -= Math.log2((popularity[item]! + 1) / (train.users + 1));
    }
  }
  if (users === 0) return { coverage: 0, novelty: 0, popularityBias: 0 };
  return { coverage: recommended.size / train.items, novelty: surprise / places, popularityBias: bias / users };
}

function mean(items: ArrayLike<number> & Iterable<number>, values: Float64Array): number {
  let sum = 0;
  for (const item of items) sum += values[item]!;
  return sum / items.length;
}
