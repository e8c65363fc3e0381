import { SegueError } from '@segue/core/contract/errors';
import { limits } from '@segue/core/contract/limits';
import type { Cell } from '@segue/core/tables/cells';

const encoder = new TextEncoder();

/** Bytes of a row in the tree. */
export function rowBytes(cells: readonly Cell[]): number {
  return encoder.encode(JSON.stringify(cells)).length + 1;
}

/**
 * Refuses a row that is too long on its own.
 * @param what The row in words, as the subject of a sentence.
 * @throws row-too-long
 */
export function checkRow(bytes: number, what: string): void {
  if (bytes <= limits.rowBytes) return;
  throw new SegueError(
    'row-too-long',
    `${what} takes ${bytes} bytes; the limit is ${limits.rowBytes}. Shorten its longest cell, or leave that column out.`,
  );
}

/**
 * Refuses rows that would make their blocks too long. The previous bytes of a row are subtracted, so an edit that
 * shortens a row is never refused.
 * @param rows Each row to be written: its index, its bytes, and its bytes before (0 for a new one).
 * @param heldBy The bytes a block holds now.
 * @throws row-too-long
 */
export function checkBlocks(
  rows: readonly { index: number; bytes: number; before: number }[],
  rowsPerBlock: number,
  heldBy: (block: number) => number,
): void {
  const added = new Map<number, number>();
  for (const { index, bytes, before } of rows) {
    const block = Math.floor(index / rowsPerBlock);
    added.set(block, (added.get(block) ?? 0) + bytes - before);
  }
  for (const [block, more] of added) {
    const bytes = heldBy(block) + more;
    if (more <= 0 || bytes <= limits.grownBlockBytes) continue;
    const first = block * rowsPerBlock;
    throw new SegueError(
      'row-too-long',
      `The rows ${first} to ${first + rowsPerBlock - 1}, which are stored as one block, would take ${bytes} bytes; ` +
        `the limit is ${limits.grownBlockBytes}. Shorten the cells, or replace the file, which rebuilds its blocks.`,
    );
  }
}
