import type { Place } from '@segue/core/contract/stored/path';
import { describe, expect, it } from '@jest/globals';
import * as functions from '@segue/functions/index';
import { paths } from '@segue/core/contract/stored/paths';
import { countBlocks } from '@segue/functions/pipeline/counting/count-blocks';
import { editRow } from '@segue/functions/pipeline/rows/edit-rows';
import { createDataset } from '@segue/functions/pipeline/rows/ingest';
import { markChange } from '@segue/functions/pipeline/rows/mark';
import { findModel } from '@segue/functions/pipeline/records/model-records';
import type { Context, refuse } from '@segue/functions/pipeline/ports';
import { recount } from '@segue/functions/pipeline/counting/recount';
import { retrain } from '@segue/functions/pipeline/training/retrain';
import { sweep } from '@segue/functions/pipeline/sweep/sweep';
import { musicCsv } from '../support/music.js';
import { simulateProject } from '../support/simulated-project.js';
import { typed } from '../support/typed-tree.js';

const owner = { uid: 'lea', name: 'Lea' };

/** The patterns that the deployed functions listen to, as they say themselves. */
const triggers = Object.entries(functions).flatMap(([name, { __endpoint }]): [string, string[]][] => {
  const ref = __endpoint.eventTrigger?.eventFilterPathPatterns?.['ref'];
  return typeof ref === 'string' ? [[name, ref.split('/')]] : [];
});

/** Whether a write at a path fires a function: what it listens to lies there, below or above. */
function fires(path: string, pattern: string[]): boolean {
  const keys = path.split('/');
  return pattern.every((key, level) => level >= keys.length || key.startsWith('{') || key === keys[level]);
}

/** The functions that a worker's writes fire. */
async function firedBy(context: Context, work: (watched: Context) => Promise<void>): Promise<string[]> {
  const written = new Set<string>();
  const tree = Object.assign(Object.create(context.tree) as Context['tree'], {
    write(updates: Record<string, unknown>) {
      for (const path of Object.keys(updates)) written.add(path);
      return context.tree.write(updates);
    },
    transact<T>(place: Place<T>, change: (current: T | null) => T | typeof refuse) {
      written.add(place.path);
      return context.tree.transact(place, change);
    },
  });
  await work({ ...context, tree });
  return triggers.filter(([, pattern]) => [...written].some((path) => fires(path, pattern))).map(([name]) => name);
}

describe('what a worker writes', () => {
  it('fires nothing but the next step and its own next round', async () => {
    const project = simulateProject();
    const { context, tree } = project;
    const dataset = await createDataset(
      context,
      owner,
      { fileName: 'm.csv', visibility: 'public' },
      new TextEncoder().encode(musicCsv()),
    );
    await project.settle();
    const { key } = (await findModel(typed(tree), dataset))!;
    await editRow(context, owner, dataset, 3, { popularity: 77 });
    project.loseEvents();

    expect(triggers.map(([name]) => name).sort()).toEqual(['recount', 'retrain', 'rowsChanged']);
    const task = { dataset, rowsVersion: 1, from: 0, to: 1 };
    const change = { dataset, rowsVersion: 1, block: '0' };
    expect(await firedBy(context, (watched) => sweep(watched))).toEqual(['recount']);
    expect(await firedBy(context, (watched) => markChange(watched, change))).toEqual(['recount']);
    expect(await firedBy(context, (watched) => countBlocks(watched, task))).toEqual(['recount']);
    expect(await firedBy(context, (watched) => recount(watched, dataset))).toEqual(['recount', 'retrain']);
    expect(await firedBy(context, (watched) => retrain(watched, key))).toEqual([]);
    expect(await firedBy(context, (watched) => sweep(watched))).toEqual([]);
  });

  it('does nothing if nothing was requested', async () => {
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
    await retrain(project.context, (await findModel(typed(project.tree), dataset))!.key);
    expect(project.tree.snapshot()).toEqual(before);
    expect(await project.tree.read(paths.uploads().path)).toBeNull();
  });
});
