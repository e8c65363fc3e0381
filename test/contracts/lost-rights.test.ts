import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { WebSocket } from 'ws';
import { type Emulator, startEmulator } from '@segue/emulator/index';
import { eventually, OWNER_HEADERS, restClient, tokenFor, type RestAnswer, type RestInput } from './rest-client.js';

const rules = JSON.stringify({
  rules: {
    sets: {
      $set: {
        '.read':
          "root.child('open').child($set).val() === true || root.child('members').child($set).child(auth.uid).exists()",
      },
    },
    own: { '.read': "data.child('closed').val() !== true" },
  },
});

let emulator: Emulator;
let rest: (path: string, input?: RestInput) => Promise<RestAnswer>;
const open: WebSocket[] = [];

beforeAll(async () => {
  emulator = await startEmulator({ project: 'demo-rights', rules });
  rest = restClient(emulator.url, 'demo-rights');
});
afterEach(() => open.splice(0).forEach((socket) => socket.terminate()));
afterAll(() => emulator.stop());

const write = (path: string, body: unknown) => rest(path, { method: 'PATCH', body, headers: OWNER_HEADERS });

/** A socket of an account that listens to a path; what it is told. */
async function listen(uid: string, path: string): Promise<string[]> {
  const socket = new WebSocket(`${emulator.url.replace('http', 'ws')}/.ws?v=5&ns=demo-rights`);
  open.push(socket);
  const texts: string[] = [];
  socket.on('message', (data) => texts.push((data as Buffer).toString()));
  await new Promise((resolve) => socket.once('message', resolve));
  const send = (r: number, a: string, b: object) => socket.send(JSON.stringify({ t: 'd', d: { r, a, b } }));
  send(1, 'auth', { cred: tokenFor(uid) });
  send(2, 'q', { p: path, h: '' });
  await eventually('the listen', () => texts.some((text) => text.includes('"r":2,')));
  return texts;
}

const isRevoked = (texts: readonly string[]) => texts.some((text) => text.includes('"a":"c"'));

describe('a listen whose right depends on data elsewhere', () => {
  it('ends with the write that takes the right, and hears nothing of it', async () => {
    await write('/.json', { 'open/a': true, 'sets/a/row': 'seen' });
    const texts = await listen('ada', '/sets/a');
    expect(texts.join()).toContain('seen');
    await write('/.json', { 'open/a': false, 'sets/a/row': 'secret' });
    await eventually('the listen to be revoked', () => isRevoked(texts));
    await write('/sets/a.json', { row: 'secret again' });
    expect(texts.join()).not.toContain('secret');
  });

  it('goes on where another reason allows it, until that ends too', async () => {
    await write('/.json', { 'open/b': true, 'members/b/ada': { role: 'reader' }, 'sets/b/row': 1 });
    const texts = await listen('ada', '/sets/b');
    await write('/open.json', { b: false });
    await write('/sets/b.json', { row: 'for members' });
    await eventually('the change', () => texts.join().includes('for members'));
    expect(isRevoked(texts)).toBe(false);
    await write('/members/b.json', { ada: null });
    await eventually('the listen to be revoked', () => isRevoked(texts));
  });

  it('ends with what it reads itself', async () => {
    await write('/own.json', { row: 1 });
    const texts = await listen('ada', '/own');
    await write('/own.json', { closed: true, row: 'secret' });
    await eventually('the listen to be revoked', () => isRevoked(texts));
    expect(texts.join()).not.toContain('secret');
  });

  it('ends as an event stream too', async () => {
    await write('/.json', { 'open/c': true, 'sets/c/row': 1 });
    const response = await fetch(`${emulator.url}/sets/c.json?ns=demo-rights`, {
      headers: { Accept: 'text/event-stream' },
    });
    await write('/.json', { 'open/c': false, 'sets/c/row': 'secret' });
    expect(await response.text()).toBe(
      'event: put\ndata: {"path":"/","data":{"row":1}}\n\nevent: cancel\ndata: null\n\n',
    );
  });

  it('is refused where there never was a right', async () => {
    const { status } = await rest('/sets/none.json', { headers: { Accept: 'text/event-stream' } });
    expect(status).toBe(401);
  });
});
