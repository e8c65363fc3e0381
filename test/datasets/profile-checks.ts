import type { Cell } from '../../functions/src/datasets/cells.js';
import { type ProfileSummary, summariseProfile } from '../../functions/src/datasets/profile.js';

/** A row as the profile takes it. */
export interface Row {
  index: number;
  cells: Cell[];
}

/** Rows numbered from `first`. */
export function rowsOf(cells: Cell[][], first = 0): Row[] {
  return cells.map((row, i) => ({ index: first + i, cells: row }));
}

/** The summaries of rows in blocks of `size`. */
export function profileSplit(rows: Row[], size: number, columnCount: number): ProfileSummary[] {
  const blocks = Math.ceil(rows.length / size);
  return Array.from({ length: blocks }, (_, b) => summariseProfile(rows.slice(b * size, (b + 1) * size), columnCount));
}
