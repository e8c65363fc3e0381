import { beforeEach, describe, expect, it } from '@jest/globals';
import { toConfiguration, modelDefinition } from '@segue/core/contract/api/model-definition';
import { defineModel } from '@segue/functions/pipeline/models/configure-model';
import { chooseDefault, defaultModel } from '@segue/functions/pipeline/models/default-model';
import { createDataset } from '@segue/functions/pipeline/rows/ingest';
import { simulateProject, type SimulatedProject } from '../support/simulated-project.js';

const lea = { uid: 'lea', name: 'Lea' };
const administrator = { uid: 'adi', isAdministrator: true };
const csv = new TextEncoder().encode('genre,artist\nJazz,Sade\nSoul,Aretha\n');

let project: SimulatedProject;

const store = async (visibility: 'public' | 'private') => {
  const dataset = await createDataset(project.context, lea, { fileName: 'a.csv', visibility }, csv);
  const body = modelDefinition.parse({ dataset, user: 'genre', item: 'artist', model: 'ials' });
  await defineModel(project.context, 'lea', 'mine', toConfiguration(body));
  await project.settle();
  return dataset;
};

beforeEach(() => {
  project = simulateProject();
});

describe('the default model', () => {
  it('is none, whatever is uploaded, until an administrator chooses one', async () => {
    const { context } = project;
    const dataset = await store('public');
    await expect(defaultModel(context.tree)).rejects.toMatchObject({ code: 'no-model' });
    await expect(chooseDefault(context, lea, 'mine')).rejects.toMatchObject({ code: 'forbidden' });
    expect(await chooseDefault(context, administrator, 'mine')).toBe(`${dataset}~mine`);
    await createDataset(context, { uid: 'max', name: 'Max' }, { fileName: 'b.csv', visibility: 'public' }, csv);
    await project.settle();
    expect(await defaultModel(context.tree)).toBe(`${dataset}~mine`);
    expect(await chooseDefault(context, administrator, null)).toBeNull();
    await expect(defaultModel(context.tree)).rejects.toMatchObject({ code: 'no-model' });
  });

  it('is never one on a private data set, which an administrator does not even see', async () => {
    await store('private');
    await expect(chooseDefault(project.context, administrator, 'mine')).rejects.toMatchObject({
      code: 'model-not-found',
    });
    const own = { uid: 'lea', isAdministrator: true };
    await expect(chooseDefault(project.context, own, 'mine')).rejects.toMatchObject({ code: 'conflict' });
  });
});
