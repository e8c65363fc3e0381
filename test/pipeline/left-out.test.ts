import { describe, expect, it } from '@jest/globals';
import { decodeLeftOut } from '@segue/core/contract/left-out';
import { fromSlices } from '@segue/core/contract/slices';
import { paths } from '@segue/core/contract/stored/paths';
import type { VersionRecord } from '@segue/core/contract/stored/version';
import { recommendForUser, recommendSimilar } from '@segue/functions/pipeline/answers/answer';
import { answerOrSayWhy } from '@segue/functions/pipeline/answers/answer-or-say-why';
import { loadModel } from '@segue/functions/pipeline/answers/load-model';
import { removeModel } from '@segue/functions/pipeline/models/configure-model';
import { appendRows } from '@segue/functions/pipeline/rows/edit-rows';
import { sweep } from '@segue/functions/pipeline/sweep/sweep';
import { defineBands, lea, storeLabels, withRareBands, type RareBands } from '../support/rare-bands.js';
import { currentVersion } from '../support/simulated-project.js';

/** What the current version leaves out; `null` if nothing is stored. */
async function stored({ project, key }: RareBands) {
  const { tree } = project.context;
  const { version } = (await tree.read(paths.current(key)))!;
  const found = await tree.read(paths.leftOut(key, version!));
  return found && decodeLeftOut(found);
}

describe('what a version leaves out', () => {
  it('is stored beside it, the most frequent first', async () => {
    expect(await stored(await withRareBands('public'))).toEqual([
      { item: 'Boards of Canada', rows: 4 },
      { item: 'Tycho', rows: 2 },
      { item: 'Solo', rows: 1 },
      { item: 'tycho (live)', rows: 1 },
    ]);
  });

  it('has the rows of merged spellings together', async () => {
    const merges = [{ side: 'item', from: 'tycho (live)', into: 'Tycho' }];
    expect(await stored(await withRareBands('public', { merges }))).toContainEqual({ item: 'Tycho', rows: 3 });
  });

  it('is not stored where nothing is', async () => {
    const state = await withRareBands('public', { minimumRows: 1 });
    expect(await stored(state)).toBeNull();
    expect(await state.project.tree.read('leftOut')).toBeNull();
  });

  it('is that of the data the version was made from', async () => {
    const state = await withRareBands('public');
    const more = ['v3', 'v4', 'v5'].map((viewer) => ({ viewer, band: 'Tycho' }));
    await appendRows(state.project.context, lea, state.dataset, more);
    await state.project.settle();
    expect(((await stored(state)) ?? []).map(({ item }) => item)).not.toContain('Tycho');
    const { items } = (await currentVersion(state.project.tree, state.key)) as VersionRecord;
    expect(JSON.parse([items].flat().join(''))).toContain('Tycho');
  });
});

describe('the titles of what a version leaves out', () => {
  it('are stored with the titles of its items, in the order of what is left out', async () => {
    const state = await withRareBands('public');
    const { project, dataset, key } = state;
    await defineBands(project, dataset, { titles: await storeLabels(project) });
    const { tree } = project.context;
    const { version } = (await tree.read(paths.current(key)))!;
    const { titles, leftOut } = (await tree.read(paths.itemTitles(key, version!)))!;
    expect(JSON.parse(fromSlices(titles))).toEqual(['', 'The First', '', '', '', '']);
    expect(JSON.parse(fromSlices(leftOut!))).toEqual(['', 'Scott Hansen', 'Scott Hansen', '']);
  });
});

describe('what is left out is removed', () => {
  it('with the versions that are no longer kept', async () => {
    const state = await withRareBands('public');
    const { context, tree } = state.project;
    for (let row = 0; row < 8; row++) {
      await appendRows(context, lea, state.dataset, [{ viewer: `v${row}`, band: 'Band 2' }]);
      await state.project.settle();
    }
    const versions = await tree.keys(paths.versions(state.key).path);
    expect(versions.length).toBeLessThan(9);
    expect((await tree.keys(`leftOut/${state.key}`)).sort()).toEqual(versions.sort());
  });

  it('with the model, and by the sweep where a late worker wrote it', async () => {
    const state = await withRareBands('public');
    const { context, tree } = state.project;
    const left = await tree.read('leftOut');
    await sweep(context);
    expect(await tree.read('leftOut')).toEqual(left);
    await removeModel(context, lea.uid, 'bands');
    expect(await tree.read('leftOut')).toBeNull();
    await tree.write({ leftOut: left });
    await sweep(context);
    expect(await tree.read('leftOut')).toBeNull();
  });
});

describe('an answer', () => {
  it('reads what is left out only where it refuses an item, once a version', async () => {
    const state = await withRareBands('public');
    await defineBands(state.project, state.dataset, { epochs: 3 });
    const read: string[] = [];
    const { tree } = state.project.context;
    const watched = Object.assign(Object.create(tree) as typeof tree, {
      read(place: Parameters<typeof tree.read>[0]) {
        if (place.path.startsWith('leftOut/')) read.push(place.path);
        return tree.read(place);
      },
    });
    const loaded = await loadModel(watched, 'bands', null);
    const question = { known: 'include', fallback: 'none', count: 3 } as const;
    const answered = await answerOrSayWhy(loaded, () => recommendForUser(loaded, { ...question, user: 'v1' }));
    expect(answered.items).toHaveLength(3);
    const unknown = answerOrSayWhy(loaded, () => recommendForUser(loaded, { ...question, user: 'nobody' }));
    await expect(unknown).rejects.toMatchObject({ code: 'unknown-user' });
    expect(read).toEqual([]);
    for (const item of ['Tycho', 'Autechre']) {
      const similar = answerOrSayWhy(loaded, () => recommendSimilar(loaded, { item, count: 3 }));
      await expect(similar).rejects.toMatchObject({ code: 'unknown-item' });
    }
    expect(read).toHaveLength(1);
  });
});
