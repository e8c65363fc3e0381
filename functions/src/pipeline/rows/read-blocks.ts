import type { DatasetRecord } from '@segue/core/contract/stored/dataset';
import { paths } from '@segue/core/contract/stored/paths';
import type { Tree } from '../ports.js';
import { blockRows, type IndexedRow } from './row-layout.js';

/** The rows of some blocks, eight blocks at a time. */
export async function readBlocks(
  tree: Tree,
  dataset: string,
  record: DatasetRecord,
  blocks: number[],
  columnCount: number,
): Promise<Map<number, IndexedRow[]>> {
  const rows = new Map<number, IndexedRow[]>();
  const waiting = [...blocks];
  const readers = Array.from({ length: 8 }, async () => {
    for (let block = waiting.shift(); block !== undefined; block = waiting.shift()) {
      const value = await tree.read(paths.block(dataset, record.rowsVersion, block));
      rows.set(block, blockRows(value, block, record.rowsPerBlock, columnCount));
    }
  });
  await Promise.all(readers);
  return rows;
}
