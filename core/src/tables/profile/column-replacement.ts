import { columnKinds, type KindCounts } from '../columns/column-kinds.js';
import type { ColumnDigest, DigestBuilder } from './column-digest.js';
import { ColumnBuilder, type ColumnSummary, mayBeListed } from './column-summary.js';
import { type CountSketch, emptySketch, sketchAdd, sketchBound } from './count-sketch.js';
import { addDecimals, type Decimal, lowest } from '../decimals.js';
import { replaceExtremes } from './extremes.js';
import { type FrequentValue, leastFrequent, mostFrequent, selectFrequent } from './frequent-values.js';
import { changeCounts, type ValueCounts } from './value-counts.js';

/**
 * A column's total after replacing the summaries of some blocks (`old`) with new ones: exactly what merging all blocks
 * again would give, or null if only such a merge can determine it (say, because the only smallest value was removed).
 */
export function replaceColumn(
  total: ColumnSummary,
  old: readonly ColumnSummary[],
  fresh: readonly ColumnSummary[],
): ColumnSummary | null {
  if (total.values) return replaceListed(total, total.values, old, fresh);
  const before = digestOf(old);
  const after = digestOf(fresh);
  if (before.digest.level > 0 || after.digest.level > 0) return null;
  const digest = replaceDigest(total.digest, before.digest, after.digest);
  if (digest === null || mayBeListed(digest)) return null;
  return { missing: total.missing - before.missing + after.missing, values: null, digest };
}

function replaceListed(
  total: ColumnSummary,
  values: NonNullable<ColumnSummary['values']>,
  old: readonly ColumnSummary[],
  fresh: readonly ColumnSummary[],
): ColumnSummary | null {
  const left = new Map(values);
  let missing = total.missing;
  for (const part of old) {
    if (part.values === null) return null;
    missing -= part.missing;
    for (const [cell, count] of part.values) {
      const rest = (left.get(cell) ?? 0) - count;
      if (rest < 0) return null;
      if (rest === 0) left.delete(cell);
      else left.set(cell, rest);
    }
  }
  const builder = new ColumnBuilder();
  builder.addSummary({ missing, values: left, digest: null });
  for (const part of fresh) builder.addSummary(part);
  return builder.finish();
}

function digestOf(parts: readonly ColumnSummary[]): { missing: number; digest: DigestBuilder } {
  const builder = new ColumnBuilder();
  for (const part of parts) builder.addSummary(part);
  return { missing: builder.missing, digest: builder.digest() };
}

function replaceDigest(total: ColumnDigest, old: DigestBuilder, fresh: DigestBuilder): ColumnDigest | null {
  const kinds = replaceKinds(total.kinds, old.kinds, fresh.kinds);
  const changes = differences(fresh.counts, old.counts);
  const values = changeCounts(total.values, changes);
  const extremes = replaceExtremes(total.extremes, old.extremes, fresh.extremes);
  if (values === null || extremes === null) return null;
  const sketch = replaceSketch(total, values, changes);
  const frequent = replaceFrequent({ total, old, fresh, changes, values, sketch, kinds });
  if (frequent === null) return null;
  const buckets = new Map(total.buckets);
  for (const [bucket, change] of differences(fresh.buckets, old.buckets)) changeCount(buckets, bucket, change);
  const sum = replaceSum(total.sum, old.sum.total(), fresh.sum.total());
  const squares = replaceSum(total.squares, old.squares.total(), fresh.squares.total());
  return { kinds, sum, squares, buckets, extremes, values, sketch, frequent };
}

interface FrequentChange {
  total: ColumnDigest;
  old: DigestBuilder;
  fresh: DigestBuilder;
  changes: ReadonlyMap<number, number>;
  values: ValueCounts;
  sketch: CountSketch | null;
  kinds: KindCounts;
}

