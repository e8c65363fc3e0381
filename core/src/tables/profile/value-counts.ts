import { entryOf } from '../entry-of.js';
import { hashBits } from './value-hash.js';

/**
 * How often each value of a column occurs, by hash. Holds all values up to some ten thousand; beyond that, those whose
 * hash is below 2^(42 − level), a fair sample of one in 2^level. The sample depends only on the values, not on their
 * order, and it is a group as long as the level stays the same: counts can be added and subtracted.
 */
export interface ValueCounts {
  level: number;
  /** Ascending. */
  hashes: Float64Array;
  /** Each at least 1. */
  counts: Float64Array;
}

/**
 * A sample is halved only if at least this many values remain. They then prove that the level is right, even after some
 * are removed. Ten thousand values halve to fewer than this in less than one in 10^15 columns.
 */
const sampleFloor = 5400;

/** Hashes in the sample at a level are below this. */
function hashLimit(level: number): number {
  return 2 ** (hashBits - level);
}

/** The sample of counts that are known to be complete below `hashLimit(level)`. */
export function sampleCounts(all: ReadonlyMap<number, number>, level: number): ValueCounts {
  const limit = hashLimit(level);
  const hashes = Float64Array.from([...all.keys()].filter((hash) => hash < limit)).sort();
  const counts = Float64Array.from(hashes, (hash) => entryOf(all, hash));
  return raiseLevel({ level, hashes, counts });
}

/** The estimated number of distinct values: exact at level 0. */
export function distinctOf({ level, hashes }: ValueCounts): number {
  return hashes.length * 2 ** level;
}

/** The standard error of `distinctOf`, relative to it. */
export function distinctErrorOf({ level, hashes }: ValueCounts): number {
  return level === 0 ? 0 : Math.sqrt((1 - 2 ** -level) / hashes.length);
}

/**
 * The sample after counts have changed by `changes`; null if it no longer shows which level is right, or if more would
 * be removed than there is.
 */
export function changeCounts(sample: ValueCounts, changes: ReadonlyMap<number, number>): ValueCounts | null {
  const limit = hashLimit(sample.level);
  const changed = Float64Array.from([...changes.keys()].filter((hash) => hash < limit)).sort();
  const hashes = new Float64Array(sample.hashes.length + changed.length);
  const counts = new Float64Array(hashes.length);
  let size = 0;
  let next = 0;
  for (const hash of changed) {
    const at = lowerBound(sample.hashes, hash, next);
    hashes.set(sample.hashes.subarray(next, at), size);
    counts.set(sample.counts.subarray(next, at), size);
    size += at - next;
    const known = sample.hashes[at] === hash;
    const count = (known ? sample.counts[at]! : 0) + entryOf(changes, hash);
    if (count < 0) return null;
    if (count > 0) {
      hashes[size] = hash;
      counts[size++] = count;
    }
    next = known ? at + 1 : at;
  }
  hashes.set(sample.hashes.subarray(next), size);
  counts.set(sample.counts.subarray(next), size);
  size += sample.hashes.length - next;
  if (sample.level > 0 && size < sampleFloor) return null;
  return raiseLevel({ level: sample.level, hashes: hashes.subarray(0, size), counts: counts.subarray(0, size) });
}

function raiseLevel({ level, hashes, counts }: ValueCounts): ValueCounts {
  let size = hashes.length;
  for (let next = lowerBound(hashes, hashLimit(level + 1)); next >= sampleFloor;) {
    size = next;
    level++;
    next = lowerBound(hashes, hashLimit(level + 1));
  }
  return { level, hashes: hashes.subarray(0, size), counts: counts.subarray(0, size) };
}

function lowerBound(sorted: Float64Array, value: number, from = 0): number {
  let low = from;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
