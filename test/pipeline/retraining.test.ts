import { beforeAll, describe, expect, it } from '@jest/globals';
import type { CurrentVersion } from '@segue/core/contract/stored/model';
import type { DatasetRecord } from '@segue/core/contract/stored/dataset';
import { paths } from '@segue/core/contract/stored/paths';
import type { VersionRecord } from '@segue/core/contract/stored/version';
import { chooseVersion, defineModel, removeModel } from '@segue/functions/pipeline/models/configure-model';
import { describeDataset } from '@segue/functions/pipeline/answers/describe';
import { appendRows, deleteRow, editRow } from '@segue/functions/pipeline/rows/edit-rows';
import { createDataset, replaceRows } from '@segue/functions/pipeline/rows/ingest';
import { findModel } from '@segue/functions/pipeline/records/model-records';
import { deleteDataset } from '@segue/functions/pipeline/records/remove-dataset';
import { withColumns } from '@segue/functions/pipeline/records/dataset-records';
import { readRows } from '@segue/functions/pipeline/rows/read-rows';
import { retrain } from '@segue/functions/pipeline/training/retrain';
import { sweep } from '@segue/functions/pipeline/sweep/sweep';
import { answerFor } from '../support/answers.js';
import { learnedOf } from '../support/learned.js';
import { currentVersion, simulateProject, type SimulatedProject } from '../support/simulated-project.js';
import { musicCsv } from '../support/music.js';
import { typed } from '../support/typed-tree.js';

const owner = { uid: 'lea', name: 'Lea' };
const options = { fileName: 'music.csv', visibility: 'public' } as const;

