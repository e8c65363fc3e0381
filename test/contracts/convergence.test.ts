import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type FirebaseApp, deleteApp, initializeApp, setLogLevel } from 'firebase/app';
import {
  type Database,
  connectDatabaseEmulator,
  get,
  getDatabase,
  goOffline,
  goOnline,
  limitToLast,
  onValue,
  orderByChild,
  query,
  ref,
  runTransaction,
  set,
  update,
} from 'firebase/database';
import { openRules, useEmulator } from './emulator-under-test.js';
import { eventually, restClient } from './rest-client.js';

/** What one client does next. Keys are few, so that clients get in each other's way. */
type Step =
  | { do: 'set'; path: string; value: unknown }
  | { do: 'update'; values: Record<string, unknown> }
  | { do: 'count'; path: string }
  | { do: 'reconnect' };

const key = fc.constantFrom('a', 'b', '1', '2');
const path = fc.array(key, { minLength: 1, maxLength: 3 }).map((keys) => keys.join('/'));
const value = fc.oneof(
  fc.integer({ min: 0, max: 9 }),
  fc.constant(null),
  fc.dictionary(key, fc.record({ n: fc.nat(9) }), { noNullPrototype: true }),
);
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ do: fc.constant('set' as const), path, value }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('update' as const),
      values: fc.tuple(value, value, key).map(([a, b, deep]) => ({ [`a/${deep}`]: a, b })),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('count' as const), path: fc.constant('counter') }) },
  { weight: 1, arbitrary: fc.constant({ do: 'reconnect' as const }) },
);

describe('several clients at once', () => {
  const emulator = useEmulator('demo-many', openRules({ a: { '.indexOn': 'n' } }));
  const apps: FirebaseApp[] = [];

  beforeAll(() => {
    // Transactions that end with a connection would each be logged as a warning.
    setLogLevel('error');
  });
  afterAll(() => Promise.all(apps.map((app) => deleteApp(app))));

  function client(): Database {
    const app = initializeApp({ databaseURL: `https://${emulator.namespace}.firebaseio.com` }, `many-${apps.length}`);
    apps.push(app);
    const database = getDatabase(app);
    connectDatabaseEmulator(database, emulator.host, emulator.port);
    return database;
  }

  async function take(database: Database, next: Step): Promise<unknown> {
    switch (next.do) {
      case 'set':
        return set(ref(database, next.path), next.value);
      case 'update':
        return update(ref(database), next.values);
      case 'count':
        return runTransaction(ref(database, next.path), (n: unknown) => (typeof n === 'number' ? n + 1 : 1));
      case 'reconnect':
        goOffline(database);
        return goOnline(database);
    }
  }

  it('end in the same tree, whatever they do, and so do their windows and a REST reader', async () => {
    const seed = Number(process.env.EMULATOR_SEED ?? 20261124);
    const rounds = Number(process.env.EMULATOR_ROUNDS ?? 25);
    const rest = restClient(emulator.url, emulator.namespace);
    const databases = [client(), client(), client()];
    const trees: unknown[] = [];
    const windows: unknown[] = [];
    databases.forEach((database, i) => {
      onValue(ref(database), (snapshot) => (trees[i] = snapshot.val()));
      const top = query(ref(database, 'a'), orderByChild('n'), limitToLast(2));
      onValue(top, (snapshot) => (windows[i] = snapshot.val()));
    });
    for (const steps of fc.sample(fc.array(step, { minLength: 5, maxLength: 40 }), { seed, numRuns: rounds })) {
      // A transaction whose connection ends is aborted. Nothing else writes where it counts: the SDK never settles a
      // transaction that both a write of its own client and the end of its connection overtake.
      const runs = steps.map((next, i) => take(databases[i % 3]!, next).catch((error: unknown) => error));
      await Promise.all(runs);
      const { json } = await rest('/.json');
      const same = (found: unknown): boolean => JSON.stringify(found ?? null) === JSON.stringify(json);
      await eventually(`the same tree everywhere (seed ${seed})`, () => databases.every((_, i) => same(trees[i])));
      const fresh = client();
      const top = (await get(query(ref(fresh, 'a'), orderByChild('n'), limitToLast(2)))).val() as unknown;
      await eventually(`the same windows everywhere (seed ${seed})`, () =>
        windows.every((window) => JSON.stringify(window ?? null) === JSON.stringify(top ?? null)),
      );
    }
    expect(trees).toHaveLength(3);
  });
});
