import type { RankingMetrics } from './ranking-metrics.js';
import type { TieGroup } from './tie-groups.js';

/** How one user's test items rank among others, whatever the order of equal scores. */
interface UserGroups {
  /** Best first. */
  readonly groups: readonly TieGroup[];
  /** The cutoff of the metrics at k. */
  readonly k: number;
  /** The number of ranked items that are neither train nor test. */
  readonly negatives: number;
}

/**
 * One user's metrics, float64, each as its mean over all orders of equal scores (McSherry and Najork 2008, sections 2.1
 * to 2.6): a model that scores all items alike is as good as chance, and no better for the order in which items happen
 * to be stored. In the AUC, a tie therefore counts half; it is 0.5 without negatives. Without ties, all of them are the
 * values of `rankingMetrics`, apart from rounding to float32.
 */
export function expectedMetrics({ groups, k, negatives }: UserGroups): RankingMetrics {
  let [tests, above, hits, gained, precisions] = [0, 0, 0, 0, 0];
  for (const group of groups) {
    const { start, size, tests: own } = group;
    above += own * (start - tests + (size - own) / 2);
    const share = own / size;
    const end = Math.min(k, start + size);
    for (let place = start; place < end; place++) {
      hits += share;
      gained += share / Math.log2(place + 2);
      // A test item here, those of better groups, and of its own group as many as chance puts before it.
      const upTo = 1 + tests + (size > 1 ? ((place - start) * (own - 1)) / (size - 1) : 0);
      precisions += (share * upTo) / (place + 1);
    }
    tests += own;
  }
  let ideal = 0;
  for (let place = 0; place < Math.min(k, tests); place++) ideal += 1 / Math.log2(place + 2);
  return {
    auc: negatives === 0 ? 0.5 : 1 - above / (tests * negatives),
    precision: hits / k,
    recall: hits / tests,
    reciprocalRank: expectedReciprocalRank(groups[0]),
    ndcg: gained / ideal,
    averagePrecision: precisions / Math.min(k, tests),
  };
}

/** The mean of 1 / (1 + place of the first test item). */
function expectedReciprocalRank(group: TieGroup | undefined): number {
  if (group === undefined) return 0;
  const { start, size, tests } = group;
  let [mean, none] = [0, 1];
  // `none` is the chance that no test item stands before this place of the group.
  for (let at = 0; at <= size - tests; at++) {
    const here = tests / (size - at);
    mean += (none * here) / (start + at + 1);
    none *= 1 - here;
  }
  return mean;
}
