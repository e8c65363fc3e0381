import type { EditEntry, HistoryEntry } from '../../contract/stored/history.js';

/** One change in a sentence. Rows are numbered from 1, as people count. */
export function describeChange(entry: HistoryEntry): string {
  return `${authorOf(entry)} ${deedOf(entry)}.`;
}

function authorOf({ by }: HistoryEntry): string {
  return by === '' ? 'Someone' : by.charAt(0).toUpperCase() + by.slice(1);
}

function deedOf(entry: HistoryEntry): string {
  switch (entry.kind) {
    case 'edit':
      return `changed ${editedColumns(entry)} in ${placeOf(entry.row)}${valuesOf(entry)}`;
    case 'delete':
      return `deleted ${placeOf(entry.row)}`;
    case 'append':
      return `added ${countOfRows(entry.rows)}`;
    case 'replace':
      return `replaced the file, ${countOfRows(entry.rows)}`;
    case 'upload':
      return `uploaded the file, ${countOfRows(entry.rows)}`;
  }
}

/** "popularity", "popularity and genre", "a, b, c and 2 more". */
function editedColumns({ column, columns, columnCount }: EditEntry): string {
  if (!columns || columns.length < 2) return column;
  const more = (columnCount ?? columns.length) - columns.length;
  const named = more > 0 ? columns : columns.slice(0, -1);
  return `${named.join(', ')} and ${more > 0 ? `${more} more` : (columns.at(-1) ?? '')}`;
}

/** Old and new value; only the entry of a single-cell edit has them, until its row is erased. */
function valuesOf({ columns, from, to }: EditEntry): string {
  if (from === undefined && to === undefined) return '';
  return columns === undefined ? ` from ${shown(from)} to ${shown(to)}` : '';
}

function shown(cell: string | number | undefined): string {
  return cell === undefined || cell === '' ? 'empty' : String(cell);
}

function placeOf(row: number): string {
  return `row ${grouped(row + 1)}`;
}

function countOfRows(rows: number): string {
  return rows === 1 ? 'one row' : `${grouped(rows)} rows`;
}

/** A count for a stored sentence: it is read everywhere, so its digit grouping must not depend on the writer's locale. */
export function grouped(count: number): string {
  return count.toLocaleString('en');
}
