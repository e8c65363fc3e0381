import type { HistoryEntry } from '@segue/core/contract/dataset';
import { editedColumns, isOneCell } from '@segue/core/contract/history';
import { countOf, formatCount } from '../../format/numbers.js';

/** One change in a sentence. Rows are told as people count them, from 1. */
export function changeWords(entry: HistoryEntry): string {
  const { by, kind, rows, row, from, to } = entry;
  const who = by === '' ? 'Somebody' : by[0]!.toUpperCase() + by.slice(1);
  const place = row === undefined ? '' : ` row ${formatCount(row + 1)}`;
  switch (kind) {
    case 'edit':
      return `${who} changed ${editedColumns(entry)} in${place}${isOneCell(entry) ? ` from ${shown(from)} to ${shown(to)}` : ''}`;
    case 'delete':
      return `${who} deleted${place || ` ${countOf(rows, 'row')}`}`;
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
