import { type RulesTestEnvironment, initializeTestEnvironment } from '@firebase/rules-unit-testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { setLogLevel } from 'firebase/app';
import { type EmulatorUnderTest, deviationOf, putRules, useEmulator } from './emulator-under-test.js';
import { tokenFor } from './rest-client.js';
import { type RulesRequest, type RulesScenario, type Who, rulesScenarios } from './scenarios/rules-scenarios.js';

/** Makes requests in one database and tells whether they were allowed. */
interface Face {
  readonly ask: (request: RulesRequest) => Promise<boolean>;
  readonly close: () => Promise<void>;
}

describe('what the documentation says of rules', () => {
  const emulator = useEmulator('demo-rules-scenarios');
  // Every refusal asked for here would be logged as a warning.
  beforeAll(() => setLogLevel('error'));
  afterAll(() => setLogLevel('info'));

  const faces = { REST: restFace, '@firebase/rules-unit-testing': sdkFace };
  for (const [face, open] of Object.entries(faces)) {
    rulesScenarios.forEach((scenario, index) => {
      const test = deviationOf(scenario.name) === undefined ? it : it.skip;
      test(`${scenario.name}, by ${face} (${scenario.docs})`, async () => {
        const database = { ...emulator, namespace: `${emulator.namespace}-${face === 'REST' ? 'r' : 's'}${index}` };
        await prepare(database, scenario);
        const { ask, close } = await open(database);
        try {
          for (const request of scenario.requests) {
            expect([request, await ask(request)]).toEqual([request, request.allowed]);
          }
        } finally {
          await close();
        }
      });
    });
  }
});

async function prepare(database: EmulatorUnderTest, { rules, data }: RulesScenario): Promise<void> {
  await putRules(database, JSON.stringify({ rules }));
  await fetch(`${database.url}/.json?ns=${database.namespace}`, {
    method: 'PUT',
    headers: { Authorization: 'Bearer owner' },
    body: JSON.stringify(data ?? null),
  });
}

const METHODS = { get: 'GET', set: 'PUT', update: 'PATCH', remove: 'DELETE' } as const;

function restFace({ url, namespace }: EmulatorUnderTest): Face {
  const ask = async ({ who, does, path, value }: RulesRequest): Promise<boolean> => {
    const params = new URLSearchParams({ ns: namespace });
    const query = does === 'get' ? Object.entries(value ?? {}) : [];
    for (const [name, part] of query) params.set(name, JSON.stringify(part));
    const answer = await fetch(`${url}/${path}.json?${params.toString()}`, {
      method: METHODS[does],
      headers: who === null ? {} : { Authorization: `Bearer ${tokenFor(who.uid, who.claims)}` },
      ...(does === 'set' || does === 'update' ? { body: JSON.stringify(value) } : {}),
    });
    const text = await answer.text();
    if (answer.status !== 200)
      expect([answer.status, text]).toEqual([401, expect.stringContaining('Permission denied')]);
    return answer.status === 200;
  };
  return { ask, close: () => Promise.resolve() };
}

type SdkDatabase = ReturnType<ReturnType<RulesTestEnvironment['unauthenticatedContext']>['database']>;

async function sdkFace({ host, port, namespace }: EmulatorUnderTest): Promise<Face> {
  const environment = await initializeTestEnvironment({ projectId: namespace, database: { host, port } });
  const databases = new Map<Who, SdkDatabase>();
  const databaseOf = (who: Who): SdkDatabase => {
    let database = databases.get(who);
    if (database === undefined) {
      const context =
        who === null
          ? environment.unauthenticatedContext()
          : environment.authenticatedContext(who.uid, { ...who.claims });
      databases.set(who, (database = context.database()));
    }
    return database;
  };
  const ask = async ({ who, does, path, value }: RulesRequest): Promise<boolean> => {
    const root = databaseOf(who).ref();
    const ref = path === '' ? root : root.child(path);
    try {
      if (does === 'get') await queried(ref, value as Record<string, unknown>).get();
      else if (does === 'set') await ref.set(value);
      else if (does === 'update') await ref.update(value as object);
      else await ref.remove();
      return true;
    } catch (error) {
      expect(String(error)).toMatch(/permission[_ ]denied/i);
      return false;
    }
  };
  return { ask, close: () => environment.cleanup() };
}

/** The query of a request, through the SDK's methods. */
function queried(ref: ReturnType<SdkDatabase['ref']>, query: Record<string, unknown> = {}) {
  const { orderBy, equalTo, limitToFirst } = query;
  const ordered = typeof orderBy !== 'string' ? ref : orderBy === '$key' ? ref.orderByKey() : ref.orderByChild(orderBy);
  const bounded = typeof equalTo === 'string' ? ordered.equalTo(equalTo) : ordered;
  return typeof limitToFirst === 'number' ? bounded.limitToFirst(limitToFirst) : bounded;
}
