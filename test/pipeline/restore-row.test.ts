import { beforeEach, describe, expect, it } from '@jest/globals';
import { limits } from '@segue/core/contract/limits';
import { paths } from '@segue/core/contract/stored/paths';
import { set } from '@segue/core/contract/stored/updates';
import { readCountedProfile } from '@segue/functions/pipeline/counting/read-profile';
import { eraseRows } from '@segue/functions/pipeline/erasure/erase-rows';
import { findDataset } from '@segue/functions/pipeline/records/dataset-records';
import { deleteRow, restoreRow } from '@segue/functions/pipeline/rows/edit-rows';
import { createDataset, replaceRows } from '@segue/functions/pipeline/rows/ingest';
import { sweep } from '@segue/functions/pipeline/sweep/sweep';
import { simulateProject, type SimulatedProject } from '../support/simulated-project.js';

const lea = { uid: 'lea', name: 'Lea' };
const bytes = new TextEncoder().encode('genre,artist\nJazz,Sade\nSoul,\n7,Chet\n');

let project: SimulatedProject;
let id: string;

beforeEach(async () => {
  project = simulateProject();
  id = await createDataset(project.context, lea, { fileName: 'music.csv', visibility: 'public' }, bytes);
  await project.settle();
});

const restore = (index: number) => restoreRow(project.context, lea, id, index);
const remove = (index: number) => deleteRow(project.context, lea, id, index);
const kept = () => project.tree.peek(`deletedRows/${id}`);

/** The rows and what is counted of them. */
async function counted() {
  const record = await findDataset(project.context.tree, id);
  const profile = await readCountedProfile(project.context.tree, id);
  return [project.tree.peek('rows'), project.tree.peek('holes'), record?.rowCount, profile];
}

describe('a deleted row', () => {
  it('is put back at its index as it was, and counted again', async () => {
    const before = await counted();
    for (const index of [1, 2]) await remove(index);
    await project.settle();
    expect(await restore(1)).toEqual({ index: 1, cells: ['Soul', ''] });
    expect((await findDataset(project.context.tree, id))?.rowCount).toBe(2);
    expect((await restore(2)).cells).toEqual([7, 'Chet']);
    await project.settle();
    expect(await counted()).toEqual(before);
    expect(kept()).toBeNull();
  });

  it('is put back once: not one that is there, that never was, or that somebody else may not add', async () => {
    await remove(1);
    await restore(1);
    for (const index of [0, 1, 9]) await expect(restore(index)).rejects.toMatchObject({ code: 'row-not-found' });
    await remove(1);
    const max = { uid: 'max', name: 'Max' };
    await expect(restoreRow(project.context, max, id, 1)).rejects.toMatchObject({ code: 'forbidden' });
  });

  it('is gone once it is erased, or the file replaced', async () => {
    for (const index of [0, 1]) await remove(index);
    await eraseRows(project.context, lea, id, [1]);
    await expect(restore(1)).rejects.toMatchObject({ code: 'row-not-found' });
    await replaceRows(project.context, lea, id, { fileName: 'music.csv' }, bytes);
    expect(kept()).toBeNull();
    await expect(restore(0)).rejects.toMatchObject({ code: 'row-not-found' });
  });

  it('is one of the last that were deleted', async () => {
    await remove(1);
    for (let index = 10; index < 10 + limits.deletedRows; index++) {
      const row = { row: ['Jazz', 'Sade'], at: project.context.clock.now() + index };
      await project.context.tree.write(set(paths.deletedRow(id, 1, index), row));
    }
    await sweep(project.context);
    expect(await project.context.tree.keys(paths.deletedRows(id, 1))).toHaveLength(limits.deletedRows);
    await expect(restore(1)).rejects.toMatchObject({ code: 'row-not-found' });
  });
});
