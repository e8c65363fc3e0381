import { afterEach, describe, expect, test } from '@jest/globals';
import { signal } from '@preact/signals-core';
import type { ListEntry } from '@segue/core/contract/stored/dataset';
import type { ModelView } from '@segue/core/contract/api/models';
import type { Account } from '@segue/hosting/data/account-session';
import {
  CatalogueStore,
  modelAtAddress,
  modelOfDataset,
  type CataloguePorts,
  type ListEntries,
} from '@segue/hosting/data/catalogue-store';
import { deferred, settled } from './support/manual-clock.js';

const accountOf = (uid: string): Account => ({ uid, guest: false, name: uid, email: null, isVerified: false });
const modelOf = (id: string, dataset: string, version: string | null = 'v1') => ({ id, dataset, version }) as ModelView;

function entry(name: string, updatedAt: number): ListEntry {
  return { name, description: '', rowCount: 1, columnCount: 1, bytes: 1, status: 'ready', updatedAt };
}

/** Lists that a test changes, and the models it lets the API answer. */
class Lists implements CataloguePorts {
  readonly account = signal<Account | null | undefined>(null);
  /** Whose own lists are followed. */
  readonly followed: string[] = [];
  loads = 0;
  answer = (): Promise<ModelView[]> => Promise.resolve([modelOf(`m${this.loads}`, 'music')]);
  tellPublic: (list: ListEntries) => void = () => {};
  tellOwn: (list: ListEntries) => void = () => {};
  refusePublic: (error: Error) => void = () => {};

  readonly followPublic: CataloguePorts['followPublic'] = (onList, onRefused) => {
    this.tellPublic = onList;
    this.refusePublic = onRefused;
    this.followed.push('public');
    return () => this.followed.splice(this.followed.indexOf('public'), 1);
  };
  readonly followOwn: CataloguePorts['followOwn'] = (uid, onList) => {
    this.tellOwn = onList;
    this.followed.push(uid);
    return () => this.followed.splice(this.followed.indexOf(uid), 1);
  };
  readonly loadModels = () => {
    this.loads++;
    return this.answer();
  };
}

let stop = () => {};

function start() {
  const lists = new Lists();
  const store = new CatalogueStore(lists);
  stop = store.start();
  return { lists, store };
}

afterEach(() => stop());

describe('the list of data sets', () => {
  test('is unknown until the public ones are read, and empty where there are none', () => {
    const { lists, store } = start();
    expect(store.entries.value).toBeNull();
    lists.tellPublic(new Map());
    expect(store.entries.value).toEqual([]);
  });

  test('holds public ones and own ones, the last changed first', () => {
    const { lists, store } = start();
    lists.account.value = accountOf('ada');
    lists.tellPublic(new Map(Object.entries({ film: entry('Film', 5), music: entry('Music', 7) })));
    lists.tellOwn(
      new Map(Object.entries({ music: entry('Music', 7), diary: entry('Diary', 6), archive: entry('Archive', 6) })),
    );
    expect(store.entries.value?.map(({ id, isMember }) => [id, isMember])).toEqual([
      ['music', true],
      ['archive', true],
      ['diary', true],
      ['film', false],
    ]);
  });

  test('says of each who the viewer is to it, and who else may see it', () => {
    const { lists, store } = start();
    lists.tellPublic(new Map(Object.entries({ film: entry('Film', 5), music: entry('Music', 7) })));
    const standings = () =>
      Object.fromEntries((store.entries.value ?? []).map((each) => [each.id, [each.standing, each.visibility]]));
    expect(standings()).toEqual({ film: ['signed out', 'public'], music: ['signed out', 'public'] });
    lists.account.value = { ...accountOf('ada'), guest: true };
    expect(standings()['film']).toEqual(['guest', 'public']);
    lists.account.value = accountOf('ada');
    lists.tellOwn(
      new Map(
        Object.entries({
          music: entry('Music', 7),
          diary: entry('Diary', 6),
          archive: { ...entry('Archive', 4), standing: 'editor' as const, visibility: 'private' as const },
        }),
      ),
    );
    expect(standings()).toEqual({
      film: ['stranger', 'public'],
      // Earlier releases said neither: they listed own ones only.
      music: ['owner', 'public'],
      diary: ['owner', 'private'],
      archive: ['editor', 'private'],
    });
  });

  test('forgets own ones as soon as another account is there', () => {
    const { lists, store } = start();
    lists.tellPublic(new Map());
    lists.account.value = accountOf('ada');
    lists.tellOwn(new Map(Object.entries({ diary: entry('Diary', 6) })));
    lists.account.value = accountOf('lea');
    expect(lists.followed).toEqual(['public', 'lea']);
    expect(store.entries.value).toEqual([]);
    lists.account.value = null;
    expect(lists.followed).toEqual(['public']);
  });

  test('keeps listening while only the name of the account changes', () => {
    const { lists, store } = start();
    lists.tellPublic(new Map());
    lists.account.value = accountOf('ada');
    lists.tellOwn(new Map(Object.entries({ diary: entry('Diary', 6) })));
    lists.account.value = { ...accountOf('ada'), name: 'Countess' };
    expect(store.entries.value).toHaveLength(1);
  });

  test('says why it could not be read', () => {
    const { lists, store } = start();
    const error = new Error('refused');
    lists.refusePublic(error);
    expect(store.failure.value).toBe(error);
  });
});

