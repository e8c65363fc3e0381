import { type Cell, cellText } from '../cells.js';
import { type ColumnDigest, DigestBuilder } from './column-digest.js';
import { type ColumnKind, kindOfColumn, traitsOf } from '../columns/column-kinds.js';
import type { NumericTraits } from '../columns/kind-traits.js';
import type { ColumnSummary } from './column-summary.js';
import { decimalToNumber, meanOfSum, rescale } from '../decimals.js';
import { bucketSegments, exactSegments, type Histogram, histogramOf, quartilesOf } from './distribution.js';
import type { CountedValue } from './near-duplicates.js';
import { bucketError } from './number-buckets.js';
import { distinctErrorOf, distinctOf } from './value-counts.js';

/** What a reader sees of a column. Statistics are null if the kind has none. */
export interface ColumnProfile {
  name: string;
  kind: ColumnKind;
  /** The number of empty cells. */
  missing: number;
  distinct: number;
  distinctExact: boolean;
  /** The standard error of `distinct`, relative to it; 0 if it is exact. */
  distinctError: number;
  min: number | string | null;
  max: number | string | null;
  mean: number | null;
  standardDeviation: number | null;
  quartiles: [number, number, number] | null;
  /** How far a quartile may be off, relative to it; 0 if they are exact. */
  quartileError: number;
  histogram: Histogram | null;
  topValues: CountedValue[];
  /** The length of the longest text in UTF-16 code units. */
  longest?: number;
}

const mostTopValues = 20;

/** The profile of every column in a summary. */
export function finishProfile(
  summary: { rows: number; columns: readonly ColumnSummary[] },
  names: readonly string[],
): ColumnProfile[] {
  return names.map((name, c) => finishColumn(summary.columns[c] ?? emptyColumn, name));
}

/** All values of a column with their counts, most common first; null if there are too many to list. */
export function columnValues({ values }: ColumnSummary): CountedValue[] | null {
  return values && sortByCount([...values].map(([cell, count]) => ({ value: cellText(cell), count })));
}

const emptyColumn: ColumnSummary = { missing: 0, values: new Map(), digest: null };

function finishColumn(column: ColumnSummary, name: string): ColumnProfile {
  const digest = column.digest ?? digestOf(column);
  const kind = kindOfColumn(digest.kinds);
  const { numeric, ordered } = traitsOf(kind);
  const { earliest, latest, longest } = digest.extremes;
  return {
    name,
    kind,
    missing: column.missing,
    distinct: distinctOf(digest.values),
    distinctExact: digest.values.level === 0,
    distinctError: distinctErrorOf(digest.values),
    min: ordered ? (earliest?.value ?? null) : null,
    max: ordered ? (latest?.value ?? null) : null,
    ...(numeric ? numberProfile(column, digest, numeric) : noNumbers),
    topValues: topValuesOf(column, digest),
    ...(longest ? { longest: longest.value as number } : {}),
  };
}

type NumberProfile = Pick<ColumnProfile, 'mean' | 'standardDeviation' | 'quartiles' | 'quartileError' | 'histogram'>;

const noNumbers: NumberProfile = {
  mean: null,
  standardDeviation: null,
  quartiles: null,
  quartileError: 0,
  histogram: null,
};

function numberProfile(
  column: ColumnSummary,
  digest: ColumnDigest,
  numeric: NumericTraits,
): NumberProfile & Pick<ColumnProfile, 'min' | 'max'> {
  const min = Number(digest.extremes.smallest?.value);
  const max = Number(digest.extremes.largest?.value);
  // The column's kind covers every cell, so all of them are numbers.
  const count = Object.values(digest.kinds).reduce((sum, cells) => sum + cells, 0);
  const segments = column.values
    ? exactSegments([...column.values].map(([cell, times]) => [numberOf(cell, numeric), times]))
    : bucketSegments(digest.buckets, { min, max, whole: numeric.whole });
  return {
    min,
    max,
    mean: meanOfSum(digest.sum, count),
    standardDeviation: deviationOf(digest, count),
    quartiles: quartilesOf(segments),
    quartileError: column.values ? 0 : bucketError,
    histogram: histogramOf(segments, numeric.whole),
  };
}

function numberOf(cell: Cell, { value }: NumericTraits): number {
  return typeof cell === 'number' ? cell : value(cell);
}

/** From the exact sums: (n Σx² − (Σx)²) / (n (n − 1)) loses nothing before its one division. */
function deviationOf({ sum, squares }: ColumnDigest, count: number): number | null {
  if (count < 2) return null;
  const scale = Math.max(sum.scale, Math.ceil(squares.scale / 2));
  const total = rescale(sum, scale);
  const spread = BigInt(count) * rescale(squares, 2 * scale) - total * total;
  return Math.sqrt(decimalToNumber({ units: spread, scale: 2 * scale }) / count / (count - 1));
}

function topValuesOf(column: ColumnSummary, digest: ColumnDigest): CountedValue[] {
  const listed = columnValues(column);
  if (listed) {
    return listed.filter(({ count }) => count > 1 || listed.length <= mostTopValues).slice(0, mostTopValues);
  }
  const named = digest.frequent.flatMap(({ name, count }) => (name === null ? [] : [{ value: name, count }]));
  return sortByCount(named).slice(0, mostTopValues);
}

function sortByCount(values: CountedValue[]): CountedValue[] {
  return values.sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
}

function digestOf({ values }: ColumnSummary): ColumnDigest {
  const builder = new DigestBuilder();
  for (const [cell, count] of values ?? []) builder.addValue(cell, count);
  return builder.finish();
}
