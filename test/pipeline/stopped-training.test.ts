import { describe, expect, it } from '@jest/globals';
import type { CurrentVersion, TrainingProgress } from '@segue/core/contract/stored/model';
import { paths } from '@segue/core/contract/stored/paths';
import {
  cancelTraining,
  defineModel,
  removeModel,
  requestTraining,
} from '@segue/functions/pipeline/models/configure-model';
import { editRow } from '@segue/functions/pipeline/rows/edit-rows';
import { createDataset } from '@segue/functions/pipeline/rows/ingest';
import { findModel } from '@segue/functions/pipeline/records/model-records';
import { increment } from '@segue/core/contract/stored/updates';
import { sweep } from '@segue/functions/pipeline/sweep/sweep';
import { musicCsv } from '../support/music.js';
import { simulateProject, type SimulatedProject } from '../support/simulated-project.js';
import { typed } from '../support/typed-tree.js';

const owner = { uid: 'lea', name: 'Lea' };

interface Running {
  project: SimulatedProject;
  dataset: string;
  key: string;
  /** How many trainings have looked at the database between epochs. */
  looks: () => number;
}

/** A model whose second version is about to be trained; `between` is done at the first look between two epochs. */
async function running(between: (state: Running) => Promise<unknown>): Promise<Running> {
  const project = simulateProject();
  const { context, tree } = project;
  const dataset = await createDataset(
    context,
    owner,
    { fileName: 'music.csv', visibility: 'public' },
    new TextEncoder().encode(musicCsv()),
  );
  await project.settle();
  const { key } = (await findModel(typed(tree), dataset))!;
  const fences = new Set<number>();
  const state = { project, dataset, key, looks: () => fences.size };
  // Every look at the clock finds it a quarter of a second later, so that a training looks up after each epoch.
  const clock = context.clock;
  context.clock = { ...clock, now: () => (project.wait(250), clock.now()) };
  const read = tree.read.bind(tree);
  tree.read = async (path) => {
    if (path === `${paths.training(key).path}/cancelled`) {
      fences.add(((await read(paths.progress(key).path)) as TrainingProgress).fence);
      const act = between;
      between = () => Promise.resolve();
      await act(state);
    }
    return await read(path);
  };
  await editRow(context, owner, dataset, 5, { artist_name: 'R-artist 3' });
  await project.settle();
  return state;
}

const versionOf = async ({ project, key }: Running) =>
  (await project.tree.read(paths.current(key).path)) as CurrentVersion;
const phaseOf = async ({ project, key }: Running) => await project.tree.read(`${paths.progress(key).path}/phase`);

/** Another caller asks while it runs, as a recount does whose event came twice. */
const cancelled = () =>
  running(async ({ project, dataset, key }) => {
    await project.tree.write({ [`${paths.training(key).path}/requested`]: increment(1) });
    await cancelTraining(project.context, owner.uid, dataset);
  });

describe('a cancelled training', () => {
  it('is not begun again by a request that came meanwhile, nor by a sweep', async () => {
    const state = await cancelled();
    expect([(await versionOf(state)).number, await phaseOf(state), state.looks()]).toEqual([1, 'cancelled', 1]);
    await sweep(state.project.context);
    await state.project.settle();
    expect([(await versionOf(state)).number, await phaseOf(state), state.looks()]).toEqual([1, 'cancelled', 1]);
  });

  it('is begun again where its owner asks', async () => {
    const state = await cancelled();
    await requestTraining(state.project.context, owner.uid, state.dataset);
    await state.project.settle();
    expect([(await versionOf(state)).number, await phaseOf(state)]).toEqual([2, 'ready']);
  });

  it('does not keep other rows from being trained on, nor the same rows later', async () => {
    const state = await cancelled();
    const { context, tree } = state.project;
    const [, name] = (await tree.read(paths.row(state.dataset, 1, 0, 6).path)) as string[];
    await editRow(context, owner, state.dataset, 6, { artist_name: 'R-artist 4' });
    await state.project.settle();
    expect([(await versionOf(state)).number, await phaseOf(state)]).toEqual([2, 'ready']);
    await editRow(context, owner, state.dataset, 6, { artist_name: name });
    await state.project.settle();
    expect([(await versionOf(state)).number, await phaseOf(state)]).toEqual([3, 'ready']);
  });
});

describe('a training whose model is changed', () => {
  it('ends before its next epoch, and the new configuration is trained', async () => {
    const state = await running(async ({ project, dataset }) => {
      const { configuration } = (await findModel(typed(project.tree), dataset))!.model;
      await defineModel(project.context, owner.uid, dataset, { ...configuration, epochs: 3 });
    });
    const { number, version } = await versionOf(state);
    const record = await state.project.tree.read(
      `${paths.version(state.key, version!).path}/provenance/configuration/epochs`,
    );
    expect([number, record, state.looks()]).toEqual([2, 3, 2]);
    expect(await state.project.tree.keys(paths.versions(state.key).path)).toHaveLength(2);
  });

  it('ends and leaves nothing where the model is deleted', async () => {
    const state = await running(({ project, dataset }) => removeModel(project.context, owner.uid, dataset));
    for (const root of ['models', 'training', 'progress', 'versions']) {
      expect(await state.project.tree.read(root)).toBeNull();
    }
  });
});