/** The frequent values after a change, with their names; null if an unknown value may have become frequent. */
function replaceFrequent(change: FrequentChange): FrequentValue[] | null {
  const known = knownCounts(change);
  if (known === null) return null;
  const selected = selectFrequent(known.hashes, known.counts, leastFrequent(change.values.level, change.kinds));
  const named = selected.map(({ hash, count }) => ({ hash, count, name: nameAfter(change, hash) }));
  return named.every(({ name }) => name !== undefined) ? (named as FrequentValue[]) : null;
}

/** Counts that are sure to include the frequent values: all counts, as long as they were known before. */
function knownCounts(change: FrequentChange): { hashes: ArrayLike<number>; counts: Float64Array } | null {
  const { total, values, changes } = change;
  if (values.level === 0) return values;
  const counts = total.values.level === 0 ? allCounts(total.values, changes) : frequentCounts(change);
  return counts && { hashes: [...counts.keys()], counts: Float64Array.from(counts.values()) };
}

/**
 * The name that merging again would find, or undefined if that is unknown: the value was not frequent before, or a
 * block that named it no longer does.
 */
function nameAfter({ total, old, fresh }: FrequentChange, hash: number): string | null | undefined {
  const name = fresh.names.get(hash);
  if (name !== undefined) return name;
  const before = total.frequent.find((value) => value.hash === hash);
  return before === undefined || old.names.has(hash) ? undefined : before.name;
}

function frequentCounts({ total, changes, values, sketch, kinds }: FrequentChange): Map<number, number> | null {
  const least = leastFrequent(values.level, kinds);
  const full = total.frequent.length === mostFrequent;
  // A lower threshold would admit values whose counts are unknown.
  if (least < leastFrequent(total.values.level, total.kinds)) return null;
  const after = (hash: number, count: number): number => count + (changes.get(hash) ?? 0);
  if (full && total.frequent.some(({ hash, count }) => after(hash, count) < Math.max(count, least))) return null;
  const counts = new Map(total.frequent.map(({ hash, count }) => [hash, after(hash, count)]));
  const bar = full ? Math.min(...counts.values()) : least;
  for (const [hash, by] of changes) {
    if (by > 0 && !counts.has(hash) && (sketch === null || sketchBound(sketch, hash) >= bar)) return null;
  }
  return counts;
}

function allCounts({ hashes, counts }: ValueCounts, changes: ReadonlyMap<number, number>): Map<number, number> {
  const all = new Map<number, number>();
  hashes.forEach((hash, at) => all.set(hash, counts[at]!));
  for (const [hash, change] of changes) changeCount(all, hash, change);
  return all;
}

function replaceSketch(
  total: ColumnDigest,
  values: ValueCounts,
  changes: ReadonlyMap<number, number>,
): CountSketch | null {
  if (values.level === 0) return null;
  const sketch = Float64Array.from(total.sketch ?? emptySketch());
  if (total.sketch === null)
    total.values.hashes.forEach((hash, at) => sketchAdd(sketch, hash, total.values.counts[at]!));
  for (const [hash, change] of changes) sketchAdd(sketch, hash, change);
  return sketch;
}

function replaceKinds(total: KindCounts, old: KindCounts, fresh: KindCounts): KindCounts {
  const kinds = { ...total };
  for (const kind of columnKinds) kinds[kind] += fresh[kind] - old[kind];
  return kinds;
}

function replaceSum(total: Decimal, old: Decimal, fresh: Decimal): Decimal {
  const taken = { units: -old.units, scale: old.scale };
  return lowest(addDecimals(addDecimals(total, taken), fresh));
}

function differences(a: ReadonlyMap<number, number>, b: ReadonlyMap<number, number>): Map<number, number> {
  const changes = new Map(a);
  for (const [key, count] of b) changeCount(changes, key, -count);
  return changes;
}

function changeCount(counts: Map<number, number>, key: number, by: number): void {
  const count = (counts.get(key) ?? 0) + by;
  if (count === 0) counts.delete(key);
  else counts.set(key, count);
}
