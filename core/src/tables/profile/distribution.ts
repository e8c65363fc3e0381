import { bucketBounds } from './number-buckets.js';

/** A count of numbers between `low` and `high`. */
export interface Segment {
  low: number;
  high: number;
  count: number;
}

/** Counts between ascending edges: `counts[i]` is from `edges[i]` up to, but not including, `edges[i + 1]`. */
export interface Histogram {
  edges: number[];
  counts: number[];
}

/** The approximate maximum number of bars, which a small chart can show. */
const bars = 20;

/** Segments of known numbers, one per number. */
export function exactSegments(values: Iterable<readonly [number, number]>): Segment[] {
  const segments: Segment[] = [];
  for (const [value, count] of values) segments.push({ low: value, high: value, count });
  return segments.sort((a, b) => a.low - b.low);
}

/** Segments of bucket counts, cut to the known extremes, and to whole numbers if all numbers are whole. */
export function bucketSegments(
  buckets: ReadonlyMap<number, number>,
  { min, max, whole }: { min: number; max: number; whole: boolean },
): Segment[] {
  return [...buckets]
    .sort((a, b) => a[0] - b[0])
    .map(([bucket, count]) => {
      const { low, high } = bucketBounds(bucket);
      const least = whole ? (bucket < 0 ? Math.floor(low) + 1 : Math.ceil(low)) : low;
      const most = whole ? (bucket < 0 ? Math.floor(high) : Math.ceil(high) - 1) : high;
      return { low: clamp(least, min, max), high: clamp(most, min, max), count };
    });
}

/** First quartile, median and third quartile, interpolated if they fall between two values. */
export function quartilesOf(segments: readonly Segment[]): [number, number, number] {
  return [quantile(segments, 0.25), quantile(segments, 0.5), quantile(segments, 0.75)];
}

/** A histogram with edges at round numbers, which are whole if the values are. */
export function histogramOf(segments: readonly Segment[], whole: boolean): Histogram | null {
  const min = segments[0]?.low ?? 0;
  const max = segments.at(-1)?.high ?? 0;
  if (segments.length === 0 || !Number.isFinite(max - min)) return null;
  const step = roundStep(max - min, whole);
  const first = Math.floor(min / step);
  const count = Math.floor(max / step) - first + 1;
  const edges = Array.from({ length: count + 1 }, (_, i) => Number(((first + i) * step).toPrecision(15)));
  // The outer bars include what rounding an edge would leave out.
  const below = edges.map((edge, i) => countBelow(segments, i === 0 ? -Infinity : i === count ? Infinity : edge));
  return { edges, counts: below.slice(1).map((upTo, i) => upTo - below[i]!) };
}

function quantile(segments: readonly Segment[], share: number): number {
  const total = segments.reduce((sum, { count }) => sum + count, 0);
  const rank = (total - 1) * share;
  const below = valueAt(segments, Math.floor(rank));
  return below + (valueAt(segments, Math.ceil(rank)) - below) * (rank - Math.floor(rank));
}

function valueAt(segments: readonly Segment[], rank: number): number {
  let before = 0;
  for (const { low, high, count } of segments) {
    if (rank < before + count) return low + (high - low) * ((rank - before + 0.5) / count);
    before += count;
  }
  return segments[segments.length - 1]!.high;
}

/** Rounded, so that differences between neighbouring edges are whole numbers that add up to the total. */
function countBelow(segments: readonly Segment[], edge: number): number {
  let sum = 0;
  for (const { low, high, count } of segments) {
    if (high < edge) sum += count;
    else if (low < edge) sum += count * ((edge - low) / (high - low));
  }
  return Math.round(sum);
}

/** The smallest of 1, 2 and 5 times a power of ten that covers a range with few bars. */
function roundStep(range: number, whole: boolean): number {
  const least = range / bars;
  if (!(least > 0)) return 1;
  const power = 10 ** Math.floor(Math.log10(least));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((candidate) => candidate >= least) ?? least;
  return whole ? Math.max(1, Math.round(step)) : step;
}

function clamp(value: number, min: number, max: number): number {
  return Math.min(max, Math.max(min, value));
}
