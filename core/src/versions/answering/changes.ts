import { causeNotes } from '../../contract/history.js';
import type { EditEntry, HistoryEntry } from '../../contract/stored/history.js';

/** What separates a version from the one before it. */
export interface VersionGap {
  /** When the previous training began, in milliseconds since 1970; `undefined` for the first. */
  since: number | undefined;
  /** When this training began; later entries belong to the next version. */
  until?: number;
  /** Whether the configuration differs. */
  newOptions: boolean;
}

/**
 * Why a version was made, from the newest `causeNotes` history entries of its data set in key order; `null` if no
 * change was recorded and the options are the same.
 */
export function describeCause(notes: readonly HistoryEntry[], gap: VersionGap): string | null {
  const { since = -Infinity, until = Infinity, newOptions } = gap;
  // The sort is stable: changes at the same moment stay in key order.
  const changes = notes.filter(({ at }) => at > since && at <= until).sort((a, b) => a.at - b.at);
  const described = describeChanges(changes);
  if (!newOptions) return described;
  return described === null ? 'New options.' : `New options. ${described}`;
}

function describeChanges(changes: readonly HistoryEntry[]): string | null {
  const last = changes.at(-1);
  if (!last) return null;
  if (changes.length === 1) return describeChange(last);
  const more = changes.length >= causeNotes ? ' or more' : '';
  return `${changes.length}${more} changes, the last: ${describeChange(last)}`;
}

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

/** Old and new value; only the entry of a single-cell edit has them. */
function valuesOf({ columns, from, to }: EditEntry): string {
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

/** Stored sentences are read everywhere, so their digit grouping must not depend on the writer's locale. */
function grouped(count: number): string {
  return count.toLocaleString('en');
}
