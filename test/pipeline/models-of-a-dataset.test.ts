import { beforeEach, describe, expect, it } from '@jest/globals';
import { modelDefinition, toConfiguration } from '@segue/core/contract/api/model-definition';
import { limits } from '@segue/core/contract/limits';
import type { Role } from '@segue/core/contract/stored/sharing';
import { paths } from '@segue/core/contract/stored/paths';
import { set } from '@segue/core/contract/stored/updates';
import { loadModel } from '@segue/functions/pipeline/answers/load-model';
import { defineModel, removeModel, requestTraining } from '@segue/functions/pipeline/models/configure-model';
import { changeMetadata } from '@segue/functions/pipeline/records/change-metadata';
import { findModel, readableModel } from '@segue/functions/pipeline/records/model-records';
import { createDataset } from '@segue/functions/pipeline/rows/ingest';
import { currentVersion, simulateProject, type SimulatedProject } from '../support/simulated-project.js';

const [lea, guest] = [
  { uid: 'lea', name: 'Lea' },
  { uid: 'guest', name: 'Guest' },
];
const csv = ['genre,artist', 'Jazz,Sade', 'Jazz,Chet', 'Soul,Sade', 'Soul,Aretha', 'Soul,Chet'].join('\n');

let project: SimulatedProject;
let music: string;
let own: string;

const store = (owner: typeof lea) =>
  createDataset(project.context, owner, { fileName: 'a.csv', visibility: 'public' }, new TextEncoder().encode(csv));
const define = (uid: string, dataset: string, id = 'spy') => {
  const body = modelDefinition.parse({ dataset, user: 'genre', item: 'artist', model: 'ials', noComponents: 2 });
  return defineModel(project.context, uid, id, toConfiguration(body));
};
const share = (role: Role) =>
  project.context.tree.write(set(paths.member(music, 'guest'), { role, name: 'Guest', since: 0 }));

beforeEach(async () => {
  project = simulateProject();
  [music, own] = [await store(lea), await store(guest)];
  await project.settle();
});

describe('the data set of a model', () => {
  it('never changes, so that nobody reads through a model what became private', async () => {
    await define('lea', music);
    await project.settle();
    await changeMetadata(project.context, lea, music, { visibility: 'private' });
    const second = await store(lea);
    await expect(define('lea', second)).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining(
        `The model spy belongs to the data set ${music}, and that never changes.`,
      ) as unknown,
    });
    await expect(define('lea', second, `${music}~spy`)).rejects.toMatchObject({ code: 'conflict' });
    await expect(loadModel(project.context.tree, 'spy', 'guest')).rejects.toMatchObject({ code: 'model-not-found' });
  });

  it('is that of its versions: one of another data set, from when it could change, is not answered with', async () => {
    const { key } = await define('guest', own);
    await project.settle();
    const { provenance } = (await currentVersion(project.tree, key)) as { provenance: { dataset: string } };
    expect(provenance.dataset).toBe(own);
    const version = (await project.tree.read(`${paths.current(key).path}/version`)) as string;
    await project.tree.write({ [`${paths.version(key, version).path}/provenance/dataset`]: music });
    await expect(loadModel(project.context.tree, 'spy', 'guest')).rejects.toMatchObject({ code: 'conflict' });
  });
});

describe('models on a data set', () => {
  it('are defined, trained and deleted by its owner and its editors, and by nobody else', async () => {
    await expect(define('guest', music)).rejects.toMatchObject({ code: 'forbidden' });
    await share('reader');
    await expect(define('guest', music)).rejects.toMatchObject({ code: 'forbidden' });
    await share('editor');
    await define('guest', music);
    await requestTraining(project.context, 'lea', 'spy');
    await expect(requestTraining(project.context, 'max', 'spy')).rejects.toMatchObject({ code: 'forbidden' });
    await expect(removeModel(project.context, 'max', 'spy')).rejects.toMatchObject({ code: 'forbidden' });
    await removeModel(project.context, 'lea', 'spy');
    expect(await findModel(project.context.tree, 'spy')).toBeNull();
  });

  it('have ids of their own: nobody takes another’s, or learns that there is one', async () => {
    await changeMetadata(project.context, lea, music, { visibility: 'private' });
    const [mine, hers] = [await define('guest', own), await define('lea', music)];
    expect(mine.key).not.toBe(hers.key);
    const found = async (address: string, uid: string) => (await readableModel(project.context.tree, address, uid)).key;
    expect(await found('spy', 'guest')).toBe(mine.key);
    expect(await found('spy', 'lea')).toBe(hers.key);
    expect(await found('spy', 'max')).toBe(mine.key);
    expect(await found(`${music}~spy`, 'lea')).toBe(hers.key);
    await expect(found(`${music}~spy`, 'guest')).rejects.toMatchObject({ code: 'model-not-found' });
  });

  it('have its id if its owner defines them, and no other data set’s', async () => {
    await expect(define('guest', own, music)).rejects.toMatchObject({ code: 'model-id-taken' });
    await expect(define('guest', music, music)).rejects.toMatchObject({ code: 'forbidden' });
    expect(await define('lea', music, music)).toMatchObject({ model: { id: music } });
    // A private data set of others is not there, and its own model keeps its address all the same.
    await changeMetadata(project.context, lea, music, { visibility: 'private' });
    const strange = await define('guest', own, music);
    const found = async (uid: string) => (await readableModel(project.context.tree, music, uid)).key;
    expect(await found('guest')).toBe(strange.key);
    expect(await found('lea')).not.toBe(strange.key);
  });

  it(`are at most ${limits.modelsPerDataset}`, async () => {
    const all = Array.from({ length: limits.modelsPerDataset }, (_, number) => `m${number}`);
    for (const id of all.slice(2)) await define('lea', music, id);
    // Three at once for the last two places: never too many.
    const last = await Promise.allSettled(['m0', 'm1', 'x'].map((id) => define('lea', music, id)));
    expect(last.filter(({ status }) => status === 'rejected').length).toBeGreaterThan(0);
    await expect(
      (async () => {
        for (const id of all) await define('lea', music, id);
        await define('lea', music, 'one-more');
      })(),
    ).rejects.toMatchObject({ code: 'too-many-models' });
    const { entries } = await project.context.tree.find(paths.models(), 'dataset', music);
    expect(entries.size).toBe(limits.modelsPerDataset);
  });
});
