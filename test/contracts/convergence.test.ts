import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { isDeepStrictEqual } from 'node:util';
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
import { type Plain, at, withAt } from '../emulator/naive-rules.js';
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
  fc.dictionary(key, fc.record({ n: fc.nat(9) }, { noNullPrototype: true }), { noNullPrototype: true }),
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

/** What a step makes of a tree of plain objects. */
function modelled(tree: Plain, next: Step): Plain {
  switch (next.do) {
    case 'set':
      return withAt(tree, keysOf(next.path), plain(next.value));
    case 'update':
      return Object.entries(next.values).reduce((all, [at, to]) => withAt(all, keysOf(at), plain(to)), tree);
    case 'count': {
      const now = at(tree, keysOf(next.path));
      return withAt(tree, keysOf(next.path), typeof now === 'number' ? now + 1 : 1);
    }
    case 'reconnect':
      return tree;
  }
}

const keysOf = (path: string): string[] => path.split('/').filter((part) => part !== '');

/** JSON as the tree holds it: arrays as objects, nothing where nothing is. */
function plain(json: unknown): Plain {
  if (typeof json !== 'object' || json === null) return (json ?? null) as Plain;
  const members = Object.entries(json).map(([name, value]) => [name, plain(value)] as const);
  const real = members.filter(([, value]) => value !== null);
  return real.length === 0 ? null : Object.fromEntries(real);
}

/** A put or patch of an event stream, as changes below a path. */
interface StreamEvent {
  readonly base: string;
  readonly changes: readonly (readonly [string, unknown])[];
}

/** Tells of the events of a stream until it ends or is aborted. */
async function readEvents(stream: Response, signal: AbortSignal, tell: (event: StreamEvent) => void): Promise<void> {
  let text = '';
  try {
    for await (const chunk of stream.body!.pipeThrough(new TextDecoderStream())) {
      text += chunk;
      const events = text.split('\n\n');
      text = events.pop()!;
      for (const event of events) {
        const [, name, body] = /^event: (.+)\ndata: (.+)$/.exec(event)!;
        if (name !== 'put' && name !== 'patch') continue;
        const { path: base, data } = JSON.parse(body!) as { path: string; data: unknown };
        tell({ base, changes: name === 'put' ? [['', data]] : Object.entries(data as object) });
      }
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}

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
      const runs = steps.map((next, i) =>
        take(databases[i % 3]!, next).catch((error: unknown) => {
          if (next.do !== 'count') throw error;
        }),
      );
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

  it('leave what a simple model of the tree holds, and an event stream tells of it all', async () => {
    const seed = Number(process.env.EMULATOR_SEED ?? 20261124);
    const url = `${emulator.url}/.json?ns=${emulator.namespace}`;
    const abort = new AbortController();
    const stream = await fetch(url, { headers: { Accept: 'text/event-stream' }, signal: abort.signal });
    let streamed: Plain = null;
    const reading = readEvents(stream, abort.signal, ({ base, changes }) => {
      for (const [below, data] of changes) streamed = withAt(streamed, keysOf(`${base}/${below}`), plain(data));
    });
    const databases = [client(), client(), client()];
    await set(ref(databases[0]!), null);
    let model: Plain = null;
    const steps = fc.sample(fc.tuple(step, fc.nat(2)), { seed, numRuns: 150 });
    for (const [next, who] of steps) {
      await take(databases[who]!, next);
      model = modelled(model, next);
    }
    const { json } = await restClient(emulator.url, emulator.namespace)('/.json');
    expect([seed, plain(json)]).toEqual([seed, model]);
    await eventually(`the stream to tell of it all (seed ${seed})`, () => isDeepStrictEqual(streamed, model));
    abort.abort();
    await reading;
  });
});
