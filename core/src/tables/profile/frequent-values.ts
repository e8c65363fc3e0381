import type { KindCounts } from '../columns/column-kinds.js';

/** One of the commonest values of a column; the name is null where no block said it. */
export interface FrequentValue {
  hash: number;
  count: number;
  name: string | null;
}

/** How many frequent values are kept of a column. */
export const mostFrequent = 64;

/** Longer texts are not named: a list of frequent values is no place for them. */
export const longestName = 200;

/**
 * How often a value has to occur to be kept as a frequent one: twice, and where only a sample of the values is counted,
 * in one of a thousand cells, since a count sketch can vouch that no other value has come up to that.
 */
export function leastFrequent(level: number, kinds: KindCounts): number {
  if (level === 0) return 2;
  const cells = Object.values(kinds).reduce((sum, count) => sum + count, 0);
  return Math.max(2, Math.ceil(cells / 1000));
}

/** The commonest of counted hashes with at least `least` occurrences, those of equal count by hash. */
export function selectFrequent(
  hashes: ArrayLike<number>,
  counts: Float64Array,
  least: number,
): { hash: number; count: number }[] {
  const bar = Math.max(least, counts.length > mostFrequent ? counts.slice().sort()[counts.length - mostFrequent]! : 0);
  const frequent: { hash: number; count: number }[] = [];
  for (let at = 0; at < counts.length; at++) {
    if (counts[at]! >= bar) frequent.push({ hash: hashes[at]!, count: counts[at]! });
  }
  return frequent.sort((a, b) => b.count - a.count || a.hash - b.hash).slice(0, mostFrequent);
}
