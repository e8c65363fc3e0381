import { afterEach, describe, expect, test } from '@jest/globals';
import type { DatasetView } from '@segue/core/contract/api/datasets';
import type { DatasetRecord } from '@segue/core/contract/stored/dataset';
import { DatasetStore, type DatasetPorts } from '@segue/hosting/data/dataset-store';
import { deferred, ManualClock, settled } from './support/manual-clock.js';

const viewOf = (name: string, profile: DatasetView['profile'] = 'current') =>
  ({ name, profile, standing: 'owner' }) as DatasetView;

/** A data set that a test changes; every listener hears at once of what is there, as the database does it. */
class OneDataset implements DatasetPorts {
  readonly clock = new ManualClock();
  /** How often the API was asked. */
  loads = 0;
  /** What is listened to. */
  readonly followed = new Set<string>();
  answer = (): Promise<DatasetView> => Promise.resolve(viewOf(`reply ${this.loads}`));
  private readonly listeners = new Map<string, () => void>();
  /** Ends the listener to the record, as the database does when its reader may no longer read it. */
  refuse: () => void = () => undefined;
  private rowsVersion = 1;

  readonly loadDataset = (id: string): Promise<DatasetView> => {
    expect(id).toBe('music');
    this.loads++;
    return this.answer();
  };
  readonly followRecord: DatasetPorts['followRecord'] = (_id, onRecord, onRefused) => {
    this.refuse = onRefused;
    return this.follow('record', () => onRecord({ rowsVersion: this.rowsVersion } as DatasetRecord));
  };
  readonly followBlocks: DatasetPorts['followBlocks'] = (_id, rowsVersion, onChange) =>
    this.follow(`blocks ${rowsVersion}`, onChange);
  readonly followHistory: DatasetPorts['followHistory'] = (_id, isMember, onChange) =>
    this.follow(isMember ? 'history' : 'public history', onChange);

  change(what: string): void {
    this.listeners.get(what)?.();
  }

  replaceRows(rowsVersion: number): void {
    this.rowsVersion = rowsVersion;
    this.change('record');
  }

  private follow(what: string, listener: () => void): () => void {
    this.followed.add(what);
    this.listeners.set(what, listener);
    listener();
    return () => {
      this.followed.delete(what);
      this.listeners.delete(what);
    };
  }
}

let open: DatasetStore | undefined;

async function start(source = new OneDataset()) {
  const store = new DatasetStore(source, 'music');
  open = store;
  store.start();
  await settled();
  return { store, source, clock: source.clock };
}

afterEach(() => open?.stop());

describe('a data set store', () => {
  test('asks once for what is there', async () => {
    const { store, source, clock } = await start();
    await clock.advance(60_000);
    expect(source.loads).toBe(1);
    expect(store.view.value?.name).toBe('reply 1');
    expect(store.changes.value).toBe(0);
  });

  test.each(['record', 'blocks 1', 'history'])('asks again 120 ms after a change of the %s', async (what) => {
    const { store, source, clock } = await start();
    source.change(what);
    await clock.advance(119);
    expect([source.loads, store.changes.value]).toEqual([1, 0]);
    await clock.advance(1);
    expect([source.loads, store.changes.value]).toEqual([2, 1]);
    expect(store.view.value?.name).toBe('reply 2');
  });

  test('follows what a visitor may see of the history, and all of it for a member', async () => {
    const source = new OneDataset();
    source.answer = () => Promise.resolve({ ...viewOf('Music'), standing: 'stranger' });
    const { clock } = await start(source);
    expect([...source.followed].sort()).toEqual(['blocks 1', 'public history', 'record']);
    source.answer = () => Promise.resolve({ ...viewOf('Music'), standing: 'reader' });
    source.change('record');
    await clock.advance(120);
    expect([...source.followed].sort()).toEqual(['blocks 1', 'history', 'record']);
  });

  test('asks again when the record may no longer be read', async () => {
    const { store, source, clock } = await start();
    const gone = new Error('gone');
    source.answer = () => Promise.reject(gone);
    source.refuse();
    await clock.advance(120);
    expect(store.failure.value).toBe(gone);
  });

  test('starts anew for another account', async () => {
    const { store, source, clock } = await start();
    store.stop();
    expect([...source.followed]).toEqual([]);
    store.start();
    await settled();
    expect([...source.followed].sort()).toEqual(['blocks 1', 'history', 'record']);
    source.change('record');
    await clock.advance(120);
    expect(source.loads).toBe(3);
  });

  test('collects changes that follow each other closely', async () => {
    const { store, source, clock } = await start();
    for (const what of ['blocks 1', 'history', 'record', 'blocks 1']) {
      source.change(what);
      await clock.advance(100);
    }
    expect(source.loads).toBe(1);
    await clock.advance(20);
    expect([source.loads, store.changes.value]).toEqual([2, 1]);
  });

  test('follows the blocks of another rows version as soon as it is the one shown', async () => {
    const { source, clock } = await start();
    source.replaceRows(2);
    expect([...source.followed].sort()).toEqual(['blocks 2', 'history', 'record']);
    await clock.advance(120);
    source.change('blocks 2');
    await clock.advance(120);
    expect(source.loads).toBe(3);
  });

  test('does not follow the same blocks again when the record changes otherwise', async () => {
    const { source, clock } = await start();
    const { followed } = source;
    followed.delete('blocks 1');
    source.change('record');
    expect([...followed]).not.toContain('blocks 1');
    await clock.advance(120);
    expect(source.loads).toBe(2);
  });

  test('reads again at once on request', async () => {
    const { store, source } = await start();
    store.refresh();
    expect([source.loads, store.changes.value]).toEqual([2, 1]);
  });
});

