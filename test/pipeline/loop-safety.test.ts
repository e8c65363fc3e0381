import { describe, expect, it } from '@jest/globals';
import { paths } from '../../functions/src/contract/paths.js';
import { editRow } from '../../functions/src/pipeline/edit-rows.js';
import { createDataset } from '../../functions/src/pipeline/ingest.js';
import { markChange } from '../../functions/src/pipeline/mark.js';
import { findModel } from '../../functions/src/pipeline/model-records.js';
import type { Context } from '../../functions/src/pipeline/ports.js';
import { recount } from '../../functions/src/pipeline/recount.js';
import { retrain } from '../../functions/src/pipeline/retrain.js';
import { musicCsv } from '../support/music.js';
import { simulateProject } from '../support/simulated-project.js';

const owner = { uid: 'lea', name: 'Lea' };

/** The patterns that functions listen to. */
const triggers = {
  rowsChanged: /^rows\/[^/]+\/[^/]+\/[^/]+/,
  recount: /^recounts\/[^/]+\/requested$/,
  retrain: /^training\/[^/]+\/requested$/,
};

/** The functions that a worker's writes fire. */
async function firedBy(context: Context, work: (watched: Context) => Promise<void>): Promise<string[]> {
  const written = new Set<string>();
  const tree = Object.assign(Object.create(context.tree) as Context['tree'], {
    write(updates: Record<string, unknown>) {
      for (const path of Object.keys(updates)) written.add(path);
      return context.tree.write(updates);
    },
    transact(path: string, change: (current: unknown) => unknown) {
      written.add(path);
      return context.tree.transact(path, change);
    },
  });
  await work({ ...context, tree });
  const fires = ([, pattern]: [string, RegExp]) => [...written].some((path) => pattern.test(path));
  return Object.entries(triggers)
    .filter(fires)
    .map(([name]) => name);
}

describe('what a worker writes', () => {
  it('fires nothing but the next step and its own next round', async () => {
    const project = simulateProject();
    const { context, tree } = project;
    const dataset = await createDataset(context, owner, { fileName: 'm.csv' }, new TextEncoder().encode(musicCsv()));
    await project.settle();
    const { key } = (await findModel(tree, dataset))!;
    await editRow(context, owner, dataset, 3, { popularity: 77 });
    project.loseEvents();

    const change = { dataset, rowsVersion: 1, block: '0' };
    expect(await firedBy(context, (watched) => markChange(watched, change))).toEqual(['recount']);
    expect(await firedBy(context, (watched) => recount(watched, dataset))).toEqual(['recount', 'retrain']);
    expect(await firedBy(context, (watched) => retrain(watched, key))).toEqual([]);
  });

  it('is nothing at all where nothing was asked for', async () => {
    const project = simulateProject();
    const dataset = await createDataset(
      project.context,
      owner,
      { fileName: 'm.csv' },
      new TextEncoder().encode(musicCsv()),
    );
    await project.settle();
    const before = project.tree.snapshot();
    await recount(project.context, dataset);
    await retrain(project.context, (await findModel(project.tree, dataset))!.key);
    expect(project.tree.snapshot()).toEqual(before);
    expect(await project.tree.read(paths.uploads())).toBeNull();
  });
});
