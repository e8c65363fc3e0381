import { isDeepStrictEqual } from 'node:util';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type FirebaseApp, deleteApp, initializeApp } from 'firebase/app';
import {
  type Database,
  type Query,
  child,
  connectDatabaseEmulator,
  endAt,
  equalTo,
  get,
  getDatabase,
  goOffline,
  goOnline,
  increment,
  limitToFirst,
  limitToLast,
  onChildAdded,
  onChildRemoved,
  onDisconnect,
  onValue,
  orderByChild,
  orderByKey,
  orderByPriority,
  orderByValue,
  push,
  query,
  ref,
  remove,
  runTransaction,
  serverTimestamp,
  set,
  setPriority,
  setWithPriority,
  startAfter,
  startAt,
  update,
} from 'firebase/database';
import { openRules, useEmulator } from './emulator-under-test.js';
import { eventually } from './rest-client.js';

describe('the JavaScript SDK', () => {
  const emulator = useEmulator('demo-js', openRules({ o: { '.indexOn': 'v' }, v: { '.indexOn': '.value' } }));
  const apps: FirebaseApp[] = [];
  let writer: Database;
  let reader: Database;

  function client(): Database {
    const app = initializeApp({ databaseURL: `https://${emulator.namespace}.firebaseio.com` }, `client-${apps.length}`);
    apps.push(app);
    const database = getDatabase(app);
    connectDatabaseEmulator(database, emulator.host, emulator.port);
    return database;
  }

  beforeAll(() => {
    writer = client();
    reader = client();
  });
  afterAll(() => Promise.all(apps.map((app) => deleteApp(app))));
  beforeEach(() => set(ref(writer), null));

  /** Listens from the reader; `values` grows with every event. */
  function watch(target: Query): { values: unknown[]; stop: () => void } {
    const values: unknown[] = [];
    const stop = onValue(target, (snapshot) => void values.push(snapshot.val()));
    return { values, stop };
  }

  async function keysOf(target: Query): Promise<(string | null)[]> {
    const keys: (string | null)[] = [];
    (await get(target)).forEach((item) => void keys.push(item.key));
    return keys;
  }

  it('reads, writes, updates, pushes and removes', async () => {
    await set(ref(writer, 'a'), { x: 1, list: [1, 2, 3] });
    await update(ref(writer), { 'a/x': 2, 'b/c': 'new', 'a/list/1': null });
    const added = push(ref(writer, 'pushed'), 'p');
    await added;
    expect((await get(ref(reader))).val()).toEqual({
      a: { x: 2, list: [1, undefined, 3] },
      b: { c: 'new' },
      pushed: { [added.key]: 'p' },
    });
    await remove(ref(writer, 'a'));
    expect((await get(ref(reader, 'a'))).exists()).toBe(false);
  });

  it('takes messages of many frames and sends them back whole', async () => {
    const text = 'x'.repeat(200_000) + 'é';
    await set(ref(writer, 'big'), { text, more: [text, text] });
    expect((await get(ref(reader, 'big/text'))).val()).toBe(text);
    // Written in one frame each, for the SDK cuts emoji in two; wherever the server cuts, they arrive.
    const emoji = '🎷'.repeat(7_000);
    for (const name of ['a', 'bc', 'def', 'g', 'h']) await set(ref(writer, `emoji/${name}`), emoji);
    const read = (await get(ref(reader, 'emoji'))).val() as Record<string, string>;
    expect(Object.values(read).every((value) => value === emoji)).toBe(true);
  });

  it('tells listeners above, at and below of every write', async () => {
    const above = watch(ref(reader));
    const at = watch(ref(reader, 'p/q'));
    const below = watch(ref(reader, 'p/q/r'));
    await set(ref(writer, 'p/q'), { r: 1, s: 2 });
    await eventually('the listeners', () => [above, at, below].every(({ values }) => (values.at(-1) ?? null) !== null));
    expect([above, at, below].map(({ values }) => values.at(-1))).toEqual([
      { p: { q: { r: 1, s: 2 } } },
      { r: 1, s: 2 },
      1,
    ]);
    await update(ref(writer, 'p'), { 'q/r': 5, z: 1 });
    await eventually('the update', () => below.values.at(-1) === 5);
    await eventually('the whole of it', () => isDeepStrictEqual(at.values.at(-1), { r: 5, s: 2 }));
    await eventually('all around it', () => isDeepStrictEqual(above.values.at(-1), { p: { q: { r: 5, s: 2 }, z: 1 } }));
    [above, at, below].forEach(({ stop }) => stop());
  });

  it('moves the windows of limited queries', async () => {
    await set(ref(writer, 'scores'), { a: { n: 1 }, b: { n: 2 }, c: { n: 3 } });
    const top = query(ref(reader, 'scores'), orderByChild('n'), limitToLast(2));
    const seen: string[] = [];
    const stops = [
      onChildAdded(top, ({ key }) => void seen.push(`+${key ?? ''}`)),
      onChildRemoved(top, ({ key }) => void seen.push(`-${key ?? ''}`)),
    ];
    await eventually('the first window', () => seen.length === 2);
    await set(ref(writer, 'scores/d'), { n: 10 });
    await eventually('d to come in', () => seen.includes('+d') && seen.includes('-b'));
    await set(ref(writer, 'scores/d/n'), 0);
    await eventually('b to come back', () => seen.filter((event) => event === '+b').length === 2);
    await remove(ref(writer, 'scores/c'));
    await eventually('a to come in', () => seen.includes('+a'));
    expect(seen.sort()).toEqual(['+a', '+b', '+b', '+c', '+d', '-b', '-c', '-d']);
    stops.forEach((stop) => stop());
  });

  it('orders as the server does', async () => {
    await set(ref(writer, 'o'), {
      a: { v: 'text' },
      b: { v: 5 },
      c: { v: false },
      d: { v: { x: 1 } },
      e: { w: 1 },
      10: { v: true },
      9: { v: 5 },
    });
    const o = ref(reader, 'o');
    expect(await keysOf(query(o, orderByChild('v')))).toEqual(['e', 'c', '10', '9', 'b', 'a', 'd']);
    expect(await keysOf(query(o, orderByKey()))).toEqual(['9', '10', 'a', 'b', 'c', 'd', 'e']);
    expect(await keysOf(query(o, orderByChild('v'), startAt(5), endAt('z')))).toEqual(['9', 'b', 'a']);
    expect(await keysOf(query(o, orderByChild('v'), startAfter(5, '9'), limitToFirst(2)))).toEqual(['b', 'a']);
    expect(await keysOf(query(o, orderByChild('v'), equalTo(5, 'b')))).toEqual(['b']);
    expect(await keysOf(query(o, orderByKey(), startAfter('9'), limitToFirst(1)))).toEqual(['10']);
  });

  it('orders by value and by priority', async () => {
    await set(ref(writer, 'v'), { a: 3, b: 1, c: 2 });
    expect(await keysOf(query(ref(reader, 'v'), orderByValue(), limitToFirst(2)))).toEqual(['b', 'c']);
    await Promise.all([
      setWithPriority(ref(writer, 'pri/x'), 1, 'late'),
      setWithPriority(ref(writer, 'pri/y'), 2, 7),
      set(ref(writer, 'pri/z'), 3),
    ]);
    expect(await keysOf(query(ref(reader, 'pri'), orderByPriority()))).toEqual(['z', 'y', 'x']);
    await setPriority(ref(writer, 'pri/z'), 'later');
    expect((await get(ref(reader, 'pri/z'))).priority).toBe('later');
    expect(await keysOf(query(ref(reader, 'pri'), orderByPriority(), startAt('late')))).toEqual(['x', 'z']);
  });

  it('runs transactions of several clients to the right sum', async () => {
    const add = (database: Database) =>
      runTransaction(ref(database, 'sum'), (value: number | null) => (value ?? 0) + 1);
    await Promise.all(Array.from({ length: 30 }, (_, i) => add(i % 2 === 0 ? writer : reader)));
    expect((await get(ref(reader, 'sum'))).val()).toBe(30);
  });

  it('runs transactions over data with priorities and arrays', async () => {
    await set(ref(writer, 't'), { '.priority': 3, list: ['a', 'b'], deep: { x: { '.value': 1.5, '.priority': 'p' } } });
    const result = await runTransaction(ref(reader, 't/deep/x'), (value: number | null) => (value ?? 0) + 1);
    expect(result.committed).toBe(true);
    expect((await get(ref(writer, 't/deep/x'))).val()).toBe(2.5);
    await runTransaction(ref(reader, 't'), (value: { list?: string[] } | null) => ({ ...value, list: ['c'] }));
    expect((await get(ref(writer, 't/list'))).val()).toEqual(['c']);
  });

  it('works out server values', async () => {
    await set(ref(writer, 's'), { at: serverTimestamp(), n: 2 });
    await update(ref(writer, 's'), { n: increment(3), fresh: increment(-1) });
    const value = (await get(ref(reader, 's'))).val() as { at: number; n: number; fresh: number };
    expect(Math.abs(value.at - Date.now())).toBeLessThan(5_000);
    expect([value.n, value.fresh]).toEqual([5, -1]);
  });

  it('does what was left for the end of a connection, and forgets what was cancelled', async () => {
    const leaver = client();
    const here = ref(leaver, 'presence');
    await set(here, { a: 'here', b: 'here', c: 'here', d: 'here' });
    await onDisconnect(child(here, 'a')).set('gone');
    await onDisconnect(child(here, 'b')).remove();
    await onDisconnect(here).update({ c: 'gone', d: 'gone' });
    await onDisconnect(child(here, 'd')).cancel();
    goOffline(leaver);
    await eventually('the writes', async () => (await get(ref(reader, 'presence/a'))).val() === 'gone');
    expect((await get(ref(reader, 'presence'))).val()).toEqual({ a: 'gone', c: 'gone', d: 'here' });
  });

  it('leaves alone what was cancelled below a value that was to be set', async () => {
    const leaver = client();
    const here = ref(leaver, 'cancelled');
    await set(here, { a: { x: 1, y: 1 }, b: 1, c: 1 });
    await onDisconnect(here).set({ a: { x: 2, y: 2 }, b: 2 });
    await onDisconnect(child(here, 'a/x')).cancel();
    await onDisconnect(child(here, 'b/none')).cancel();
    goOffline(leaver);
    await eventually('the writes', async () => (await get(ref(reader, 'cancelled/b'))).val() === 2);
    expect((await get(ref(reader, 'cancelled'))).val()).toEqual({ a: { x: 1, y: 2 }, b: 2, c: 1 });
  });

  it('catches up after a connection was lost', async () => {
    const watched = watch(ref(reader, 'news'));
    await set(ref(writer, 'news'), { a: 1 });
    await eventually('the first news', () => watched.values.length > 0 && watched.values.at(-1) !== null);
    goOffline(reader);
    await set(ref(writer, 'news/b'), 2);
    goOnline(reader);
    await eventually('the rest', () => JSON.stringify(watched.values.at(-1)) === '{"a":1,"b":2}');
    watched.stop();
  });
});
