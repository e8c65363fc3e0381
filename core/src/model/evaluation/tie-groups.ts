import { countAtMost } from './sorted-search.js';

/** Items with one score, at least one of which is a test item. */
export interface TieGroup {
  /** How many items score higher: the group's first place, from 0. */
  readonly start: number;
  /** How many items share the score, test items included. */
  readonly size: number;
  /** How many of them are test items. */
  readonly tests: number;
}

/**
 * One user's test items, in groups of equal scores, best first.
 *
 * @param scores the score of every item, none NaN.
 * @param testItems each once, none of them excluded.
 * @param excluded 1 for items that are not ranked; as long as `scores`.
 */
export function tieGroups(scores: Float32Array, testItems: Int32Array, excluded: Uint8Array): TieGroup[] {
  const sorted = Float32Array.from(testItems, (item) => scores[item]!).sort();
  // −0 and 0 are equal, and sort beside each other.
  const distinct = sorted.filter((score, at) => at === 0 || score !== sorted[at - 1]);
  const tests = new Int32Array(distinct.length);
  for (const score of sorted) tests[countAtMost(distinct, score) - 1]!++;
  const { equal, between } = count(scores, excluded, distinct);
  const groups: TieGroup[] = [];
  let start = 0;
  for (let at = distinct.length - 1; at >= 0; at--) {
    start += between[at]!;
    groups.push({ start, size: equal[at]!, tests: tests[at]! });
    start += equal[at]!;
  }
  return groups;
}

/** How many items score exactly each of the ascending scores, and between it and the next. */
function count(scores: Float32Array, excluded: Uint8Array, distinct: Float32Array) {
  const equal = new Int32Array(distinct.length);
  const between = new Int32Array(distinct.length);
  for (let item = 0; item < scores.length; item++) {
    if (excluded[item] === 1) continue;
    const at = countAtMost(distinct, scores[item]!) - 1;
    if (at < 0) continue;
    if (distinct[at] === scores[item]) equal[at]!++;
    else between[at]!++;
  }
  return { equal, between };
}
