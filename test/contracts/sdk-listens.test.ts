import { isDeepStrictEqual } from 'node:util';
import { beforeEach, describe, expect, it } from '@jest/globals';
import {
  type Database,
  type DatabaseReference,
  type QueryConstraint,
  child,
  endAt,
  equalTo,
  get,
  goOffline,
  goOnline,
  limitToFirst,
  limitToLast,
  onDisconnect,
  onValue,
  orderByChild,
  orderByKey,
  orderByValue,
  push,
  query,
  ref,
  remove,
  set,
  setPriority,
  setWithPriority,
  startAfter,
  startAt,
  update,
} from 'firebase/database';
import { openRules, putRules, useEmulator } from './emulator-under-test.js';
import { eventually } from './rest-client.js';
import { eventsOf, sdkClients, valuesOf } from './sdk-client.js';

/** https://firebase.google.com/docs/database/web/lists-of-data and …/read-and-write, through two connections. */
describe('listeners of the JavaScript SDK', () => {
  const emulator = useEmulator('demo-listens', openRules({ $any: { '.indexOn': 'n' } }));
  const connect = sdkClients(emulator);
  let key: string;
  /** The reader's connection. */
  let online: Database;
  let writer: DatabaseReference;
  let reader: DatabaseReference;

  beforeEach(() => {
    key = push(ref(connect())).key!;
    online = connect();
    [writer, reader] = [ref(connect(), key), ref(online, key)];
  });

  const shows = (values: unknown[], value: unknown) =>
    eventually(JSON.stringify(value), () => values.length > 0 && isDeepStrictEqual(values.at(-1), value));

  it('hear of one update as one change, whatever it brings in and puts out of their window', async () => {
    await set(writer, { a: 1, b: 2, c: 3, d: 4, e: 5 });
    const values = valuesOf(query(reader, startAt(null), limitToFirst(4)));
    await shows(values, { a: 1, b: 2, c: 3, d: 4 });
    await update(writer, { b: null, c: 'a', cc: 'new', cd: 'new2', d: 'gone' });
    await shows(values, { a: 1, c: 'a', cc: 'new', cd: 'new2' });
    expect(values).toHaveLength(2);
  });

  it('receive children that enter or leave a window by priority alone', async () => {
    const values = valuesOf(query(reader, endAt(50), limitToLast(2)));
    await eventually('the first value', () => values.length === 1);
    await set(writer, {
      a: { '.priority': 10, '.value': 1 },
      b: { '.priority': 20, '.value': 2 },
      c: { '.priority': 30, '.value': 3 },
    });
    await shows(values, { b: 2, c: 3 });
    await setPriority(child(writer, 'a'), 25);
    await shows(values, { a: 1, c: 3 });
    await remove(writer);
    await shows(values, null);
  });

  it('hear nothing of a get of a part of what they listen to', async () => {
    await set(writer, [{ name: 'one' }, { name: 'two' }]);
    const values = valuesOf(reader);
    await shows(values, [{ name: 'one' }, { name: 'two' }]);
    expect((await get(query(reader, limitToFirst(1)))).val()).toEqual([{ name: 'one' }]);
    // What comes after the answer comes after anything the answer might have brought.
    await set(child(writer, '2'), 'three');
    await shows(values, [{ name: 'one' }, { name: 'two' }, 'three']);
    expect(values).toHaveLength(2);
  });

  it('below a limited listener are kept apart from it', async () => {
    await set(writer, { a: { b: 1, c: 2 }, e: 3 });
    const deep = valuesOf(child(reader, 'a/b'));
    const top = valuesOf(query(reader, limitToLast(2)));
    await shows(top, { a: { b: 1, c: 2 }, e: 3 });
    await set(child(writer, 'd'), 4);
    await shows(top, { d: 4, e: 3 });
    expect(deep).toEqual([1]);
    await set(child(writer, 'a/b'), 5);
    await shows(deep, 5);
  });

  it('with a range below a limit hear of what leaves the range only', async () => {
    const one = { '.priority': 1, '.value': 1 };
    await set(writer, { a: { aa: one, ab: one } });
    const outer = valuesOf(query(reader, limitToLast(1)));
    const inner = valuesOf(query(child(reader, 'a'), startAt(1), endAt(1)));
    await shows(inner, { aa: 1, ab: 1 });
    await setWithPriority(child(writer, 'a/ab'), 1, 2);
    await shows(inner, { aa: 1 });
    expect(outer.at(-1)).toEqual({ a: { aa: 1, ab: 1 } });
  });

  it('hear of a child whole when a deep write brings it in', async () => {
    await set(writer, { a: { n: 3, t: 'x' }, b: { n: 1 }, c: { n: 2 } });
    const window = valuesOf(query(reader, orderByChild('n'), limitToFirst(2)));
    await shows(window, { b: { n: 1 }, c: { n: 2 } });
    const plain = valuesOf(child(reader, 'a'));
    await update(child(writer, 'a'), { t: 'y' });
    await shows(plain, { n: 3, t: 'y' });
    await set(child(writer, 'a/n'), 0);
    await shows(window, { a: { n: 0, t: 'y' }, b: { n: 1 } });
  });

  it('hear in order of what comes, changes, moves and goes', async () => {
    await set(writer, { a: { n: 1 }, b: { n: 2 }, c: { n: 3 } });
    const events = eventsOf(query(reader, orderByChild('n')));
    await eventually('the children', () => events.length === 3);
    await set(child(writer, 'a/n'), 9);
    await eventually('the move', () => events.length === 5);
    await remove(child(writer, 'b'));
    await set(writer, 'scalar');
    await eventually('the end', () => events.length === 8);
    expect(events.slice(0, 6)).toEqual(['+a', '+b', '+c', '>a', '~a', '-b']);
    expect(events.slice(6).sort()).toEqual(['-a', '-c']);
  });

  it('catch up with deletions made while they were offline', async () => {
    await set(writer, { a: 1, b: 2, c: 3 });
    const values = valuesOf(query(reader, limitToLast(3)));
    await shows(values, { a: 1, b: 2, c: 3 });
    goOffline(online);
    await remove(child(writer, 'b'));
    goOnline(online);
    await shows(values, { a: 1, c: 3 });
  });

  it('take 32-bit integers for numbers, up to their bounds', async () => {
    const numbers = { 1: true, 50: true, 550: true, 6: true, 600: true, 70: true, 8: true, 80: true };
    await set(writer, { ...numbers, a: true });
    const values = async (...constraints: QueryConstraint[]) =>
      (await get(query(reader, ...constraints))).val() as unknown;
    expect(await values(startAt(null, '80'))).toEqual({ 80: true, 550: true, 600: true, a: true });
    expect(await values(endAt(null, '50'))).toEqual({ 1: true, 6: true, 8: true, 50: true });
    expect(await values(startAfter(null, '2147483647'))).toEqual({ a: true });
    expect(await values(orderByKey(), startAfter('2147483647'))).toEqual({ a: true });
    expect(await values(orderByKey(), endAt('2147483647'))).toEqual(numbers);
    expect(await values(startAfter(null), endAt(null))).toBeNull();
  });

  it('of a query see no priority of the location itself', async () => {
    await set(writer, { a: 'x', '.priority': 'p' });
    expect((await get(query(reader, limitToLast(2)))).exportVal()).toEqual({ a: 'x' });
    expect((await get(reader)).exportVal()).toEqual({ a: 'x', '.priority': 'p' });
  });

  it('do not need an index, a get does', async () => {
    await set(writer, { a: { m: 1 }, b: { m: 2 } });
    await shows(valuesOf(query(reader, orderByChild('m'), equalTo(2))), { b: { m: 2 } });
    const fresh = ref(connect(), key);
    await expect(get(query(fresh, orderByChild('m')))).rejects.toThrow(/Index not defined/);
    await expect(get(query(fresh, orderByValue()))).rejects.toThrow(/Index not defined/);
    await expect(get(query(fresh, orderByChild('m'), equalTo(2)))).rejects.toThrow(/Index not defined/);
  });

  it('of the client itself are not the database’s to answer', async () => {
    await expect(get(ref(online, '.info/connected'))).rejects.toThrow('Invalid token in path');
    await expect(update(ref(online, '.info'), { x: 1 })).rejects.toThrow('INVALID_PARAMETERS: Invalid token in path');
  });

  it('end with permission_denied when rules change', async () => {
    let reason = '';
    onValue(
      reader,
      () => undefined,
      (error) => (reason = error.message),
    );
    await get(reader);
    await putRules(emulator, '{"rules": {".write": true}}');
    await eventually('the end', () => reason !== '');
    expect(reason).toMatch(/permission_denied/);
    await putRules(emulator, openRules());
  });

  it('receive what another client queued for its disconnect, except what it cancelled', async () => {
    await set(writer, { a: 1, b: { c: 1, d: 1 }, e: 1 });
    const values = valuesOf(reader);
    await shows(values, { a: 1, b: { c: 1, d: 1 }, e: 1 });
    const leaving = connect();
    const leaver = ref(leaving, key);
    await onDisconnect(child(leaver, 'a')).setWithPriority('gone', 5);
    await onDisconnect(child(leaver, 'b')).update({ c: null, x: 'left' });
    await onDisconnect(child(leaver, 'e')).remove();
    await onDisconnect(child(leaver, 'e')).cancel();
    goOffline(leaving);
    await shows(values, { a: 'gone', b: { d: 1, x: 'left' }, e: 1 });
    expect((await get(child(writer, 'a'))).priority).toBe(5);
  });
});
