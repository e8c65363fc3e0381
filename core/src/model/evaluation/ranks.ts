import { countAtMost, countBelow } from './sorted-search.js';

/**
 * Ranks of some of one user's items among all items: how many other items score at least as high. 0 is best, and ties
 * count against the item. An item whose score is NaN has rank 0 and does not count against others, because every
 * comparison with NaN is false.
 *
 * @param scores the score of every item.
 * @param asked the items to rank; repetitions are allowed.
 * @param excluded 1 for items that do not count against others; as long as `scores`.
 * @returns one rank per element of `asked`, float32.
 */
export function ranksOf(scores: Float32Array, asked: Int32Array, excluded: Uint8Array): Float32Array {
  const thresholds = askedScores(scores, asked);
  const atLeast = countAtLeast(scores, excluded, thresholds);
  return Float32Array.from(asked, (item) => {
    const score = scores[item]!;
    if (Number.isNaN(score)) return 0;
    return atLeast[countBelow(thresholds, score)]! - (excluded[item] === 1 ? 0 : 1);
  });
}

/** The scores of the asked items, ascending, without NaN. */
function askedScores(scores: Float32Array, asked: Int32Array): Float32Array {
  return Float32Array.from(asked, (item) => scores[item]!)
    .filter((score) => !Number.isNaN(score))
    .sort();
}

/** For each threshold, the number of items not excluded that score at least as high, in one pass over the items. */
function countAtLeast(scores: Float32Array, excluded: Uint8Array, thresholds: Float32Array): Int32Array {
  const counts = new Int32Array(thresholds.length);
  for (let item = 0; item < scores.length; item++) {
    if (excluded[item] === 1) continue;
    const reached = countAtMost(thresholds, scores[item]!);
    if (reached > 0) counts[reached - 1]!++;
  }
  for (let i = counts.length - 2; i >= 0; i--) counts[i]! += counts[i + 1]!;
  return counts;
}
