import type { DatasetRecord } from '@segue/core/contract/stored/dataset';
import { paths } from '@segue/core/contract/stored/paths';
import { toConfiguration } from '@segue/core/contract/api/model-definition';
import { defineModel } from '@segue/functions/pipeline/models/configure-model';
import { findModel } from '@segue/functions/pipeline/records/model-records';
import type { TotalHead } from '@segue/core/contract/stored/derived';
import type { Updates } from '@segue/core/contract/stored/updates';
import type { Context } from '@segue/functions/pipeline/ports';
import type { JsonTree } from '@segue/functions/store/json-tree';
import { typed } from './typed-tree.js';
import { currentVersion, simulateProject } from './simulated-project.js';

const owner = { uid: 'lea', name: 'Lea' };
const rowsPerBlock = 3;

/** The record of a data set with the given number of blocks. */
export const smallRecord = (blocks: number): DatasetRecord => ({
  name: 'd',
  description: '',
  owner: owner.uid,
  ownerName: owner.name,
  visibility: 'public',
  status: 'ready',
  file: { name: 'd.csv', type: 'csv', bytes: 1, encoding: 'utf-8', header: true },
  rowCount: blocks * rowsPerBlock,
  slots: blocks * rowsPerBlock,
  columnCount: 3,
  rowsPerBlock,
  rowsVersion: 1,
  issued: 1,
  createdAt: 1,
  updatedAt: 1,
  repairCount: 0,
  modelOffered: true,
});

function blockOf(block: number, generation: number): unknown[][] {
  return Array.from({ length: rowsPerBlock }, (_, slot) => {
    const row = block * rowsPerBlock + slot;
    return [`user ${row % 5}`, `item ${(row * 7 + generation) % 11}`, (row * 13 + generation * 29) % 101];
  });
}

/** The rows of the given number of blocks; each generation has different ones. */
export function rowUpdates(blocks: number, generation: number): Updates {
  const numbers = Array.from({ length: blocks }, (_, block) => block);
  return Object.fromEntries(numbers.map((block) => [paths.block('d', 1, block).path, blockOf(block, generation)]));
}

/** Stores a data set `d` of many small blocks, and a model `m` of it. */
export async function storeBlocks(
  { context, tree }: { context: Context; tree: JsonTree },
  rows: Updates,
): Promise<void> {
  const { length } = Object.keys(rows);
  const columns = ['who', 'what', 'stars'].map((name) => ({ name }));
  await tree.write({ [paths.dataset('d').path]: smallRecord(length), [paths.columns('d', 1).path]: columns, ...rows });
  const configuration = {
    ...toConfiguration({ dataset: 'd', user: 'who', item: 'what', rating: 'stars', loss: 'warp' }),
  };
  await defineModel(context, owner.uid, 'm', { ...configuration, noComponents: 2, epochs: 1, minimumRows: 1 });
}

/** The totals and what was learned; without stamps, which depend on counters. */
export async function endOf(tree: JsonTree): Promise<unknown> {
  const { key } = (await findModel(typed(tree), 'm'))!;
  const of = async (path: string) => {
    const totals = Object.values((await tree.read(path)) as Record<string, { head: TotalHead; parts: unknown }>);
    return totals.map(({ head, parts }) => ({ digest: head.digest, digests: head.digests, parts }));
  };
  const { provenance: _, ...learned } = (await currentVersion(tree, key)) as Record<string, unknown>;
  return {
    profile: await of(paths.allProfileTotals('d').path),
    sums: await of(paths.allModelTotals(key).path),
    learned,
  };
}

/** What a single worker without a queue makes of the same rows. */
export async function countedAlone(tree: JsonTree): Promise<unknown> {
  const alone = simulateProject();
  const rows = Object.entries((await tree.read(paths.rows('d', 1).path)) as Record<string, unknown>);
  await storeBlocks(alone, Object.fromEntries(rows.map(([block, cells]) => [paths.block('d', 1, block).path, cells])));
  await alone.settle();
  return await endOf(alone.tree);
}
