import type { Cell } from '@segue/core/tables/cells';
import { limits } from '@segue/core/contract/limits';
import { hasChildren, numbered } from '@segue/core/contract/stored/shapes';
import { checkRow, rowBytes } from './row-room.js';

/** A row with its slot number in the whole data set. */
export interface IndexedRow {
  index: number;
  cells: Cell[];
}

/** How the rows of a file are divided into blocks. */
export interface RowLayout {
  rowsPerBlock: number;
  blocks: Cell[][][];
}

/**
 * Cuts the rows of a file into blocks of equally many rows, at most 500: as many as keep an average block well under
 * its bound, and fewer if long rows stand together, so that no block exceeds the bound for edited blocks. Measures all
 * rows, because some columns are filled only towards the end.
 * @param lines The line of the file on which each row begins.
 * @throws row-too-long, naming the line of a row that is too long on its own.
 */
export function layOutRows(rows: Cell[][], lines: readonly number[]): RowLayout {
  const bytes = rows.map(rowBytes);
  bytes.forEach((size, row) => checkRow(size, `The row on line ${lines[row]!}`));
  const rowsPerBlock = chooseRowsPerBlock(bytes);
  const blocks: Cell[][][] = [];
  for (let at = 0; at < rows.length; at += rowsPerBlock) blocks.push(rows.slice(at, at + rowsPerBlock));
  return { rowsPerBlock, blocks };
}

/** Two rows of the maximum length fit into one block, so this ends at two rows per block at the latest. */
function chooseRowsPerBlock(bytes: readonly number[]): number {
  const mean = bytes.reduce((sum, size) => sum + size, 0) / Math.max(1, bytes.length);
  let rowsPerBlock = Math.max(1, Math.min(limits.rowsPerBlock, Math.floor((limits.blockBytes * 0.9) / mean)));
  while (rowsPerBlock > 1 && !allFit(bytes, rowsPerBlock)) rowsPerBlock--;
  return rowsPerBlock;
}

function allFit(bytes: readonly number[], rowsPerBlock: number): boolean {
  let block = 0;
  for (let row = 0; row < bytes.length; row++) {
    if (row % rowsPerBlock === 0) block = 0;
    block += bytes[row]!;
    if (block > limits.grownBlockBytes) return false;
  }
  return true;
}

/**
 * The live rows of a block as the database returned it: an array, or an object if rows are missing. A row may come back
 * as an object too. An absent cell is empty; a cell that is neither text nor number is shown as its JSON.
 */
export function blockRows(value: unknown, block: number, rowsPerBlock: number, columnCount: number): IndexedRow[] {
  return numbered(value)
    .filter(([slot]) => Number.isInteger(slot) && slot >= 0 && slot < rowsPerBlock)
    .map(([slot, row]) => ({ index: block * rowsPerBlock + slot, cells: rowCells(row, columnCount) }))
    .sort((a, b) => a.index - b.index);
}

/** The cells of one stored row, always `columnCount` of them. */
export function rowCells(row: unknown, columnCount: number): Cell[] {
  const source = hasChildren(row) ? row : [row];
  return Array.from({ length: columnCount }, (_, column) => {
    const cell = source[column];
    if (typeof cell === 'string' || typeof cell === 'number') return cell;
    return cell === undefined || cell === null ? '' : JSON.stringify(cell);
  });
}
