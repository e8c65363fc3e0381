import type { KindCounts } from '../columns/column-kinds.js';

/** One of the most common values of a column; the name is null if no block has it. */
export interface FrequentValue {
  hash: number;
  count: number;
  name: string | null;
}

/** How many frequent values are kept of a column. */
export const mostFrequent = 64;

/** The longest text that gets a name; longer ones do not belong in a list of frequent values. */
export const longestName = 200;

/**
 * How often a value must occur to count as frequent: twice, or, if only a sample of the values is counted, in one of a
 * thousand cells, because a count sketch can guarantee that no other value occurs that often.
 */
export function leastFrequent(level: number, kinds: KindCounts): number {
  if (level === 0) return 2;
  const cells = Object.values(kinds).reduce((sum, count) => sum + count, 0);
  return Math.max(2, Math.ceil(cells / 1000));
}

/** The most common hashes with at least `least` occurrences; equal counts are sorted by hash. */
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
