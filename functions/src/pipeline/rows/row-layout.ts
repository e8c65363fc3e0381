import type { Cell } from '@segue/core/tables/cells';
import { limits } from '@segue/core/contract/limits';
import { hasChildren, numbered } from '@segue/core/contract/stored/shapes';
import { checkRow, rowBytes } from './row-room.js';

/** A row with its slot number over the whole data set. */
export interface IndexedRow {
  index: number;
  cells: Cell[];
}

/** How the rows of a file lie in blocks. */
export interface RowLayout {
  rowsPerBlock: number;
  blocks: Cell[][][];
}

/**
 * Cuts the rows of a file into blocks of equally many rows, at most 500: as many as keep an average block well under its
 * bound, and fewer where long rows stand together, so that no block is longer than an edited one may be. All rows are
 * looked at: a column may well be filled towards the end only.
 * @param lines The line of the file each row begins on.
 * @throws row-too-long, naming the line of a row that is too long by itself.
 */
export function layOutRows(rows: Cell[][], lines: readonly number[]): RowLayout {
  const bytes = rows.map(rowBytes);
  bytes.forEach((size, row) => checkRow(size, `The row on line ${lines[row]!}`));
  const rowsPerBlock = chooseRowsPerBlock(bytes);
  const blocks: Cell[][][] = [];
  for (let at = 0; at < rows.length; at += rowsPerBlock) blocks.push(rows.slice(at, at + rowsPerBlock));
  return { rowsPerBlock, blocks };
}

/** Two of the longest rows fit into a block that is full, so that this ends at two rows a block at the latest. */
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
 * The live rows of a block as the database gave it: an array, or an object where rows are missing. A row, too, may come
 * back as an object; an absent cell is empty, and a cell that is no text or number is told as its JSON.
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
