import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { setLogLevel } from 'firebase/app';
import {
  type Database,
  type DatabaseReference,
  type TransactionResult,
  child,
  get,
  goOffline,
  goOnline,
  increment,
  limitToFirst,
  onChildAdded,
  onValue,
  push,
  query,
  ref,
  runTransaction,
  serverTimestamp,
  set,
  startAt,
  update,
} from 'firebase/database';
import * as sdk from 'firebase/database';
import { useEmulator } from './emulator-under-test.js';
import { eventually } from './rest-client.js';
import { sdkClients, valuesOf } from './sdk-client.js';

/** What the SDK's own tests use to make every hash a wrong one; its types leave it out. */
const { _TEST_ACCESS_hijackHash: hijackHash } = sdk as unknown as {
  _TEST_ACCESS_hijackHash: (hash: () => string) => () => void;
};

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** https://firebase.google.com/docs/database/web/read-and-write#save_data_as_transactions, through two connections. */
describe('transactions of the JavaScript SDK', () => {
  const emulator = useEmulator('demo-transactions');
  const connect = sdkClients(emulator);
  let mine: DatabaseReference;
  let other: DatabaseReference;
  let online: Database;
  let restoreHash: (() => void) | undefined;

  beforeEach(() => {
    // Those that end with their connection would each be logged as a warning.
    setLogLevel('error');
    online = connect();
    const key = push(ref(online)).key;
    [mine, other] = [ref(online, key), ref(connect(), key)];
  });
  afterEach(() => restoreHash?.());

  const seen = async (run: (see: (value: unknown) => unknown) => Promise<TransactionResult>) => {
    const values: unknown[] = [];
    const { committed, snapshot } = await run((value) => {
      values.push(value);
      return value;
    });
    return { committed, values, result: snapshot.val() as unknown };
  };

  it('run on nothing first, then on what is there, and no more', async () => {
    await set(other, 42);
    const { values, result } = await seen((see) => runTransaction(mine, (value) => (see(value), 3.14)));
    expect([values, result]).toEqual([[null, 42], 3.14]);
    const again = await seen((see) => runTransaction(child(mine, 'new'), (value) => (see(value), null)));
    expect(again).toEqual({ committed: true, values: [null], result: null });
  });

  it('give up after 25 tries at data that never matches', async () => {
    restoreHash = hijackHash(() => 'no such hash');
    let tries = 0;
    await expect(runTransaction(mine, () => ++tries)).rejects.toThrow('maxretry');
    expect(tries).toBe(25);
  });

  it('are overtaken by a set of their own client, not by an update elsewhere', async () => {
    await set(other, 5);
    const overtaken = runTransaction(mine, () => 72).catch(messageOf);
    const replaced = set(mine, 32);
    expect(await overtaken).toBe('set');
    await replaced;
    const kept = runTransaction(child(mine, 'bar'), () => 72);
    await update(mine, { foo: 1, 'loo/doo': 2 });
    expect((await kept).committed).toBe(true);
    expect((await get(other)).val()).toEqual({ bar: 72, foo: 1, loo: { doo: 2 } });
  });

  it('end with their connection', async () => {
    await set(mine, 'first');
    const run = runTransaction(mine, () => 'new').catch(messageOf);
    goOffline(online);
    goOnline(online);
    expect(await run).toBe('disconnect');
  });

  it('that follow each other at once are done as one after the other', async () => {
    await set(other, { a: 0 });
    const whole = runTransaction(mine, () => ({ a: 1 }));
    const part = runTransaction(child(mine, 'a'), () => 2);
    expect((await whole).snapshot.val()).toEqual({ a: 1 });
    expect((await part).snapshot.val()).toBe(2);
    await Promise.all([
      runTransaction(child(mine, 'x'), () => 1),
      runTransaction(child(mine, 'x'), (value: number) => value + 42),
      runTransaction(child(mine, 'y'), () => 7),
    ]);
    const sum = await runTransaction(mine, (value: { x: number; y: number } | null) =>
      value === null ? 'nothing yet' : value.x + value.y,
    );
    expect(sum.snapshot.val()).toBe(50);
  });

  it('keep priorities, or set them', async () => {
    await set(mine, { '.value': 42, '.priority': 7 });
    await runTransaction(mine, () => 12);
    expect((await get(other)).exportVal()).toEqual({ '.value': 12, '.priority': 7 });
    await runTransaction(mine, () => ({ '.value': 43, '.priority': 8 }));
    expect((await get(other)).exportVal()).toEqual({ '.value': 43, '.priority': 8 });
    await set(mine, { a: { '.value': 'a', '.priority': 'p' }, b: 1 });
    await Promise.all(['a', 'b'].map((name) => runTransaction(child(mine, name), () => `${name}2`)));
    expect((await get(other)).exportVal()).toEqual({ a: { '.value': 'a2', '.priority': 'p' }, b: 'b2' });
  });

  it('agree with the server on arrays, gaps, integer keys and texts of any kind', async () => {
    const values: unknown[] = [
      ['cat', 'horse'],
      { 1: 1, 5: 5, 10: 10, 20: 20 },
      { 0: 'a', 2: 'c', '01': 'x', '-1': 'y' },
      '♜♞♝♛♚♝♞♜ 😀',
      { text: 'half \ud83d of a pair, \ude00 the other, 😀 both', '\udc00': 1, 'é\ud800': '語' },
      { a: 0.1, b: -0, c: 1e300, d: 2 ** 53, e: true },
    ];
    for (const value of values) {
      await set(other, value);
      const { committed, values: met } = await seen((see) => runTransaction(mine, (now) => (see(now), 'done')));
      expect([committed, met.length]).toEqual([true, 2]);
      await set(other, null);
      await eventually('nothing to be cached', async () => !(await get(mine)).exists());
    }
  });

  it('without local events show their result only', async () => {
    const values = valuesOf(mine);
    await eventually('the first value', () => values.length === 1);
    const run = runTransaction(mine, () => 'hello!', { applyLocally: false });
    expect(values).toEqual([null]);
    await run;
    expect(values).toEqual([null, 'hello!']);
  });

  it('start from what a query listens to', async () => {
    await push(mine, { a: 1, b: 2 });
    const met: unknown[] = [];
    const result = await new Promise<TransactionResult>((resolve, reject) => {
      onChildAdded(query(mine, startAt(null), limitToFirst(1)), (snapshot) => {
        runTransaction(snapshot.ref, (value: unknown) => (met.push(value), null)).then(resolve, reject);
      });
    });
    expect([met, result.committed, result.snapshot.val()]).toEqual([[{ a: 1, b: 2 }], true, null]);
  });

  it('do not start from what an earlier once left behind', async () => {
    await set(mine, 'something');
    await new Promise((resolve) => onValue(mine, resolve, { onlyOnce: true }));
    await set(other, null);
    const { snapshot } = await runTransaction(mine, (value) => (value === null ? 'was nothing' : 'was something'));
    expect(snapshot.val()).toBe('was nothing');
  });

  it('guess the time first, then show the server’s', async () => {
    const [written, read] = [valuesOf(mine), valuesOf(other)];
    await eventually('the first values', () => written.length === 1 && read.length === 1);
    await runTransaction(mine, () => serverTimestamp());
    await eventually('the times', () => written.length === 3 && read.length === 2);
    expect(written[1]).not.toBe(written[2]);
    expect(read[1]).toBe(written[2]);
  });
});

