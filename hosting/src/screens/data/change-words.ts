import type { HistoryEntry } from '@segue/core/contract/stored/history';
import { editedColumns, isOneCell } from '@segue/core/contract/history';
import { countOf, formatCount } from '../../format/numbers.js';

/** One change in a sentence. Rows are numbered as people count them, from 1. */
export function changeWords(entry: HistoryEntry): string {
  const { by, rows } = entry;
  const who = by === '' ? 'Somebody' : by.charAt(0).toUpperCase() + by.slice(1);
  switch (entry.kind) {
    case 'edit': {
      const values = isOneCell(entry) ? ` from ${shown(entry.from)} to ${shown(entry.to)}` : '';
      return `${who} changed ${editedColumns(entry)} in row ${formatCount(entry.row + 1)}${values}`;
    }
    case 'delete':
      return `${who} deleted row ${formatCount(entry.row + 1)}`;
    case 'append':
      return `${who} added ${countOf(rows, 'row')}`;
    case 'replace':
      return `${who} replaced the file, ${countOf(rows, 'row')}`;
    case 'upload':
      return `${who} stored the file, ${countOf(rows, 'row')}`;
  }
}

function shown(cell: string | number | undefined): string {
  return cell === undefined || cell === '' ? 'empty' : String(cell);
}
