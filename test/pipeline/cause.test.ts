import { expect, it } from '@jest/globals';
import type { HistoryEntry } from '@segue/core/contract/stored/history';
import type { CurrentVersion } from '@segue/core/contract/stored/model';
import { paths } from '@segue/core/contract/stored/paths';
import { readCause } from '@segue/functions/pipeline/training/cause';
import { defineModel } from '@segue/functions/pipeline/models/configure-model';
import { editRow } from '@segue/functions/pipeline/rows/edit-rows';
import { createDataset } from '@segue/functions/pipeline/rows/ingest';
import { findModel } from '@segue/functions/pipeline/records/model-records';
import { musicCsv } from '../support/music.js';
import { simulateProject } from '../support/simulated-project.js';
import { typed } from '../support/typed-tree.js';

const owner = { uid: 'lea', name: 'Lea' };

it('says of each training what it is for: the file, options, an edit, or a write past our code', async () => {
  const project = simulateProject();
  const { context, tree } = project;
  const dataset = await createDataset(context, owner, { fileName: 'music.csv' }, new TextEncoder().encode(musicCsv()));
  const { key, model } = await settled();
  expect(await cause()).toBe('Lea uploaded the file, 162 rows.');

  project.wait(1000);
  await defineModel(context, owner.uid, model.id, { ...model.configuration, randomState: 9 });
  await settled();
  expect(await cause()).toBe('New options.');

  project.wait(1000);
  await editRow(context, owner, dataset, 5, { artist_name: 'R-artist 3' });
  await settled();
  expect(await cause()).toMatch(/^Lea changed artist_name in row 6 from .+ to R-artist 3\.$/);

  project.wait(1000);
  await tree.write({ [`${paths.row(dataset, 1, 0, 3).path}/1`]: 'R-artist 2' });
  await settled();
  expect(await cause()).toBe('A write from outside the app, in block 0.');

  const forModel = async () => readCause(context, key, (await settled()).model);
  await tree.write({ [paths.training(key).blocks.path]: [1, 4] });
  expect(await forModel()).toBe('A write from outside the app, in blocks 1, 4.');
  await tree.write({ [paths.training(key).blocks.path]: [1, 4, 7] });
  expect(await forModel()).toBe('A write from outside the app, in blocks 1, 4, 7 and possibly more.');

  const { startedAt } = (await tree.read(paths.current(key).path)) as CurrentVersion;
  for (let edit = 0; edit < 19; edit++) await note(edit);
  expect(await forModel()).toMatch(/^19 changes, the last: Lea added one row/);
  await note(19);
  await note(20);
  expect(await forModel()).toMatch(/^20 or more changes, the last: Lea added one row/);

  async function note(edit: number) {
    const entry: HistoryEntry = { at: startedAt! + 1 + edit, by: 'Lea', kind: 'append', rows: 1 };
    await tree.write({ [`${paths.history(dataset).path}/z${String(edit).padStart(2, '0')}`]: entry });
  }
  async function settled() {
    await project.settle();
    return (await findModel(typed(tree), dataset))!;
  }
  async function cause() {
    return await tree.read(`${paths.progress(key).path}/cause`);
  }
});
