import type { EditEntry } from './stored/history.js';

/** Column names that a note keeps of an edit of many. */
export const notedColumns = 3;

/** The columns of an edit as they stand in a sentence: "popularity", "popularity and genre", "a, b, c and 2 more". */
export function editedColumns({ column, columns, columnCount }: EditEntry): string {
  if (!columns || columns.length < 2) return column;
  const more = (columnCount ?? columns.length) - columns.length;
  const named = more > 0 ? columns : columns.slice(0, -1);
  return `${named.join(', ')} and ${more > 0 ? `${more} more` : columns.at(-1)!}`;
}

/** Whether an edit was of one cell, whose old and new value can be told. */
export function isOneCell({ columns }: EditEntry): boolean {
  return columns === undefined;
}
