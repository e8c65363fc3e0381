import type { Cell } from '../datasets/cells.js';
import { limits } from '../contract/limits.js';
import { SegueError } from '../contract/errors.js';
import { numbered } from './ports.js';

/** A row with its slot number over the whole data set. */
export interface IndexedRow {
  index: number;
  cells: Cell[];
}

const encoder = new TextEncoder();

/** Bytes of a row in the tree. */
export function rowBytes(cells: Cell[]): number {
  return encoder.encode(JSON.stringify(cells)).length + 1;
}

/**
 * How many rows a block holds: as many as stay well under the block's bound, judged by the first rows, at most 500.
 * Half of the bound is left for rows that turn out longer.
 */
export function chooseRowsPerBlock(rows: Cell[][]): number {
  const sample = rows.slice(0, 1000).map(rowBytes);
  const mean = sample.reduce((sum, bytes) => sum + bytes, 0) / Math.max(1, sample.length);
  const longest = Math.max(1, ...sample);
  const fitting = Math.floor(Math.min((limits.blockBytes * 0.9) / mean, (limits.blockBytes * 4) / longest));
  return Math.max(1, Math.min(limits.rowsPerBlock, fitting));
}

/**
 * Cuts rows into blocks.
 * @param lines The line of the file each row begins on.
 * @throws row-too-long, naming the line of the longest row of a block above the bound
 */
export function toBlocks(rows: Cell[][], rowsPerBlock: number, lines: number[]): Cell[][][] {
  const blocks: Cell[][][] = [];
  for (let at = 0; at < rows.length; at += rowsPerBlock) {
    const block = rows.slice(at, at + rowsPerBlock);
    checkBlock(block, lines, at);
    blocks.push(block);
  }
  return blocks;
}

function checkBlock(block: Cell[][], lines: number[], first: number): void {
  const bytes = block.map(rowBytes);
  if (bytes.reduce((sum, size) => sum + size, 0) <= limits.blockBytes * 2) return;
  const longest = bytes.indexOf(Math.max(...bytes));
  throw new SegueError(
    'row-too-long',
    `The row in line ${lines[first + longest]!} takes ${bytes[longest]!} bytes. A block of ${block.length} rows may take ` +
      `${limits.blockBytes}: shorten its longest cell, or leave that column out.`,
  );
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
  const source = (typeof row === 'object' && row !== null ? row : [row]) as Record<number, unknown>;
  return Array.from({ length: columnCount }, (_, column) => {
    const cell = source[column];
    if (typeof cell === 'string' || typeof cell === 'number') return cell;
    return cell === undefined || cell === null ? '' : JSON.stringify(cell);
  });
}
