import type { DatasetRecord } from '@segue/core/contract/stored/dataset';
import { paths } from '@segue/core/contract/stored/paths';
import { remove, set, type Updates } from '@segue/core/contract/stored/updates';
import type { Tree } from '../ports.js';
import type { IndexedRow } from './row-layout.js';

/**
 * How many rows are missing from each block, so that positions can be computed without reading it. Covers the blocks
 * read and, if rows were written past the end, the blocks in between.
 */
export async function holesUpdates(
  tree: Tree,
  dataset: string,
  record: DatasetRecord,
  rows: Map<number, IndexedRow[]>,
): Promise<Updates> {
  const { rowsPerBlock, rowsVersion } = record;
  const ends = [...rows.values()].map((live) => (live.at(-1)?.index ?? -1) + 1);
  const slots = Math.max(record.slots, ...ends);
  const live = new Map([...rows].map(([block, read]) => [block, read.length]));
  if (slots > record.slots) {
    const oldEnd = Math.max(0, Math.ceil(record.slots / rowsPerBlock) - 1);
    for (let block = oldEnd; block * rowsPerBlock < slots; block++) {
      if (!live.has(block)) live.set(block, (await tree.keys(paths.block(dataset, rowsVersion, block))).length);
    }
  }
  const updates: Updates = {};
  for (const [block, count] of live) {
    const room = Math.max(0, Math.min(rowsPerBlock, slots - block * rowsPerBlock));
    const missing = Math.max(0, room - count);
    const place = paths.holes(dataset, rowsVersion).child(block);
    Object.assign(updates, missing === 0 ? remove(place) : set(place, missing));
  }
  return updates;
}