describe('a pending profile', () => {
  test('is asked for every 900 ms until it is counted, without counting as a change of rows', async () => {
    const source = new OneDataset();
    source.answer = () => Promise.resolve(viewOf('a', source.loads < 3 ? 'pending' : 'current'));
    const { store, clock } = await start(source);
    await clock.advance(899);
    expect(source.loads).toBe(1);
    await clock.advance(1);
    expect(source.loads).toBe(2);
    await clock.advance(60_000);
    expect(source.loads).toBe(3);
    expect(store.view.value?.profile).toBe('current');
    expect(store.changes.value).toBe(0);
  });

  test('is not asked for twice where a change comes first', async () => {
    const source = new OneDataset();
    source.answer = () => Promise.resolve(viewOf('a', 'pending'));
    const { clock } = await start(source);
    await clock.advance(500);
    source.change('history');
    await clock.advance(120);
    expect([source.loads, clock.pending]).toEqual([2, 1]);
    await clock.advance(899);
    expect(source.loads).toBe(2);
  });
});

describe('a reply', () => {
  test('is ignored where a later request was made meanwhile', async () => {
    const source = new OneDataset();
    const slow = deferred<DatasetView>();
    source.answer = () => (source.loads === 1 ? slow.promise : Promise.resolve(viewOf('new')));
    const { store } = await start(source);
    store.refresh();
    await settled();
    slow.resolve(viewOf('old', 'pending'));
    await settled();
    expect(store.view.value?.name).toBe('new');
    expect(source.clock.pending).toBe(0);
  });

  test('that fails late does not hide a later one', async () => {
    const source = new OneDataset();
    const slow = deferred<DatasetView>();
    source.answer = () => (source.loads === 1 ? slow.promise : Promise.resolve(viewOf('new')));
    const { store } = await start(source);
    store.refresh();
    await settled();
    slow.reject(new Error('offline'));
    await settled();
    expect(store.failure.value).toBeNull();
  });

  test('that fails is reported beside the last view, until one succeeds', async () => {
    const { store, source } = await start();
    const { answer } = source;
    const error = new Error('offline');
    source.answer = () => Promise.reject(error);
    store.refresh();
    await settled();
    expect(store.failure.value).toBe(error);
    expect(store.view.value?.name).toBe('reply 1');
    source.answer = answer;
    store.refresh();
    await settled();
    expect(store.failure.value).toBeNull();
  });
});

describe('stop', () => {
  test('ends every listener and timer', async () => {
    const source = new OneDataset();
    source.answer = () => Promise.resolve(viewOf('a', 'pending'));
    const { store, clock } = await start(source);
    source.change('history');
    expect(clock.pending).toBe(2);
    store.stop();
    expect([clock.pending, source.followed.size]).toEqual([0, 0]);
    await clock.advance(60_000);
    expect(source.loads).toBe(1);
  });

  test('drops a reply that is under way', async () => {
    const source = new OneDataset();
    const slow = deferred<DatasetView>();
    source.answer = () => slow.promise;
    const { store, clock } = await start(source);
    store.stop();
    slow.resolve(viewOf('late', 'pending'));
    await settled();
    expect(store.view.value).toBeNull();
    expect(clock.pending).toBe(0);
  });
});
