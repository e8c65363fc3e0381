import type { ColumnView } from '../../contract/dataset.js';
import { cellText } from '../cells.js';
import { type ColumnDigest, DigestBuilder } from './column-digest.js';
import { type ColumnKind, kindOfColumn } from '../columns/column-kinds.js';
import type { ColumnSummary } from './column-summary.js';
import { decimalToNumber, meanOfSum, rescale } from '../decimals.js';
import { bucketSegments, exactSegments, histogramOf, quartilesOf, type Segment } from './distribution.js';
import type { CountedValue } from './near-duplicates.js';
import { bucketError } from './number-buckets.js';
import { distinctErrorOf, distinctOf } from './value-counts.js';

/** What a reader sees of a column. What its kind has no use for is null. */
export interface ColumnProfile extends Omit<ColumnView, 'counted'> {
  kind: ColumnKind;
}

const mostTopValues = 20;

/** The profile of every column of a summary. */
export function finishProfile(
  summary: { rows: number; columns: readonly ColumnSummary[] },
  names: readonly string[],
): ColumnProfile[] {
  return names.map((name, c) => finishColumn(summary.columns[c] ?? emptyColumn, name));
}

/** All values of a column with their counts, the commonest first; null where there are too many to be listed. */
export function columnValues({ values }: ColumnSummary): CountedValue[] | null {
  return values && sortByCount([...values].map(([cell, count]) => ({ value: cellText(cell), count })));
}

const emptyColumn: ColumnSummary = { missing: 0, values: new Map(), digest: null };

function finishColumn(column: ColumnSummary, name: string): ColumnProfile {
  const digest = column.digest ?? digestOf(column);
  const kind = kindOfColumn(digest.kinds);
  const { earliest, latest, longest } = digest.extremes;
  return {
    name,
    kind,
    missing: column.missing,
    distinct: distinctOf(digest.values),
    distinctExact: digest.values.level === 0,
    distinctError: distinctErrorOf(digest.values),
    min: kind === 'date' ? (earliest?.value ?? null) : null,
    max: kind === 'date' ? (latest?.value ?? null) : null,
    ...(kind === 'integer' || kind === 'number' ? numberProfile(column, digest, kind === 'integer') : noNumbers),
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
  whole: boolean,
): NumberProfile & Pick<ColumnProfile, 'min' | 'max'> {
  const min = digest.extremes.smallest!.value as number;
  const max = digest.extremes.largest!.value as number;
  const count = digest.kinds.integer + digest.kinds.number;
  const segments = segmentsOf(column, digest, { min, max, whole });
  return {
    min,
    max,
    mean: meanOfSum(digest.sum, count),
    standardDeviation: deviationOf(digest, count),
    quartiles: quartilesOf(segments),
    quartileError: column.values ? 0 : bucketError,
    histogram: histogramOf(segments, whole),
  };
}

function segmentsOf(
  { values }: ColumnSummary,
  { buckets }: ColumnDigest,
  range: { min: number; max: number; whole: boolean },
): Segment[] {
  if (!values) return bucketSegments(buckets, range);
  return exactSegments([...values].map(([cell, count]) => [Number(cell), count]));
}

/** From the exact sums: (n Σx² − (Σx)²) / (n (n − 1)) loses nothing before the one division. */
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
