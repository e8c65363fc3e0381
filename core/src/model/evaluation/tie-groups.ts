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
 * @param scores the score of every item.
 * @param testItems each once, none of them excluded.
 * @param excluded 1 for items that are not ranked; as long as `scores`.
 * @returns `null` if a score is NaN
 */
export function tieGroups(scores: Float32Array, testItems: Int32Array, excluded: Uint8Array): TieGroup[] | null {
  const sorted = Float32Array.from(testItems, (item) => scores[item]!).sort();
  const distinct = distinctOf(sorted);
  const tests = new Int32Array(distinct.length);
  for (const score of sorted) tests[countAtMost(distinct, score) - 1]!++;
  const counted = count(scores, excluded, distinct);
  if (counted === null) return null;
  const { equal, between } = counted;
  const groups: TieGroup[] = [];
  let start = 0;
  for (let at = distinct.length - 1; at >= 0; at--) {
    start += between[at]!;
    groups.push({ start, size: equal[at]!, tests: tests[at]! });
    start += equal[at]!;
  }
  return groups;
}

/** Ascending values, each once. −0 and 0 are equal, and sort beside each other. */
export function distinctOf(ascending: Float32Array): Float32Array {
  return ascending.filter((value, at) => at === 0 || value !== ascending[at - 1]);
}

/** How many items score exactly each of the ascending scores, and between it and the next; `null` if a score is NaN. */
function count(scores: Float32Array, excluded: Uint8Array, distinct: Float32Array) {
  const equal = new Int32Array(distinct.length);
  const between = new Int32Array(distinct.length);
  const lowest = distinct[0] ?? Infinity;
  for (let item = 0; item < scores.length; item++) {
    const score = scores[item]!;
    // Most items score less than all test items: the search is for the others.
    if (score < lowest) continue;
    if (score !== score) return null;
    if (excluded[item] === 1) continue;
    const at = countAtMost(distinct, score) - 1;
    if (distinct[at] === score) equal[at]!++;
    else between[at]!++;
  }
  return { equal, between };
}
