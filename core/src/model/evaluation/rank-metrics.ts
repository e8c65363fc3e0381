/*
 * Metrics from the ranks of one user's test items, rounded as LightFM does (docs/lightfm.md#rank-metrics). Ranks count
 * from 0. Sums are float32 where LightFM's are.
 */
const { fround } = Math;

function hits(ranks: Float32Array, k: number): number {
  let count = 0;
  for (const rank of ranks) if (rank < k) count++;
  return count;
}

/** The part of the first k places held by test items, float32; divided by k even if there are fewer test items. */
export function precisionOf(ranks: Float32Array, k: number): number {
  return fround(hits(ranks, k) / k);
}

/** The part of the `entries` test items that are in the first k places, float64; NaN for no entries. */
export function recallOf(ranks: Float32Array, k: number, entries = ranks.length): number {
  return hits(ranks, k) / entries;
}

/** 1 / (1 + best rank), float32; 0 without ranks. */
export function reciprocalRankOf(ranks: Float32Array): number {
  let best = 0;
  for (const rank of ranks) best = Math.max(best, fround(1 / fround(rank + 1)));
  return best;
}

/**
 * Area under the ROC curve, float32: the probability that a test item ranks above an item that is neither test nor
 * train. 0.5 if there is nothing to compare.
 *
 * @param items the number of all items.
 * @param known the number of stored train entries of the user. If test and train contain all items, the result is
 *   LightFM's: NaN or −Infinity; if they contain more through repetitions, above 1.
 */
export function aucOf(ranks: Float32Array, items: number, known: number): number {
  const positives = ranks.length;
  const negatives = items - (positives + known);
  if (positives === 0 || negatives === items) return 0.5;
  const sorted = ranks.slice().sort();
  let area = 0;
  for (let place = 0; place < positives; place++) {
    const above = Math.max(0, fround(sorted[place]! - place));
    area = fround(area + (1 - fround(above / fround(negatives))));
  }
  return fround(area / positives);
}

/**
 * Normalised discounted cumulative gain at k, float64: a test item at rank r < k gains 1 / log2(r + 2), and the sum is
 * divided by that of the best possible ranking, itself cut at k. 0 without ranks. (Järvelin and Kekäläinen 2002, binary
 * gains; LightFM has no such metric.)
 */
export function ndcgOf(ranks: Float32Array, k: number): number {
  let [gained, ideal] = [0, 0];
  for (const rank of ranks) if (rank < k) gained += 1 / Math.log2(rank + 2);
  for (let rank = 0; rank < Math.min(k, ranks.length); rank++) ideal += 1 / Math.log2(rank + 2);
  return ideal === 0 ? 0 : gained / ideal;
}

/**
 * Average precision at k, float64: the precisions at the places of the test items, 0 for those beyond k, added up and
 * divided by min(k, number of test items). The mean over users is MAP@k. 0 without ranks.
 */
export function averagePrecisionOf(ranks: Float32Array, k: number): number {
  const sorted = ranks.slice().sort();
  let [sum, upTo] = [0, 0];
  for (let place = sorted.length - 1; place >= 0; place--) {
    const rank = sorted[place]!;
    // Tied items share one place, at which all of them are reached.
    if (place === sorted.length - 1 || sorted[place + 1] !== rank) upTo = place + 1;
    if (rank < k) sum += upTo / (rank + 1);
  }
  return ranks.length === 0 ? 0 : sum / Math.min(k, ranks.length);
}

/** The part of all pairs (one, other) in which the one is above; a tie counts half. Sorts both arrays in place. */
export function partAbove(ones: Float32Array, others: Float32Array): number {
  ones.sort();
  others.sort();
  let [below, notAbove, sum] = [0, 0, 0];
  for (const one of ones) {
    while (below < others.length && others[below]! < one) below++;
    while (notAbove < others.length && others[notAbove]! <= one) notAbove++;
    sum += (below + notAbove) / 2;
  }
  return sum / (ones.length * others.length);
}