function bytes(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

interface Trained {
  project: SimulatedProject;
  dataset: string;
  key: string;
}

async function trained(csv = musicCsv()): Promise<Trained> {
  const project = simulateProject();
  const dataset = await createDataset(project.context, owner, options, bytes(csv));
  await project.settle();
  const found = await findModel(typed(project.tree), dataset);
  return { project, dataset, key: found!.key };
}

async function current({ project, key }: Trained): Promise<CurrentVersion> {
  return (await project.tree.read(paths.current(key).path)) as CurrentVersion;
}

async function record({ project, dataset }: Trained): Promise<DatasetRecord> {
  return (await project.tree.read(paths.dataset(dataset).path)) as DatasetRecord;
}

async function learned({ project, key }: Trained): Promise<object> {
  return learnedOf((await currentVersion(project.tree, key)) as VersionRecord);
}

/** The rows as a file, so that a clean project can be fed with them. */
async function rowsAsCsv({ project, dataset }: Trained): Promise<string> {
  const { rowsVersion } = await record({ project, dataset, key: '' });
  const blocks = (await project.tree.read(paths.rows(dataset, rowsVersion).path)) as Record<string, unknown>;
  const rows = Object.values(blocks).flatMap((block) => Object.values(block as Record<string, (string | number)[]>));
  const lines = rows.filter((row) => row as unknown).map((row) => row.map((cell) => `"${cell}"`).join(','));
  return `genre,artist_name,track_name,popularity\n${lines.join('\n')}\n`;
}

async function expectCleanTraining(state: Trained): Promise<void> {
  const clean = await trained(await rowsAsCsv(state));
  expect(await learned(state)).toEqual(await learned(clean));
}

describe('an upload that is not counted yet', () => {
  it('tells the kinds of its columns', async () => {
    const { context, tree, settle } = simulateProject();
    const csv = `n,d,x,empty,late\n${'1,2024-02-29,,,1\n'.repeat(3000)}2,2024-03-01,0.5,,a\n`;
    const id = await createDataset(context, owner, options, bytes(csv));
    const record = (await tree.read(paths.dataset(id).path)) as DatasetRecord;
    const columns = async () => (await describeDataset(typed(tree), id, record)).columns;
    const kinds = ['integer', 'date', 'number', 'text', 'text'];
    expect((await columns()).map(({ kind, counted }) => [kind, counted])).toEqual(kinds.map((kind) => [kind, false]));
    await settle();
    expect((await columns()).map(({ kind, counted }) => [kind, counted])).toEqual(kinds.map((kind) => [kind, true]));
  });
});

describe('an upload', () => {
  let state: Trained;
  beforeAll(async () => {
    state = await trained();
  });

  it('gets its model and a version automatically', async () => {
    const { number, metrics } = await current(state);
    expect(number).toBe(1);
    expect(metrics!.auc).toBeGreaterThan(metrics!.baselines.random.auc);
  });

  it('has its profile', async () => {
    const view = await describeDataset(typed(state.project.tree), state.dataset, await record(state));
    expect(view.profile).toBe('current');
    expect(view.columns.map(({ name, kind, missing }) => ({ name, kind, missing }))).toEqual([
      { name: 'genre', kind: 'text', missing: 0 },
      { name: 'artist_name', kind: 'text', missing: 0 },
      { name: 'track_name', kind: 'text', missing: 0 },
      { name: 'popularity', kind: 'integer', missing: 0 },
    ]);
  });

  it('leaves nothing of the upload behind', async () => {
    expect(await state.project.tree.read(paths.uploads().path)).toBeNull();
  });

  it('is quiet once it is trained', async () => {
    const before = state.project.tree.snapshot();
    expect(await state.project.settle()).toBe(0);
    expect(state.project.tree.snapshot()).toEqual(before);
  });

  it('learns the families: discovers for Jazz the family members it has not', async () => {
    const items = await answerFor(state.project, state.dataset, { user: 'Jazz', count: 3, known: 'exclude' });
    expect(items.map((item) => item[0])).toEqual(['J', 'J', 'J']);
  });
});

describe('a change of rows', () => {
  it('retrains after an edit, to what a clean training on the final rows gives', async () => {
    const state = await trained();
    state.project.wait(1000);
    await editRow(state.project.context, owner, state.dataset, 5, { artist_name: 'R-artist 3', popularity: 99 });
    await state.project.settle();
    expect((await current(state)).number).toBe(2);
    const { provenance } = (await currentVersion(state.project.tree, state.key)) as VersionRecord;
    expect(provenance.cause).toBe('Lea changed artist_name and popularity in row 6.');
    await expectCleanTraining(state);
  });

  it('retrains after an append and a delete', async () => {
    const state = await trained();
    const { context } = state.project;
    await appendRows(context, owner, state.dataset, [
      { genre: 'Funk', artist_name: 'J-artist 1', track_name: 'New', popularity: 50 },
      { genre: 'Funk', artist_name: 'J-artist 2', track_name: 'Newer', popularity: '60' },
    ]);
    const left = await deleteRow(context, owner, state.dataset, 0);
    await state.project.settle();
    expect((await record(state)).rowCount).toBe(left);
    await expectCleanTraining(state);
  });

  it('retrains after a write past our code', async () => {
    const state = await trained();
    const path = paths.row(state.dataset, 1, 0, 2).path;
    await state.project.tree.write({ [path]: ['Metal', 'J-artist 7', 'Cover', 12] });
    await state.project.settle();
    expect((await current(state)).number).toBe(2);
    await expectCleanTraining(state);
  });

  it('counts rows that were added and removed past our code', async () => {
    const state = await trained();
    const { slots, rowCount } = await record(state);
    await state.project.tree.write({
      [paths.row(state.dataset, 1, 0, 0).path]: null,
      [paths.row(state.dataset, 1, 0, slots).path]: ['Punk', 'R-artist 1', 'Added', 1],
      [paths.row(state.dataset, 1, 0, slots + 1).path]: ['Punk', 'R-artist 2', 'Added', 1],
    });
    await state.project.settle();
    expect(await record(state)).toMatchObject({ rowCount: rowCount + 1, slots: slots + 2 });
  });

  it('finds rows that were added beyond the end, and minds none that are out of reach', async () => {
    const state = await trained();
    const { rowsPerBlock, slots } = await record(state);
    await state.project.tree.write({
      [paths.row(state.dataset, 1, 3, 0).path]: ['Punk', 'R-artist 1', 'Far', 1],
      [paths.row(state.dataset, 1, 3, 5).path]: ['Punk', 'R-artist 2', 'Farther', 1],
      [paths.row(state.dataset, 1, 90_000_000, 0).path]: ['Punk', 'R-artist 3', 'Nowhere', 1],
    });
    await state.project.settle();
    await sweep(state.project.context);
    await state.project.settle();
    const after = await record(state);
    expect(after).toMatchObject({ rowCount: slots + 2, slots: 3 * rowsPerBlock + 6 });
    const ready = await withColumns(typed(state.project.tree), state.dataset, after);
    const { total, rows } = await readRows(typed(state.project.tree), ready, { position: 'last', count: 3 });
    expect([total, rows.map(({ index }) => index)]).toEqual([
      slots + 2,
      [slots - 1, 3 * rowsPerBlock, 3 * rowsPerBlock + 5],
    ]);
  });

  it('publishes nothing where the data is the same in the end', async () => {
    const state = await trained();
    await editRow(state.project.context, owner, state.dataset, 5, { track_name: 'Another name' });
    await state.project.settle();
    expect((await current(state)).number).toBe(1);
  });

  it('is found by the sweep where its events were lost', async () => {
    const state = await trained();
    await editRow(state.project.context, owner, state.dataset, 5, { artist_name: 'R-artist 3' });
    expect(state.project.loseEvents()).toBeGreaterThan(0);
    await state.project.settle();
    expect((await current(state)).number).toBe(1);
    await sweep(state.project.context);
    await state.project.settle();
    expect((await current(state)).number).toBe(2);
    await expectCleanTraining(state);
  });

  it('is found by the sweep after a direct write whose event was lost', async () => {
    const state = await trained();
    await state.project.tree.write({ [`${paths.row(state.dataset, 1, 0, 3).path}/1`]: 'R-artist 4' });
    state.project.loseEvents();
    await sweep(state.project.context);
    await state.project.settle();
    await expectCleanTraining(state);
  });
});

describe('a replaced file', () => {
  it('shows the new rows and removes the old', async () => {
    const state = await trained();
    await replaceRows(state.project.context, owner, state.dataset, options, bytes(musicCsv(2)));
    await state.project.settle();
    const { rowsVersion } = await record(state);
    expect(rowsVersion).toBe(2);
    expect(await state.project.tree.keys(paths.allRows(state.dataset).path)).toEqual(['2']);
    await expectCleanTraining(state);
  });
});

describe('a version', () => {
  it('stays when it is pinned, and gives way when it is released', async () => {
    const state = await trained();
    const { version } = await current(state);
    await chooseVersion(state.project.context, owner.uid, state.dataset, { pinned: true });
    await editRow(state.project.context, owner, state.dataset, 5, { artist_name: 'R-artist 3' });
    await state.project.settle();
    expect((await current(state)).version).toBe(version);
    await chooseVersion(state.project.context, owner.uid, state.dataset, { pinned: false });
    await state.project.settle();
    expect((await current(state)).number).toBe(2);
  });

  it('can be rolled back to', async () => {
    const state = await trained();
    const { version } = await current(state);
    await editRow(state.project.context, owner, state.dataset, 5, { artist_name: 'R-artist 3' });
    await state.project.settle();
    await chooseVersion(state.project.context, owner.uid, state.dataset, { version });
    await state.project.settle();
    expect(await current(state)).toMatchObject({ version, pinned: true, number: 1 });
  });

  it('has a number that no other has, after a rollback too', async () => {
    const state = await trained();
    const { version } = await current(state);
    await editRow(state.project.context, owner, state.dataset, 5, { artist_name: 'R-artist 3' });
    await state.project.settle();
    await chooseVersion(state.project.context, owner.uid, state.dataset, { version });
    await editRow(state.project.context, owner, state.dataset, 6, { artist_name: 'R-artist 4' });
    await state.project.settle();
    await chooseVersion(state.project.context, owner.uid, state.dataset, { pinned: false });
    await state.project.settle();
    const { number, kept } = await current(state);
    expect([number, kept!.map((entry) => entry.number)]).toEqual([3, [3, 2, 1]]);
  });
});

describe('deleting', () => {
  it('takes everything of a data set along', async () => {
    const state = await trained();
    await deleteDataset(state.project.context, state.dataset, await record(state));
    await state.project.settle();
    await sweep(state.project.context);
    await state.project.settle();
    expect(state.project.tree.snapshot()).toEqual(null);
  });

  it('deletes everything of a model, which does not come back automatically', async () => {
    const state = await trained();
    await removeModel(state.project.context, owner.uid, state.dataset);
    await editRow(state.project.context, owner, state.dataset, 5, { artist_name: 'R-artist 3' });
    await state.project.settle();
    await sweep(state.project.context);
    await state.project.settle();
    expect(await state.project.tree.read('models')).toBeNull();
    expect(await state.project.tree.read('versions')).toBeNull();
    expect(await state.project.tree.read('summaries/models')).toBeNull();
  });
});

describe('merged spellings', () => {
  const spelled = musicCsv().replaceAll(/^Jazz,J-artist 1,/gm, 'Jaz\u2019z,J-artist 1,');

  it('train to what a file with one spelling gives, without a recount, and can be taken back', async () => {
    const state = await trained(spelled);
    const apart = await learned(state);
    const { context, tree } = state.project;
    const { configuration } = (await findModel(typed(tree), state.dataset))!.model;
    const recounts = async () => JSON.stringify(await tree.read('summaries'));
    const before = await recounts();

    const merges = [{ side: 'user' as const, from: 'Jaz\u2019z', into: 'Jazz' }];
    await defineModel(context, owner.uid, state.dataset, { ...configuration, merges });
    await state.project.settle();
    expect(await learned(state)).toEqual(await learned(await trained()));
    expect(await recounts()).toBe(before);

    await defineModel(context, owner.uid, state.dataset, configuration);
    await state.project.settle();
    expect(await learned(state)).toEqual(apart);
  });
});

describe('a model that is too large for a function', () => {
  it('keeps its version, says what to do, and is trained by a machine that may', async () => {
    const state = await trained();
    const { context, tree, settle } = state.project;
    context.largestTotal = 0;
    await editRow(context, owner, state.dataset, 5, { popularity: 93 });
    await settle();
    await sweep(context);
    expect(await settle()).toBe(0);
    expect((await current(state)).number).toBe(1);
    expect(await tree.read(paths.progress(state.key).path)).toMatchObject({
      phase: 'failed',
      message: expect.stringContaining(`segue -- train ${state.dataset}`) as unknown,
    });
    delete context.largestTotal;
    await retrain(context, state.key);
    expect((await current(state)).number).toBe(1);
    await retrain(context, state.key, { takeOver: true });
    expect((await current(state)).number).toBe(2);
    await expectCleanTraining(state);
  });
});

describe('the daily budget of trainings', () => {
  it('stops a runaway, says so, and lets it continue the next day', async () => {
    const state = await trained();
    const { context, tree, settle, wait } = state.project;
    context.trainingsPerDay = 2;
    for (const popularity of [91, 92, 93]) {
      await editRow(context, owner, state.dataset, 5, { popularity });
      await settle();
    }
    expect((await current(state)).number).toBe(2);
    const progress = () => tree.read(paths.progress(state.key).path);
    expect(await progress()).toMatchObject({
      phase: 'failed',
      cause: '2 edits, the last: Lea changed popularity in row 6 from 92 to 93.',
      message: expect.stringContaining('2 times today') as unknown,
    });
    await chooseVersion(context, owner.uid, state.dataset, { pinned: true });
    await settle();
    expect(await progress()).toMatchObject({ phase: 'ready' });
    await chooseVersion(context, owner.uid, state.dataset, { pinned: false });
    await settle();
    expect(await progress()).toMatchObject({ phase: 'failed' });
    await sweep(context);
    await settle();
    expect((await current(state)).number).toBe(2);
    wait(24 * 3_600_000);
    await sweep(context);
    await settle();
    expect((await current(state)).number).toBe(3);
    await expectCleanTraining(state);
  });

  it('goes on the same day once it is raised', async () => {
    const state = await trained();
    const { context, settle } = state.project;
    context.trainingsPerDay = 2;
    for (const popularity of [91, 92, 93]) {
      await editRow(context, owner, state.dataset, 5, { popularity });
      await settle();
    }
    expect((await current(state)).number).toBe(2);
    context.trainingsPerDay = 3;
    await sweep(context);
    await settle();
    expect((await current(state)).number).toBe(3);
    await expectCleanTraining(state);
  });
});
