import { beforeEach, describe, expect, it } from '@jest/globals';
import type { DatasetRecord } from '@segue/core/contract/stored/dataset';
import { paths } from '@segue/core/contract/stored/paths';
import { readableDataset } from '@segue/functions/pipeline/records/access';
import type { Viewer } from '@segue/functions/pipeline/records/dataset-records';
import { findModel, readableModel } from '@segue/functions/pipeline/records/model-records';
import { set } from '@segue/core/contract/stored/updates';
import { defaultModel } from '@segue/functions/pipeline/models/default-model';
import { loadModel } from '@segue/functions/pipeline/answers/load-model';
import { changeMetadata } from '@segue/functions/pipeline/records/change-metadata';
import { editRow } from '@segue/functions/pipeline/rows/edit-rows';
import { sweep } from '@segue/functions/pipeline/sweep/sweep';
import { inRoot } from '@segue/suite/launcher/root';
import { sizeOf } from '@segue/tools/sample/export';
import { keptExports, readKeptAccounts, simulateKept } from '../support/kept-exports.js';
import type { SimulatedProject } from '../support/simulated-project.js';

const accounts = readKeptAccounts('beforeRights');
const uidOf = (name: string) => accounts.find(({ displayName }) => displayName === name)!.localId;
const guests = accounts.filter(({ email }) => email === undefined).map(({ localId }) => localId);

let project: SimulatedProject;

beforeEach(() => {
  project = simulateKept('beforeRights');
});

/** The data set of a name, with its id. */
async function named(name: string): Promise<{ id: string; record: DatasetRecord }> {
  const { entries } = await project.context.tree.readEach(paths.datasets());
  const [id, record] = [...entries].find(([, dataset]) => dataset.name === name)!;
  return { id, record };
}

/** A model by its id, with its kept versions, the newest number and what became of its training. */
async function modelOf(id: string) {
  const { key, model } = (await findModel(project.context.tree, id))!;
  const versions = await project.context.tree.keys(paths.versions(key));
  const progress = await project.context.tree.read(paths.progress(key));
  return { ...model, key, versions, phase: progress?.phase };
}

/** The changes of a data set, oldest first. */
async function changesOf(id: string) {
  const { entries } = await project.context.tree.readEach(paths.history(id));
  return [...entries.values()].map(({ kind, by }) => `${kind} by ${by}`);
}

const everybody: Viewer[] = [null, ...accounts.map(({ localId }) => localId)];

/** Those of everybody for whom reading does not fail. */
async function readersOf(read: (viewer: Viewer) => Promise<unknown>): Promise<Viewer[]> {
  const outcomes = await Promise.allSettled(everybody.map(read));
  return everybody.filter((_, at) => outcomes[at]!.status === 'fulfilled');
}

