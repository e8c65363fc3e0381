import { type Cell, cellText } from '../cells.js';
import { columnKinds, emptyKindCounts, type KindCounts, kindOfCell, traitsOf } from '../columns/column-kinds.js';
import type { NumericTraits } from '../columns/kind-traits.js';
import { type CountSketch, emptySketch, sketchAdd } from './count-sketch.js';
import type { Decimal } from '../decimals.js';
import { ExactSum, smallDecimal } from './exact-sum.js';
import { extend, extendAll, type Extremes, noExtremes } from './extremes.js';
import { type FrequentValue, leastFrequent, longestName, selectFrequent } from './frequent-values.js';
import { bucketOf } from './number-buckets.js';
import { sampleCounts, type ValueCounts } from './value-counts.js';
import { hashCell } from './value-hash.js';

/**
 * The summary of a column with too many values to list.
 *
 * Counts by kind, both sums, the buckets, the sampled value counts and the sketch form a group: a block's part can be
 * subtracted exactly. Extremes and frequent values do not; `column-replacement` decides when they can still be updated.
 */
export interface ColumnDigest {
  kinds: KindCounts;
  /** The sums of the numbers and of their squares; meaningless if the kinds in a column do not cover each other. */
  sum: Decimal;
  squares: Decimal;
  /** Counts of numbers by `bucketOf`; gives quantiles to within `bucketError`. */
  buckets: Map<number, number>;
  extremes: Extremes;
  values: ValueCounts;
  /** The sketch of all values, if `values` is a sample; else null. */
  sketch: CountSketch | null;
  frequent: FrequentValue[];
}

/** Collects a column's values into a digest. */
export class DigestBuilder {
  readonly kinds = emptyKindCounts();
  readonly sum = new ExactSum();
  readonly squares = new ExactSum();
  readonly buckets = new Map<number, number>();
  readonly extremes = noExtremes();
  /** Counts of values added in full, by hash. */
  readonly counts = new Map<number, number>();
  readonly names = new Map<number, string>();
  /** Added as samples: their counts, frequent values and sketch. */
  readonly sampled = new Map<number, number>();
  readonly sampledFrequent = new Map<number, number>();
  sketch: CountSketch | null = null;
  level = 0;

  /** Adds a value that occurs `count` times. */
  addValue(cell: Cell, count: number): void {
    const kind = kindOfCell(cell);
    this.kinds[kind] += count;
    const { numeric, ordered } = traitsOf(kind);
    if (numeric) this.#addNumber(cell, count, numeric);
    if (ordered) {
      extend(this.extremes, 'earliest', cell, count);
      extend(this.extremes, 'latest', cell, count);
    }
    const hash = hashCell(cell);
    increase(this.counts, hash, count);
    if (typeof cell === 'string') extend(this.extremes, 'longest', cell.length, count);
    const name = cellText(cell);
    if (name.length <= longestName) this.names.set(hash, name);
  }

  /**
   * Adds another digest. Exact if that digest has all its values. Of a sampled digest only the frequent values are
   * known, so the counts of frequent values may then be too low.
   */
  addDigest(digest: ColumnDigest): void {
    for (const kind of columnKinds) this.kinds[kind] += digest.kinds[kind];
    this.sum.addDecimal(digest.sum);
    this.squares.addDecimal(digest.squares);
    for (const [bucket, count] of digest.buckets) increase(this.buckets, bucket, count);
    extendAll(this.extremes, digest.extremes);
    const { level, hashes, counts } = digest.values;
    const into = level === 0 ? this.counts : this.sampled;
    hashes.forEach((hash, at) => increase(into, hash, counts[at]!));
    this.level = Math.max(this.level, level);
    if (digest.sketch) {
      const sketch = (this.sketch ??= emptySketch());
      digest.sketch.forEach((count, at) => (sketch[at]! += count));
    }
    for (const { hash, count, name } of digest.frequent) {
      if (level > 0) increase(this.sampledFrequent, hash, count);
      if (name !== null) this.names.set(hash, name);
    }
  }

  /** The digest. It does not depend on the order of the values, except for the names of frequent values. */
  finish(): ColumnDigest {
    const values = this.#sample();
    return {
      kinds: this.kinds,
      sum: this.sum.total(),
      squares: this.squares.total(),
      buckets: this.buckets,
      extremes: this.extremes,
      values,
      sketch: values.level === 0 ? null : this.#finishSketch(),
      frequent: this.#frequent(leastFrequent(values.level, this.kinds)),
    };
  }

  #addNumber(cell: Cell, count: number, numeric: NumericTraits): void {
    const value = typeof cell === 'number' ? cell : numeric.value(cell);
    const small = typeof cell === 'number' ? smallDecimal(cell) : null;
    if (small) {
      this.sum.add(small.units, small.scale, count);
      this.squares.add(small.units * small.units, small.scale * 2, count);
    } else {
      const { units, scale } = numeric.decimal(cellText(cell));
      this.sum.addDecimal({ units: units * BigInt(count), scale });
      this.squares.addDecimal({ units: units * units * BigInt(count), scale: scale * 2 });
    }
    increase(this.buckets, bucketOf(value), count);
    extend(this.extremes, 'smallest', value, count);
    extend(this.extremes, 'largest', value, count);
  }

  #sample(): ValueCounts {
    if (this.level === 0) return sampleCounts(this.counts, 0);
    const all = new Map(this.counts);
    for (const [hash, count] of this.sampled) increase(all, hash, count);
    return sampleCounts(all, this.level);
  }

  #finishSketch(): CountSketch {
    const sketch = Float64Array.from(this.sketch ?? emptySketch());
    for (const [hash, count] of this.counts) sketchAdd(sketch, hash, count);
    return sketch;
  }

  #frequent(least: number): FrequentValue[] {
    const known = this.sampledFrequent.size === 0 ? this.counts : new Map(this.counts);
    for (const [hash, count] of this.sampledFrequent) increase(known, hash, count);
    const frequent = selectFrequent([...known.keys()], Float64Array.from(known.values()), least);
    return frequent.map(({ hash, count }) => ({ hash, count, name: this.names.get(hash) ?? null }));
  }
}

function increase(counts: Map<number, number>, key: number, by: number): void {
  counts.set(key, (counts.get(key) ?? 0) + by);
}