/** https://firebase.google.com/docs/database/web/offline-capabilities and …/read-and-write#atomic_server-side_increments */
describe('the server’s own values in the JavaScript SDK', () => {
  const emulator = useEmulator('demo-server-values');
  const connect = sdkClients(emulator);

  it('are the state of the connection and the difference of the clocks', async () => {
    const online = connect();
    const states = valuesOf(ref(online, '.info/connected'));
    await eventually('the connection', () => states.at(-1) === true);
    goOffline(online);
    goOnline(online);
    await eventually('the next', () => states.at(-1) === true && states.includes(false));
    const [offset] = valuesOf(ref(online, '.info/serverTimeOffset')) as [number];
    expect(Math.abs(offset)).toBeLessThan(5_000);
  });

  it('count up whatever stands there, from nothing, numbers, texts and objects', async () => {
    const n = ref(connect(), 'n');
    const values = valuesOf(n);
    await eventually('the first value', () => values.length === 1);
    const steps = [increment(1), 5, increment(1), 'text', increment(1), { a: 1 }, increment(1)];
    for (const step of steps) await set(n, step);
    expect(values).toEqual([null, 1, 5, 6, 'text', 1, { a: 1 }, 1]);
  });

  it('count in any number of places and clients at once', async () => {
    const [a, b] = [ref(connect(), 'race'), ref(connect(), 'race')];
    await Promise.all(Array.from({ length: 100 }, (_, i) => update(i % 2 === 0 ? a : b, { 'x/y': increment(1) })));
    expect((await get(a)).val()).toEqual({ x: { y: 100 } });
  });
});
