import { afterEach, describe, expect, it } from '@jest/globals';
import { toValue } from '@segue/emulator/tree/to-json';
import { openRules, useEmulator } from './emulator-under-test.js';
import { MobileSocket, nodeOf } from './mobile-socket.js';
import { OWNER_HEADERS, eventually, restClient } from './rest-client.js';

/**
 * Compound hashes, as `PersistentConnectionImpl` of firebase-android-sdk sends them for data of more than a kilobyte.
 */
describe('a listen of a mobile SDK', () => {
  const emulator = useEmulator('demo-mobile', openRules({ scores: { '.indexOn': 'n' } }));
  const clients: MobileSocket[] = [];
  afterEach(() => clients.splice(0).forEach((client) => client.close()));

  async function write(path: string, json: unknown): Promise<void> {
    const rest = restClient(emulator.url, emulator.namespace);
    await rest(`/${path}.json`, { method: 'PUT', body: JSON.stringify(json), headers: OWNER_HEADERS });
  }

  async function listen(path: string, held: unknown, more?: Record<string, unknown>): Promise<MobileSocket> {
    const client = await MobileSocket.listen(emulator, path, nodeOf(held), more);
    clients.push(client);
    return client;
  }

  it('receives the ranges that have changed, and then what is written', async () => {
    await write('songs', { a: { title: 'A' }, b: { title: 'B!', year: 1 }, d: { title: 'D' } });
    const client = await listen('songs', { a: { title: 'A' }, b: { title: 'B' }, c: 1, d: { title: 'D' } });
    expect(client.messages).toEqual([
      {
        a: 'rm',
        b: {
          p: 'songs',
          d: [
            { s: 'a/title', e: 'b/title', m: { b: { title: 'B!' } } },
            { s: 'b/title', e: 'c', m: { b: { year: 1 } } },
          ],
        },
      },
    ]);
    expect(toValue(client.held)).toEqual({ a: { title: 'A' }, b: { title: 'B!', year: 1 }, d: { title: 'D' } });
    await write('songs/c', 2);
    await eventually('the write', () => client.messages.length === 2);
    expect(client.messages[1]).toEqual({ a: 'd', b: { p: 'songs/c', d: 2 } });
  });

  it('receives nothing if nothing has changed, by either hash', async () => {
    const songs = { a: { title: 'A' }, b: { title: 'B' } };
    await write('same', songs);
    expect((await listen('same', songs)).messages).toEqual([]);
    expect((await listen('same', songs, { h: '' })).messages).toEqual([]);
  });

  it('receives everything if everything has changed, or it holds nothing', async () => {
    await write('other', { b: 2 });
    const all = [{ a: 'd', b: { p: 'other', d: { b: 2 } } }];
    expect((await listen('other', { a: 1 })).messages).toEqual(all);
    expect((await listen('other', null)).messages).toEqual(all);
    expect((await listen('none', null)).messages).toEqual([{ a: 'd', b: { p: 'none', d: null } }]);
  });

  it('receives everything if its compound hash cannot be read', async () => {
    await write('bad', { a: 1, b: 2 });
    for (const ch of [5, {}, { hs: ['x'], ps: ['a'] }, { hs: ['x', 'y', ''], ps: ['b', 'a'] }]) {
      const client = await listen('bad', { a: 1, b: 3 }, { ch });
      expect(client.messages).toEqual([{ a: 'd', b: { p: 'bad', d: { a: 1, b: 2 } } }]);
    }
  });

  it('of a query receives ranges of its window, with its tag', async () => {
    await write('scores', { a: { n: 1 }, b: { n: 5 }, c: { n: 3 }, d: { n: 4 } });
    const client = await listen('scores', { b: { n: 5 }, c: { n: 3 } }, { q: { i: 'n', l: 2, vf: 'r' }, t: 7 });
    expect(client.messages).toEqual([
      {
        a: 'rm',
        b: {
          p: 'scores',
          d: [
            { s: 'b/n', e: 'c/n', m: null },
            { s: 'c/n', m: { d: { n: 4 } } },
          ],
          t: 7,
        },
      },
    ]);
    expect(toValue(client.held)).toEqual({ b: { n: 5 }, d: { n: 4 } });
  });

  it('keeps and receives priorities', async () => {
    const kept = { '.value': 1, '.priority': 'p' };
    const now = {
      a: kept,
      b: { '.priority': 2, x: 1, y: 2 },
      c: { '.value': 1, '.priority': 9 },
      d: { '.priority': 1, z: 1 },
    };
    await write('ordered', now);
    const held = { a: kept, b: { '.priority': 1, x: 1, y: 2 }, c: { '.value': 1, '.priority': 8 }, d: now.d };
    const client = await listen('ordered', held);
    expect(client.messages.map(({ a }) => a)).toEqual(['rm']);
    expect(JSON.stringify(client.messages)).not.toContain('"z"');
    expect(toValue(client.held, 'export')).toEqual(now);
  });

  it('receives everything where its ranges could hide a priority that is gone', async () => {
    await write('hidden', { 1: 'x', 2: 'y' });
    const client = await listen('hidden', { 1: 'x', 2: 'y', '.priority': 5 });
    expect(toValue(client.held, 'export')).toEqual([null, 'x', 'y']);
  });
});
