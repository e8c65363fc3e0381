import { beforeEach, describe, expect, it } from '@jest/globals';
import { modelDefinition, toConfiguration } from '@segue/core/contract/api/model-definition';
import { paths } from '@segue/core/contract/stored/paths';
import { loadModel } from '@segue/functions/pipeline/answers/load-model';
import { defineModel, removeModel } from '@segue/functions/pipeline/models/configure-model';
import { changeMetadata } from '@segue/functions/pipeline/records/change-metadata';
import { findModel } from '@segue/functions/pipeline/records/model-records';
import { createDataset } from '@segue/functions/pipeline/rows/ingest';
import { appendRows } from '@segue/functions/pipeline/rows/edit-rows';
import { currentVersion, simulateProject, type SimulatedProject } from '../support/simulated-project.js';

const [lea, guest] = [
  { uid: 'lea', name: 'Lea' },
  { uid: 'guest', name: 'Guest' },
];
const csv = ['genre,artist', 'Jazz,Sade', 'Jazz,Chet', 'Soul,Sade', 'Soul,Aretha', 'Soul,Chet'].join('\n');

let project: SimulatedProject;
let set: string;
let own: string;

const store = (owner: typeof lea) =>
  createDataset(project.context, owner, { fileName: 'a.csv' }, new TextEncoder().encode(csv));
const define = (uid: string, dataset: string) => {
  const body = modelDefinition.parse({ dataset, user: 'genre', item: 'artist', model: 'ials', noComponents: 2 });
  return defineModel(project.context, uid, 'spy', toConfiguration(body));
};

beforeEach(async () => {
  project = simulateProject();
  [set, own] = [await store(lea), await store(guest)];
  await project.settle();
});

describe('the data set of a model', () => {
  it('never changes, so that nobody reads through a model what became private', async () => {
    await define('guest', set);
    await project.settle();
    await changeMetadata(project.context, 'lea', set, { visibility: 'private' });
    await appendRows(project.context, lea, set, [{ genre: 'Secret', artist: 'Secret' }]);
    await project.settle();
    await expect(define('guest', own)).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining(
        `The model spy belongs to the data set ${set}, and that never changes.`,
      ) as unknown,
    });
    await expect(loadModel(project.context.tree, 'spy', 'guest')).rejects.toMatchObject({ code: 'model-not-found' });
  });

  it('is that of its versions: one of another data set, from when it could change, is not answered with', async () => {
    const { key } = await define('guest', own);
    await project.settle();
    const { provenance } = (await currentVersion(project.tree, key)) as { provenance: { dataset: string } };
    expect(provenance.dataset).toBe(own);
    const version = (await project.tree.read(`${paths.current(key).path}/version`)) as string;
    await project.tree.write({ [`${paths.version(key, version).path}/provenance/dataset`]: set });
    await expect(loadModel(project.context.tree, 'spy', 'guest')).rejects.toMatchObject({ code: 'conflict' });
  });
});

describe('models on a data set', () => {
  it('can be deleted by its owner, whoever defined them, and by nobody else', async () => {
    await define('guest', set);
    await project.settle();
    await expect(removeModel(project.context, 'stranger', 'spy')).rejects.toMatchObject({ code: 'forbidden' });
    await removeModel(project.context, 'lea', 'spy');
    expect(await findModel(project.context.tree, 'spy')).toBeNull();
    await define('guest', set);
    await removeModel(project.context, 'guest', 'spy');
    expect(await findModel(project.context.tree, 'spy')).toBeNull();
  });

  it('have its id if its owner defines them, and no other data set’s', async () => {
    const defineAs = (uid: string, id: string, dataset: string) => {
      const body = modelDefinition.parse({ dataset, user: 'genre', item: 'artist', model: 'ials' });
      return defineModel(project.context, uid, id, toConfiguration(body));
    };
    for (const dataset of [own, set]) {
      await expect(defineAs('guest', set, dataset)).rejects.toMatchObject({ code: 'model-id-taken' });
    }
    expect(await defineAs('lea', set, set)).toMatchObject({ model: { id: set } });
  });
});
