import type { Cell } from '../cells.js';
import { replaceColumn } from './column-replacement.js';
import { ColumnBuilder, type ColumnSummary } from './column-summary.js';
import { columnFromText, columnToText, isColumnText } from './column-text.js';
import type { Parts } from '../parts.js';
import { isArray, isNumber, parseText } from '../stored-text.js';

export { type ColumnProfile, columnValues, finishProfile } from './column-profile.js';

/**
 * What a block, or a whole data set, contributes to the profile. Merging blocks in any order gives the same content; a
 * column with few values is exact in every respect, see `ColumnSummary`.
 */
export interface ProfileSummary {
  /** How many rows there are. */
  rows: number;
  /** The highest index of a row, plus one. */
  last: number;
  columns: ColumnSummary[];
}

/** How many rows there are, and the highest index of a row, plus one. */
export type RowCount = Pick<ProfileSummary, 'rows' | 'last'>;

/** The name of the part that counts the rows. */
export const rowsPart = 'rows';

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

/** The parts of a summary: one per column, and one that counts the rows. */
export function encodeProfile({ rows, last, columns }: ProfileSummary): Parts {
  const ofColumns = columns.map((column, c) => [`c${c}`, JSON.stringify(columnToText(column))]);
  return { [rowsPart]: JSON.stringify([rows, last]), ...(Object.fromEntries(ofColumns) as Parts) };
}

/** The summary in parts that `encodeProfile` wrote. */
export function decodeProfile(parts: Parts): ProfileSummary {
  const columns: ColumnSummary[] = [];
  for (let c = 0; parts[`c${c}`] !== undefined; c++) columns.push(decodeColumn(parts[`c${c}`]!));
  return { ...decodeRowCount(parts[rowsPart]), columns };
}

/**
 * The content of the part that counts the rows; without that part there are none.
 *
 * @throws Error if the text has another form
 */
export function decodeRowCount(text: string | null | undefined): RowCount {
  const [rows, last] = parseText('row counts', text ?? '[0,0]', isRowCountText);
  return { rows, last };
}

/** Merges one part over all blocks, given each block's text of that part in block order. */
export function mergeProfilePart(part: string, texts: Iterable<string>): string {
  if (part !== rowsPart) return mergeColumn(texts);
  let rows = 0;
  let last = 0;
  for (const text of texts) {
    const block = decodeRowCount(text);
    rows += block.rows;
    last = Math.max(last, block.last);
  }
  return JSON.stringify([rows, last]);
}

/**
 * One part of the total after replacing the summaries of some blocks (`old`) with new ones (`fresh`): the same bytes
 * that merging all blocks again would give, or undefined if only such a merge can determine them. That is rare: the
 * only smallest or largest value was removed, a block no longer has the name of one of the most common values, or a
 * column drops below the number of values from which it is sampled or no longer listed.
 */
export function replaceProfilePart(
  part: string,
  total: string,
  old: readonly string[],
  fresh: readonly string[],
): string | undefined {
  if (part === rowsPart) return replaceRowCount(total, old, fresh);
  const column = replaceColumn(decodeColumn(total), old.map(decodeColumn), fresh.map(decodeColumn));
  return column ? JSON.stringify(columnToText(column)) : undefined;
}

function decodeColumn(text: string): ColumnSummary {
  return columnFromText(parseText('values of a column', text, isColumnText));
}

function isRowCountText(value: unknown): value is [rows: number, last: number] {
  return isArray(value) && isNumber(value[0]) && isNumber(value[1]);
}

/** Decodes summaries one at a time: together, those of a large data set take a hundred megabytes. */
function mergeColumn(texts: Iterable<string>): string {
  const column = new ColumnBuilder();
  for (const text of texts) column.addSummary(decodeColumn(text));
  return JSON.stringify(columnToText(column.finish()));
}

function replaceRowCount(total: string, old: readonly string[], fresh: readonly string[]): string | undefined {
  const before = decodeRowCount(total);
  const taken = old.map(decodeRowCount);
  const put = fresh.map(decodeRowCount);
  const last = replaceLast(before.last, taken, put);
  return last === null ? undefined : JSON.stringify([before.rows - sumRows(taken) + sumRows(put), last]);
}

/** Blocks hold separate ranges of rows, so the block with the last row keeps it as long as it has rows. */
function replaceLast(total: number, old: readonly RowCount[], fresh: readonly RowCount[]): number | null {
  const before = Math.max(0, ...old.map(({ last }) => last));
  const after = Math.max(0, ...fresh.map(({ last }) => last));
  if (before < total || after >= total) return Math.max(total, after);
  return old.length === 1 && fresh.length === 1 && after > 0 ? after : null;
}

function sumRows(counts: readonly RowCount[]): number {
  return counts.reduce((sum, { rows }) => sum + rows, 0);
}
