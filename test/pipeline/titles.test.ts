import { beforeAll, describe, expect, it } from '@jest/globals';
import { fromSlices } from '@segue/core/contract/slices';
import { paths } from '@segue/core/contract/stored/paths';
import type { ItemTitles, VersionRecord } from '@segue/core/contract/stored/version';
import { changeMetadata } from '@segue/functions/pipeline/records/change-metadata';
import { findDataset } from '@segue/functions/pipeline/records/dataset-records';
import { deleteDataset } from '@segue/functions/pipeline/records/remove-dataset';
import { appendRows, editRow } from '@segue/functions/pipeline/rows/edit-rows';
import { sweep } from '@segue/functions/pipeline/sweep/sweep';
import { currentVersion } from '../support/simulated-project.js';
import { define, lea, max, titled, titlesOf, type Titled, type Visibility } from '../support/titled-films.js';

const version = async ({ project, key }: Titled) => (await currentVersion(project.tree, key)) as VersionRecord;

/** The titles of the current version by item; `null` if it has none. */
async function stored({ project, key }: Titled): Promise<Record<string, string> | null> {
  const current = (await project.tree.read(`${paths.current(key).path}/version`)) as string;
  const titles = (await project.tree.read(paths.itemTitles(key, current).path)) as ItemTitles | null;
  if (titles === null) return null;
  const { items } = (await project.tree.read(paths.version(key, current).path)) as VersionRecord;
  const [names, texts] = [items, titles.titles].map((list) => JSON.parse(fromSlices([list].flat())) as string[]);
  return Object.fromEntries(names!.map((name, row) => [name, texts![row]!]));
}

describe('the titles of a version', () => {
  let state: Titled;
  beforeAll(async () => {
    state = await titled('public', 'public');
  });

  it('are the first that the joined data set has for an item, of the items of the model alone', async () => {
    const titles = (await stored(state))!;
    expect(titles).toMatchObject({ 0: 'Film 0', 3: 'Film 3', 18: 'Late title', 19: '' });
    expect(Object.keys(titles)).toHaveLength(20);
  });

  it('change nothing that is trained', async () => {
    const { project } = state;
    const { provenance, metrics: _, ...numbers } = await version(state);
    const plain = await define(project, state.ratings);
    const { provenance: without, metrics: _same, ...same } = await version({ ...state, key: plain });
    expect(same).toEqual(numbers);
    expect([without.embeddings, without.data]).toEqual([provenance.embeddings, provenance.data]);
    expect(await stored(state)).toBeNull();
  });

  it('come with a changed configuration, and otherwise with the next version', async () => {
    const { project } = state;
    await define(project, state.ratings, titlesOf(state.films));
    const { provenance } = await version(state);
    expect(provenance.causes).toEqual([{ kind: 'options', names: ['titles'] }]);
    await editRow(project.context, lea, state.films, 0, { title: 'Renamed' });
    await project.settle();
    expect(await version(state)).toMatchObject({ provenance: { fence: provenance.fence } });
    expect(await stored(state)).toMatchObject({ 0: 'Film 0' });
    await appendRows(project.context, lea, state.ratings, [{ viewer: 'v1', film: '2' }]);
    await project.settle();
    expect(await stored(state)).toMatchObject({ 0: 'Renamed' });
  });

  it('may be in the data set of the model itself', async () => {
    const own = { id: 'film', title: 'note' };
    await define(state.project, state.ratings, { dataset: state.ratings, ...own });
    expect((await version(state)).provenance.configuration.titles).toEqual(own);
    expect(await stored(state)).toMatchObject({ 10: 'Noted', 3: '' });
  });

  it('are cut where they are long, between characters', async () => {
    await editRow(state.project.context, lea, state.ratings, 0, { note: '😀'.repeat(300) });
    await define(state.project, state.ratings, { id: 'film', title: 'note' });
    await appendRows(state.project.context, lea, state.ratings, [{ viewer: 'v2', film: '2' }]);
    await state.project.settle();
    expect((await stored(state))![0]).toBe('😀'.repeat(200));
  });
});

describe('a version without titles', () => {
  it.each([
    [
      'is gone',
      async ({ project, films: id }: Titled) => {
        await deleteDataset(project.context, id, (await findDataset(project.context.tree, id))!);
      },
    ],
    [
      'is private',
      ({ project, films: id }: Titled) => changeMetadata(project.context, lea, id, { visibility: 'private' }),
    ],
  ])('is made where their data set %s', async (_, change) => {
    const state = await titled('public', 'public');
    expect(await stored(state)).not.toBeNull();
    await change(state);
    await appendRows(state.project.context, lea, state.ratings, [{ viewer: 'v1', film: '2' }]);
    await state.project.settle();
    expect((await version(state)).provenance.rows).toBe(241);
    expect(await stored(state)).toBeNull();
  });
});

describe('titles that nobody may read', () => {
  it('are removed by the sweep after their data set, and with the model', async () => {
    const state = await titled('public', 'public');
    const { context, tree } = state.project;
    await deleteDataset(context, state.films, (await findDataset(context.tree, state.films))!);
    await sweep(context);
    expect(await tree.read('titles')).toBeNull();
    const other = await titled('public', 'public');
    await sweep(other.project.context);
    expect(await stored(other)).not.toBeNull();
    const dataset = (await findDataset(other.project.context.tree, other.ratings))!;
    await deleteDataset(other.project.context, other.ratings, dataset);
    expect(await other.project.tree.read('titles')).toBeNull();
  });

  it('are removed with the versions that are no longer kept', async () => {
    const state = await titled('public', 'public');
    for (let row = 0; row < 8; row++) {
      await appendRows(state.project.context, lea, state.ratings, [{ viewer: `v${row}`, film: '2' }]);
      await state.project.settle();
    }
    const { tree } = state.project;
    const versions = await tree.keys(paths.versions(state.key).path);
    expect(versions.length).toBeLessThan(9);
    expect((await tree.keys(`titles/${state.key}`)).sort()).toEqual(versions.sort());
  });
});

describe('titles of a configuration', () => {
  it.each<[Visibility, Visibility]>([
    ['public', 'public'],
    ['private', 'public'],
    ['private', 'private'],
  ])('of a %s model may come from a %s data set of the same owner', async (rated, told) => {
    expect(await stored(await titled(rated, told))).toMatchObject({ 0: 'Film 0' });
  });

  it('must be readable by all readers of the model', async () => {
    await expect(titled('public', 'private')).rejects.toMatchObject({
      code: 'invalid-parameters',
      message: expect.stringMatching(/is private\. Make that data set public, or the data set of the model private\.$/),
    });
    await expect(titled('private', 'private', max)).rejects.toMatchObject({ code: 'dataset-not-found' });
  });

  it('must be columns there are', async () => {
    const state = await titled('public', 'public');
    const wrong = { ...titlesOf(state.films), title: 'titel' };
    await expect(define(state.project, state.ratings, wrong)).rejects.toMatchObject({ code: 'unknown-column' });
    const own = define(state.project, state.ratings, { id: 'movieId', title: 'note' });
    await expect(own).rejects.toMatchObject({ code: 'unknown-column' });
  });
});
