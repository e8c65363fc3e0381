import type { Cell } from './cells.js';
import { replaceColumn } from './column-replacement.js';
import { ColumnBuilder, type ColumnSummary } from './column-summary.js';
import { columnFromText, type ColumnText, columnToText } from './column-text.js';

export { type ColumnProfile, columnValues, finishProfile } from './column-profile.js';

/**
 * What a block, or a whole data set, adds to the profile. Blocks are merged in any order to the same content; a column
 * with few values is exact in everything, see `ColumnSummary`.
 */
export interface ProfileSummary {
  /** How many rows there are. */
  rows: number;
  /** The highest index of a row, plus one. */
  last: number;
  columns: ColumnSummary[];
}

interface ProfileText {
  rows: number;
  last: number;
  columns: ColumnText[];
}

/** The summary of a block's rows. */
export function summariseProfile(
  rows: Iterable<{ index: number; cells: readonly Cell[] }>,
  columnCount: number,
): ProfileSummary {
  const columns = Array.from({ length: columnCount }, () => new ColumnBuilder());
  let count = 0;
  let last = 0;
  for (const { index, cells } of rows) {
    count++;
    last = Math.max(last, index + 1);
    for (let c = 0; c < columnCount; c++) columns[c]!.add(cells[c] ?? '');
  }
  return { rows: count, last, columns: columns.map((column) => column.finish()) };
}

/** The summary of all blocks together, given in block order. */
export function mergeProfiles(summaries: Iterable<ProfileSummary>): ProfileSummary {
  const columns: ColumnBuilder[] = [];
  let rows = 0;
  let last = 0;
  for (const summary of summaries) {
    rows += summary.rows;
    last = Math.max(last, summary.last);
    summary.columns.forEach((column, c) => (columns[c] ??= new ColumnBuilder()).addSummary(column));
  }
  return { rows, last, columns: columns.map((column) => column.finish()) };
}

/**
 * The total after the summaries of some blocks (`old`) were exchanged for new ones (`fresh`): the same bytes that
 * merging all blocks again would give, or null where only that can tell. It seldom is null: when the only smallest or
 * largest value was taken out, when a name among the commonest values is no longer said by a block that said it, or
 * when a column falls below the number of values from which on it is sampled or no longer listed.
 */
export function replaceInProfile(
  total: ProfileSummary,
  old: readonly ProfileSummary[],
  fresh: readonly ProfileSummary[],
): ProfileSummary | null {
  const last = replaceLast(total.last, old, fresh);
  if (last === null) return null;
  const columns: ColumnSummary[] = [];
  for (let c = 0; c < total.columns.length; c++) {
    const column = replaceColumn(total.columns[c]!, columnsAt(old, c), columnsAt(fresh, c));
    if (column === null) return null;
    columns.push(column);
  }
  return { rows: total.rows + countRows(fresh) - countRows(old), last, columns };
}

/** Canonical JSON text: the same content is the same bytes. */
export function encodeProfile({ rows, last, columns }: ProfileSummary): string {
  return JSON.stringify({ rows, last, columns: columns.map(columnToText) } satisfies ProfileText);
}

/** The summary of a text that `encodeProfile` wrote. */
export function decodeProfile(text: string): ProfileSummary {
  const { rows, last, columns } = JSON.parse(text) as ProfileText;
  return { rows, last, columns: columns.map(columnFromText) };
}

/** Blocks hold rows of separate ranges: the block with the last row keeps it as long as it has rows. */
function replaceLast(total: number, old: readonly ProfileSummary[], fresh: readonly ProfileSummary[]): number | null {
  const before = Math.max(0, ...old.map(({ last }) => last));
  const after = Math.max(0, ...fresh.map(({ last }) => last));
  if (before < total || after >= total) return Math.max(total, after);
  return old.length === 1 && fresh.length === 1 && after > 0 ? after : null;
}

function columnsAt(summaries: readonly ProfileSummary[], column: number): ColumnSummary[] {
  return summaries.flatMap(({ columns }) => columns[column] ?? []);
}

function countRows(summaries: readonly ProfileSummary[]): number {
  return summaries.reduce((sum, { rows }) => sum + rows, 0);
}
