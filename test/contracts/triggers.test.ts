import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { onValueCreated, onValueDeleted, onValueWritten } from 'firebase-functions/v2/database';
import { type Emulator, startEmulator } from '@segue/emulator/index';
import { OWNER_HEADERS, type RestAnswer, type RestInput, eventually, restClient, tokenFor } from './rest-client.js';
import { TriggerReceiver } from './trigger-receiver.js';

const PROJECT = 'demo-triggers';
const V2 = 'google.firebase.database.ref.v1';

describe('database triggers', () => {
  let emulator: Emulator;
  let functions: TriggerReceiver;
  let rest: (path: string, input?: RestInput) => Promise<RestAnswer>;

  const register = (key: string, path: string, event: string, more: object = {}, query = '') =>
    rest(`/.settings/functionTriggers.json${query}`, {
      method: 'POST',
      headers: OWNER_HEADERS,
      body: { name: `projects/${PROJECT}/locations/us-central1/triggers/${key}`, path, event, topic: 'x', ...more },
    });
  const put = (path: string, body: unknown, headers: Record<string, string> = OWNER_HEADERS) =>
    rest(path, { method: 'PUT', body: JSON.stringify(body), headers });
  const arrive = (key: string, count: number) =>
    eventually(`${count} events of ${key}`, () => functions.bodies(key).length >= count);

  beforeAll(async () => {
    functions = await TriggerReceiver.start();
    emulator = await startEmulator({ project: PROJECT, functionsEmulator: functions.address });
    rest = restClient(emulator.url, PROJECT);
    expect(await register('written', 'items/{id}/name', `${V2}.written`, { namespacePattern: '*' })).toMatchObject({
      status: 200,
    });
    await register('created', 'items/{id}', `${V2}.created`, { namespacePattern: PROJECT });
    await register('deleted', 'items/{id}', `${V2}.deleted`, { namespacePattern: 'demo-*' });
    await register('elsewhere', 'items/{id}', `${V2}.written`, { namespacePattern: 'other-*' });
    await register('rest', 'deep/{rest=**}', `${V2}.written`, { namespacePattern: '*' });
    const legacy = 'providers/google.firebase.database/eventTypes/ref.write';
    await register('legacy', '/items/{id}/name', legacy, {}, '?x=1');
  });
  afterAll(async () => {
    await emulator.stop();
    await functions.stop();
  });
  beforeEach(async () => {
    await put('/.json?disableTriggers=true', null);
    functions.received.length = 0;
    functions.mostActive = 0;
    functions.behave = () => ({ status: 200 });
  });

  it.each([null, 7, 'x', [], {}])('are registered by an object, not by %j', async (body) => {
    const sent = { method: 'POST', headers: OWNER_HEADERS, body: JSON.stringify(body) };
    const { status, json } = await rest('/.settings/functionTriggers.json', sent);
    expect([status, json]).toEqual([400, { error: 'A trigger needs the strings "name", "path" and "event"' }]);
  });

  it('receive the data before and the change', async () => {
    await put('/items/a.json', { name: { first: 'Al', last: 'B' }, other: 1 });
    await put('/items/a/name.json', { first: 'Bob', middle: 'X' });
    await put('/items/a/other.json', 2);
    await arrive('written', 2);
    const [first, second] = functions.bodies('written') as [Record<string, unknown>, Record<string, unknown>];
    expect(functions.received[0]).toMatchObject({ contentType: 'application/cloudevents+json' });
    expect(first).toMatchObject({
      specversion: '1.0',
      type: `${V2}.written`,
      source: `//firebasedatabase.googleapis.com/projects/_/locations/us-central1/instances/${PROJECT}`,
      subject: 'refs/items/a/name',
      ref: 'items/a/name',
      instance: PROJECT,
      location: 'us-central1',
      firebasedatabasehost: 'firebaseio.com',
      authtype: 'admin',
      data: { data: null, delta: { first: 'Al', last: 'B' } },
    });
    expect(second.data).toMatchObject({
      data: { first: 'Al', last: 'B' },
      delta: { first: 'Bob', last: null, middle: 'X' },
    });
    expect(functions.bodies('elsewhere')).toEqual([]);
  });

  it('receive only their kind of event, one for each path', async () => {
    await put('/items.json', { a: { x: 1 }, b: { x: 1 } });
    await put('/items.json', { b: { x: 2 }, c: { x: 1 } });
    await put('/items.json', { b: { x: 2 }, c: { x: 1 } });
    await arrive('created', 3);
    await arrive('deleted', 1);
    expect(
      functions
        .bodies('created')
        .map(({ ref }) => ref)
        .sort(),
    ).toEqual(['items/a', 'items/b', 'items/c']);
    expect(functions.bodies('deleted').map(({ ref }) => ref)).toEqual(['items/a']);
    expect(functions.bodies('deleted')[0]!.data).toMatchObject({ data: { x: 1 }, delta: null });
  });

  it('with ** receive the path that was written', async () => {
    await put('/deep/a/b.json', 1);
    await arrive('rest', 1);
    expect(functions.bodies('rest')[0]).toMatchObject({ ref: 'deep/a/b', data: { data: null, delta: 1 } });
  });

  it('of the first generation receive events of its shape', async () => {
    await put('/items/a/name.json', 'Al');
    await arrive('legacy', 1);
    expect(functions.bodies('legacy')[0]).toMatchObject({
      data: { data: null, delta: 'Al' },
      context: {
        eventType: 'providers/google.firebase.database/eventTypes/ref.write',
        resource: { service: 'firebaseio.com', name: `projects/_/instances/${PROJECT}/refs/items/a/name` },
        params: { id: 'a' },
        auth: { admin: true },
      },
    });
  });

  it('know who wrote', async () => {
    await put('/items/a/name.json', 1, { Authorization: `Bearer ${tokenFor('ada')}` });
    await arrive('written', 1);
    await put('/items/a/name.json', 2, {});
    await arrive('written', 2);
    expect(functions.bodies('written').map(({ authtype, authid }) => [authtype, authid])).toEqual([
      ['app_user', 'ada'],
      ['unauthenticated', undefined],
    ]);
  });

  it('are not fired by imports', async () => {
    await put('/items/a.json?disableTriggers=true', { name: 1 });
    await put('/items/b/name.json', 1);
    await arrive('written', 1);
    expect(functions.bodies('written').map(({ ref }) => ref)).toEqual(['items/b/name']);
  });

  it('are always fired by clients without administrator rights', async () => {
    await put('/items/c.json?disableTriggers=true', { name: 1 }, { Authorization: `Bearer ${tokenFor('ada')}` });
    await arrive('written', 1);
  });

  it('receive no priorities', async () => {
    await put('/items/d.json?disableTriggers=true', { name: 1 });
    await put('/items/d/name/.priority.json', 7);
    await put('/items/d/name.json', { '.value': 2, '.priority': 8 });
    await arrive('written', 1);
    expect(functions.bodies('written')).toMatchObject([{ data: { data: 1, delta: 2 } }]);
  });

  it('are refused where their path cannot be read', async () => {
    expect(await register('bad', 'items/{id', `${V2}.written`)).toMatchObject({
      status: 400,
      text: expect.stringMatching(/a capture must be a whole level/),
    });
  });

  it('are called by a burst in small numbers at a time, none left out', async () => {
    const items = Object.fromEntries(Array.from({ length: 200 }, (_, i) => [`k${i}`, { name: i }]));
    await put('/items.json', items);
    await arrive('written', 200);
    expect(new Set(functions.bodies('written').map(({ ref }) => ref)).size).toBe(200);
    expect(functions.mostActive).toBeLessThanOrEqual(16);
  });

  it('make the service refuse a write with too many of them, or too large an event', async () => {
    const many = Object.fromEntries(Array.from({ length: 501 }, (_, i) => [`refused${i}`, { name: 1 }]));
    const refused = await put('/items.json', many);
    expect(refused.status).toBe(400);
    expect((refused.json as { error: string }).error).toMatch(/^TOO_MANY_TRIGGERS/);
    const large = await put('/items/refused/name.json', 'x'.repeat(1024 * 1024));
    expect((large.json as { error: string }).error).toMatch(/^TRIGGER_PAYLOAD_TOO_LARGE/);
    // Bytes count, not characters.
    const wide = await put('/items/a/name.json', '語'.repeat(400_000));
    expect((wide.json as { error: string }).error).toMatch(/^TRIGGER_PAYLOAD_TOO_LARGE/);
    expect(await rest('/items.json')).toMatchObject({ json: null });
    // Whatever still comes in is of the burst before.
    const delivered = functions.received.filter(({ body }) => String(body.ref).startsWith('items/refused'));
    expect(delivered).toEqual([]);
  });

  it('registered again under a name replace the earlier one', async () => {
    await register('moving', 'old/{x}', `${V2}.written`, { namespacePattern: '*' });
    await register('moving', 'new/{x}', `${V2}.written`, { namespacePattern: '*' });
    await rest('/.json', { method: 'PATCH', body: { 'old/a': 1, 'new/a': 1 } });
    await arrive('moving', 1);
    expect(functions.bodies('moving').map(({ ref }) => ref)).toEqual(['new/a']);
  });

  it('are understood by the functions SDK', async () => {
    await put('/items/a.json', { name: { x: 1, y: 2 } });
    await put('/items/a/name.json', { y: 3 });
    await put('/items/a.json', null);
    await arrive('written', 3);
    await arrive('created', 1);
    await arrive('deleted', 1);
    process.env.GCLOUD_PROJECT = PROJECT;
    process.env.FIREBASE_CONFIG = JSON.stringify({ databaseURL: `${emulator.url}?ns=${PROJECT}` });
    const seen: unknown[] = [];
    const written = onValueWritten('items/{id}/name', (event) => {
      seen.push([event.params.id, event.data.before.val(), event.data.after.val()]);
    });
    const created = onValueCreated('items/{id}', (event) => void seen.push(event.data.val()));
    const deleted = onValueDeleted('items/{id}', (event) => void seen.push(event.data.val()));
    for (const body of functions.bodies('written')) await written(body as never);
    for (const body of functions.bodies('created')) await created(body as never);
    for (const body of functions.bodies('deleted')) await deleted(body as never);
    expect(seen).toEqual([
      ['a', null, { x: 1, y: 2 }],
      ['a', { x: 1, y: 2 }, { y: 3 }],
      ['a', { y: 3 }, null],
      { name: { x: 1, y: 2 } },
      { name: { y: 3 } },
    ]);
  });
});
