import { type Cell, cellText } from '../cells.js';
import { columnKinds, kindOfCell, traitsOf } from '../columns/column-kinds.js';
import type { ColumnDigest } from './column-digest.js';
import type { ColumnSummary } from './column-summary.js';
import { bucketBounds } from './number-buckets.js';
import type { ProfileSummary } from './profile.js';
import { distinctOf } from './value-counts.js';

/** What is known of the numbers in a column, whatever else it holds. Exact where all values are known. */
export interface ColumnFacts {
  name: string;
  rows: number;
  /** Cells with something in them. */
  filled: number;
  /** Cells with a number. */
  numbers: number;
  /** How many different numbers there are; in a column with too many values to list, how many different values. */
  distinct: number;
  /** Whether a number has a fraction: `0.5` has one, `2017.0` has none. */
  fractions: boolean;
  /** Whether no two cells are alike, as in a column of ids. */
  allDifferent: boolean;
}

/** The facts about every column in a summary. */
export function columnFacts(
  { rows, columns }: Pick<ProfileSummary, 'rows' | 'columns'>,
  names: readonly string[],
): ColumnFacts[] {
  return names.map((name, c) => ({ name, rows, ...factsOf(columns[c]) }));
}

type Facts = Omit<ColumnFacts, 'name' | 'rows'>;

function factsOf(column: ColumnSummary | undefined): Facts {
  if (column?.digest) return factsOfDigest(column.digest);
  return factsOfValues(column?.values ?? new Map<Cell, number>());
}

function factsOfValues(values: ReadonlyMap<Cell, number>): Facts {
  const facts: Facts = { filled: 0, numbers: 0, distinct: 0, fractions: false, allDifferent: values.size > 0 };
  const different = new Set<number>();
  for (const [cell, count] of values) {
    if (cellText(cell).trim() === '') continue;
    facts.filled += count;
    facts.allDifferent &&= count === 1;
    const { numeric } = traitsOf(kindOfCell(cell));
    if (!numeric) continue;
    const value = typeof cell === 'number' ? cell : numeric.value(cell);
    facts.numbers += count;
    facts.fractions ||= !Number.isInteger(value);
    different.add(value);
  }
  return { ...facts, distinct: different.size };
}

function factsOfDigest({ kinds, sum, squares, buckets, values }: ColumnDigest): Facts {
  const count = (of: typeof columnKinds) => of.reduce((total, kind) => total + kinds[kind], 0);
  // Sums are at the smallest scale: a whole sum of fractions would have to have a whole sum of squares as well.
  const fractions = sum.scale > 0 || squares.scale > 0 || [...buckets.keys()].some(isBelowOne);
  return {
    filled: count(columnKinds),
    numbers: count(columnKinds.filter((kind) => traitsOf(kind).numeric !== null)),
    distinct: distinctOf(values),
    fractions,
    allDifferent: values.counts.every((times) => times === 1),
  };
}

/** Whether the numbers in a bucket lie between 0 and 1, or between −1 and 0. */
function isBelowOne(bucket: number): boolean {
  return bucket !== 0 && bucketBounds(Math.abs(bucket)).high <= 1;
}