describe('the export from before rights', () => {
  it('has two guests and two accounts with e-mail addresses', () => {
    expect(accounts.flatMap(({ email = [] }) => email)).toEqual(['lea@segue.example', 'max@segue.example']);
    expect(guests).toHaveLength(2);
  });

  it('stays below 300 kB', async () => {
    expect(await sizeOf(inRoot(keptExports.beforeRights))).toBeLessThan(300_000);
  });

  it('has a public data set of a guest, with a model pinned to one of four versions', async () => {
    const { id, record } = await named('Jazz');
    expect(record.visibility).toBe('public');
    expect(guests).toContain(record.owner);
    const { automatic, owner, current, versions } = await modelOf(id);
    expect([automatic, owner, current.pinned, versions.length]).toEqual([true, record.owner, true, 4]);
    expect(versions).toContain(current.version);
    expect(await changesOf(id)).toEqual([
      'upload by a guest',
      'edit by a guest',
      'edit by a guest',
      'append by a guest',
    ]);
  });

  it('has models of two other accounts on that data set', async () => {
    const { id, record } = await named('Jazz');
    const [max, guest] = [await modelOf('jazz-of-max'), await modelOf('jazz-of-a-guest')];
    expect([max.owner, guest.owner]).toEqual([uidOf('Max'), guests.find((uid) => uid !== record.owner)]);
    for (const { dataset, versions, phase } of [max, guest]) {
      expect([dataset, versions.length, phase]).toEqual([id, 4, 'ready']);
    }
  });

  it('has a private data set with a deleted row', async () => {
    const { id, record } = await named('Diary');
    expect(record).toMatchObject({ visibility: 'private', owner: uidOf('Lea'), slots: record.rowCount + 1 });
    expect((await modelOf(id)).versions).toHaveLength(3);
    expect(await changesOf(id)).toEqual(['upload by Lea', 'edit by Lea', 'delete by Lea']);
  });

  it('has a model with titles from another private data set', async () => {
    const [seen, films] = [await named('Seen'), await named('Films')];
    const { configuration, owner } = await modelOf('films-of-lea');
    expect(configuration).toMatchObject({ dataset: seen.id, titles: { dataset: films.id } });
    expect([owner, seen.record.owner, films.record.owner]).toEqual(Array.from({ length: 3 }, () => uidOf('Lea')));
  });

  it('has two abandoned uploads', async () => {
    const { entries } = await project.context.tree.readEach(paths.uploads());
    const uploads = [...entries.values()].map(({ owner, state, parts }) => [owner, state, parts?.options.visibility]);
    expect(uploads).toHaveLength(2);
    expect(uploads).toContainEqual([uidOf('Lea'), 'open', 'private']);
    expect(uploads).toContainEqual([(await modelOf('jazz-of-a-guest')).owner, 'open', undefined]);
  });

  it('shows each data set and model to those who could read it', async () => {
    const { tree } = project.context;
    for (const [name, expected] of Object.entries({ Jazz: everybody, Diary: [uidOf('Lea')], Seen: [uidOf('Lea')] })) {
      const { id } = await named(name);
      expect([name, await readersOf((viewer) => readableDataset(tree, id, viewer))]).toEqual([name, expected]);
    }
    expect(await readersOf((viewer) => readableModel(tree, 'jazz-of-max', viewer))).toEqual(everybody);
    expect(await readersOf((viewer) => readableModel(tree, 'films-of-lea', viewer))).toEqual([uidOf('Lea')]);
  });

  it('is complete: a sweep orders no work and leaves every record as it is', async () => {
    const roots = ['datasets', 'lists', 'models', 'versions', 'uploads', 'rows', 'history'];
    const records = () => roots.map((root) => [root, project.tree.peek(root)]);
    const before = records();
    await sweep(project.context);
    expect(await project.settle()).toBe(0);
    expect(records()).toEqual(before);
  });

  it('is brought into today’s form: ids of models beside their data sets, what was open stays so, and no more', async () => {
    const { tree } = project.context;
    const ids = Object.entries(project.tree.peek('modelIds') as Record<string, string>);
    const [jazz, films] = [await named('Jazz'), await named('Films')];
    await tree.write(set(paths.defaultModel(), 'jazz-of-max'));
    expect(await defaultModel(tree)).toBe(`${jazz.id}~jazz-of-max`);
    await sweep(project.context);
    expect(await tree.read(paths.defaultModel())).toBe(`${jazz.id}~jazz-of-max`);
    expect(project.tree.peek('modelIds')).toBeNull();
    for (const [id, key] of ids) expect(await findModel(tree, id)).toMatchObject({ key });
    expect(project.tree.peek(`publicHistory/${jazz.id}`)).toEqual(project.tree.peek(`history/${jazz.id}`));
    expect(Object.keys(project.tree.peek('publicHistory') as object)).toEqual([jazz.id]);
    const { key, current } = await modelOf('films-of-lea');
    expect(await tree.read(paths.itemTitles(key, current.version!))).toMatchObject({
      dataset: films.id,
      private: true,
    });
  });

  it('keeps to its members what was made of a private data set, once that is public', async () => {
    const diary = await named('Diary');
    const lea = { uid: uidOf('Lea'), name: 'Lea' };
    const kept = async () => (await modelOf(diary.id)).current.kept ?? [];
    const before = await kept();
    expect(before.length).toBeGreaterThan(1);
    await changeMetadata(project.context, lea, diary.id, { visibility: 'public' });
    const closed = await modelOf(diary.id);
    for (const { version } of before) {
      expect(await project.context.tree.read(paths.version(closed.key, version).private)).toBe(true);
    }
    await expect(loadModel(project.context.tree, diary.id, null)).rejects.toMatchObject({ code: 'not-trained' });
    await project.settle();
    const after = await kept();
    expect(after.map(({ private: isPrivate }) => isPrivate)).toEqual([undefined]);
    const { provenance } = (await project.context.tree.read(paths.version(closed.key, after[0]!.version)))!;
    expect(provenance.causes).toEqual([{ kind: 'opened' }]);
    await expect(loadModel(project.context.tree, diary.id, null)).resolves.toBeDefined();
  });

  it('goes on: an edit trains each model that is not pinned', async () => {
    const { id, record } = await named('Jazz');
    const caller = { uid: record.owner, name: record.ownerName };
    const ids = [id, 'jazz-of-max', 'jazz-of-a-guest'];
    const versions = () => Promise.all(ids.map(async (model) => (await modelOf(model)).current.version));
    const before = await versions();
    await editRow(project.context, caller, id, 9, { genre: 'Punk' });
    await project.settle();
    const after = await versions();
    expect(ids.filter((_, at) => after[at] !== before[at])).toEqual(['jazz-of-max', 'jazz-of-a-guest']);
  });
});