describe('the models', () => {
  test('are read once the list is known, and again when a data set comes or goes', async () => {
    const { lists, store } = start();
    expect(lists.loads).toBe(0);
    lists.tellPublic(new Map(Object.entries({ film: entry('Film', 5) })));
    await settled();
    expect(store.models.value?.map(({ id }) => id)).toEqual(['m1']);
    lists.tellPublic(new Map(Object.entries({ film: entry('Film', 5), music: entry('Music', 7) })));
    await settled();
    expect(store.models.value?.map(({ id }) => id)).toEqual(['m2']);
  });

  test('are read again whenever a public data set changes', async () => {
    const { lists } = start();
    lists.tellPublic(new Map(Object.entries({ film: entry('Film', 5) })));
    lists.tellPublic(new Map(Object.entries({ film: { ...entry('Film', 6), rowCount: 2 } })));
    await settled();
    expect(lists.loads).toBe(2);
  });

  test('are those of the last request, whatever order the replies come in', async () => {
    const { lists, store } = start();
    const slow = deferred<ModelView[]>();
    lists.answer = () => (lists.loads === 1 ? slow.promise : Promise.resolve([modelOf('new', 'music')]));
    lists.tellPublic(new Map());
    await store.refreshModels();
    slow.resolve([modelOf('old', 'music')]);
    await settled();
    expect(store.models.value?.map(({ id }) => id)).toEqual(['new']);
  });

  test('stay where they cannot be read again', async () => {
    const { lists, store } = start();
    lists.tellPublic(new Map());
    await settled();
    const { answer } = lists;
    const error = new Error('offline');
    lists.answer = () => Promise.reject(error);
    await store.refreshModels();
    expect(store.models.value).toHaveLength(1);
    expect(store.modelsFailure.value).toBe(error);
    lists.answer = answer;
    await store.refreshModels();
    expect(store.modelsFailure.value).toBeNull();
  });
});

test('a stopped catalogue listens to nothing, and drops a reply that is under way', async () => {
  const { lists, store } = start();
  lists.account.value = accountOf('ada');
  lists.tellPublic(new Map());
  stop();
  await settled();
  lists.account.value = accountOf('lea');
  expect(lists.followed).toEqual([]);
  expect(store.models.value).toBeNull();
});

describe('modelOfDataset', () => {
  test('prefers one with a version', () => {
    const models = [modelOf('a', 'film'), modelOf('b', 'music', null), modelOf('c', 'music')];
    expect(modelOfDataset(models, 'music')?.id).toBe('c');
  });

  test('takes one without a version where there is no other', () => {
    expect(modelOfDataset([modelOf('b', 'music', null)], 'music')?.id).toBe('b');
  });

  test('finds none before the models are known, or where the data set has none', () => {
    expect(modelOfDataset(null, 'music')).toBeNull();
    expect(modelOfDataset([modelOf('a', 'film')], 'music')).toBeNull();
  });
});

describe('modelAtAddress', () => {
  const models = [
    { ...modelOf('taste', 'film'), address: 'film~taste' },
    { ...modelOf('taste', 'music'), address: 'music~taste' },
    { ...modelOf('music', 'music'), address: 'music' },
  ];

  test.each([
    ['music~taste', 'music~taste'],
    ['music', 'music'],
    ['taste', 'film~taste'],
  ])('finds %s', (wanted, found) => {
    expect(modelAtAddress(models, wanted)?.address).toBe(found);
  });

  test('finds none at another address, or before the models are known', () => {
    expect(modelAtAddress(models, 'film')).toBeNull();
    expect(modelAtAddress(null, 'music')).toBeNull();
  });
});
