import { randomBytes } from 'node:crypto';
import { type Socket, connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { WebSocket } from 'ws';
import { type Emulator, startEmulator } from '@segue/emulator/index';
import { type RestAnswer, type RestInput, eventually, restClient } from './rest-client.js';

const PROJECT = 'demo-hostile';
const SEED = Number(process.env.EMULATOR_SEED ?? Date.now() % 2 ** 31);

/** A client's websocket frame with a short or long text. */
function frameOf(text: string): Buffer {
  const body = Buffer.from(text);
  const head = body.length < 126 ? Buffer.from([0x81, 0x80 | body.length]) : Buffer.from([0x81, 0xfe, 0, 0]);
  if (head.length === 4) head.writeUInt16BE(body.length, 2);
  // A mask of zeros leaves the text as it is.
  return Buffer.concat([head, Buffer.alloc(4), body]);
}

function requestText(r: number, a: string, b: object): string {
  return JSON.stringify({ t: 'd', d: { r, a, b } });
}

describe('hostile clients', () => {
  let emulator: Emulator;
  let rest: (path: string, input?: RestInput) => Promise<RestAnswer>;

  beforeAll(async () => {
    emulator = await startEmulator({ project: PROJECT });
    rest = restClient(emulator.url, PROJECT);
  });
  afterAll(() => emulator.stop());

  /** A socket that has just been let in as a websocket, with all the emulator says until then read. */
  async function rawSocket(): Promise<Socket> {
    const socket = connect(emulator.port, '127.0.0.1');
    socket.on('error', () => socket.destroy());
    const key = randomBytes(16).toString('base64');
    socket.write(
      `GET /.ws?v=5&ns=${PROJECT} HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n` +
        `Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${key}\r\n\r\n`,
    );
    await new Promise<void>((resolve) => {
      let got = '';
      const read = (data: Buffer): void => {
        got += data.toString('latin1');
        if (!got.includes('"t":"h"')) return;
        socket.off('data', read);
        resolve();
      };
      socket.on('data', read);
    });
    return socket;
  }

  /** A websocket that has been greeted, and all the texts it is sent, the greeting first. */
  async function openSocket(): Promise<{ socket: WebSocket; texts: string[] }> {
    const socket = new WebSocket(`${emulator.url.replace('http', 'ws')}/.ws?v=5&ns=${PROJECT}`);
    const texts: string[] = [];
    socket.on('error', () => undefined);
    socket.on('message', (data) => texts.push((data as Buffer).toString()));
    await new Promise((resolve) => socket.once('message', resolve));
    return { socket, texts };
  }

  const listeners = (): number => emulator.instances.get(PROJECT).listeners.all().length;

  /** Writes megabytes beneath a listener that does not read, until it is cut off; answers how many that took. */
  async function writeUntilAlone(path: string): Promise<number> {
    let written = 0;
    while (listeners() > 0 && written < 200) {
      const answer = await rest(`${path}.json?print=silent`, {
        method: 'PUT',
        body: `"${written}${'x'.repeat(1e6)}"`,
      });
      expect(answer.status).toBe(204);
      written++;
    }
    return written;
  }

  it('that listen and never read are cut off before they cost much', async () => {
    const socket = await rawSocket();
    socket.write(frameOf(requestText(1, 'q', { p: '/slow', h: '' })));
    await eventually('the listen', () => listeners() === 1);
    socket.pause();
    const written = await writeUntilAlone('/slow');
    expect(written).toBeGreaterThan(60);
    expect(written).toBeLessThan(100);
    socket.destroy();
  });

  it('that do so with an event stream are too', async () => {
    const socket = connect(emulator.port, '127.0.0.1');
    socket.on('error', () => socket.destroy());
    socket.write(`GET /slow.json?ns=${PROJECT} HTTP/1.1\r\nHost: x\r\nAccept: text/event-stream\r\n\r\n`);
    socket.pause();
    await eventually('the stream', () => listeners() === 1);
    expect(await writeUntilAlone('/slow')).toBeLessThan(100);
    socket.destroy();
  });

  it('that send half a frame have sent nothing, and what they left is done', async () => {
    const left = frameOf(requestText(1, 'o', { p: '/left', d: { '.sv': { increment: 1 } } }));
    const put = frameOf(requestText(2, 'p', { p: '/half', d: 'x'.repeat(150) }));
    const cuts = [1, 2, 3, 5, 7, 8, 9, 40, put.length - 1];
    for (const cut of cuts) {
      const socket = await rawSocket();
      socket.write(left);
      socket.end(put.subarray(0, cut));
      await new Promise((resolve) => socket.resume().once('close', resolve));
    }
    await eventually('all that was left', async () => (await rest('/left.json')).json === cuts.length);
    expect((await rest('/half.json')).json).toBeNull();
  });

  it('that write more than 16 MB are refused, and heard again', async () => {
    const { socket, texts } = await openSocket();
    const part = 'x'.repeat(1_000_000);
    socket.send(requestText(1, 'p', { p: '/much', d: Array.from({ length: 17 }, () => part) }));
    socket.send(requestText(2, 'p', { p: '/much', d: 'little' }));
    // Bytes count: this is 6 million characters of three each.
    socket.send(requestText(3, 'p', { p: '/much', d: Array.from({ length: 6 }, () => '語'.repeat(1_000_000)) }));
    await eventually('the answers', () => texts.length === 4);
    expect(texts[1]).toContain('"r":1,"b":{"s":"too_big"');
    expect(texts[2]).toContain('"r":2,"b":{"s":"ok"');
    expect(texts[3]).toContain('"r":3,"b":{"s":"too_big"');
    socket.terminate();
  });

  it('that leave an array to be merged, cancel nowhere or order by no path are refused', async () => {
    const { socket, texts } = await openSocket();
    socket.send(requestText(1, 'om', { p: '/merged', d: [1] }));
    socket.send(requestText(2, 'oc', { p: '/a.b' }));
    socket.send(requestText(3, 'q', { p: '/a', h: '', t: 1, q: { i: 'a.b', l: 1, vf: 'l' } }));
    await eventually('the answers', () => texts.length === 4);
    expect(texts[1]).toContain('"r":1,"b":{"s":"invalid_data"');
    expect(texts[2]).toContain('"r":2,"b":{"s":"invalid_parameters"');
    expect(texts[3]).toContain('"r":3,"b":{"s":"invalid_data"');
    socket.terminate();
  });

  it('that name the host in the target of a request are answered as if they had not', async () => {
    await rest('/named.json', { method: 'PUT', body: '"here"' });
    const socket = connect(emulator.port, '127.0.0.1');
    socket.write(`GET http://x/named.json?ns=${PROJECT} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`);
    let answer = '';
    socket.on('data', (data) => (answer += data.toString()));
    await new Promise((resolve) => socket.once('close', resolve));
    expect(answer).toContain('"here"');
  });

  it('that lose their connection at any moment and send again what was not acknowledged lose nothing', async () => {
    const steps = fc.array(fc.record({ key: fc.constantFrom('a', 'b', 'c/d'), cut: fc.nat(5) }), {
      minLength: 20,
      maxLength: 60,
    });
    const runs = fc.sample(steps, { seed: SEED, numRuns: 6 });
    await Promise.all(runs.map((run, i) => sendAll(`/again/${i}`, run)));
    for (const [i, run] of runs.entries()) {
      for (const key of ['a', 'b', 'c/d'] as const) {
        const last = run.map((step) => step.key).lastIndexOf(key);
        const { json } = await rest(`/again/${i}/${key}.json`);
        expect({ seed: SEED, i, key, json }).toEqual({ seed: SEED, i, key, json: last < 0 ? null : last });
      }
    }
  });

  /** Writes the number of each step at its key, in order; where `cut` is 0 the connection ends right behind it. */
  async function sendAll(base: string, run: { key: string; cut: number }[]): Promise<void> {
    const acknowledged = new Set<number>();
    let next = 0;
    while (acknowledged.size < run.length) {
      const { socket } = await openSocket();
      socket.on('message', (data) => {
        const answer = JSON.parse((data as Buffer).toString()) as { d: { r: number } };
        acknowledged.add(answer.d.r);
      });
      const send = (i: number): void => socket.send(requestText(i, 'p', { p: `${base}/${run[i]!.key}`, d: i }));
      for (let i = 0; i < next; i++) if (!acknowledged.has(i)) send(i);
      let cut = false;
      while (next < run.length && !cut) {
        cut = run[next]!.cut === 0;
        send(next++);
      }
      if (!cut) await eventually('the last answers', () => acknowledged.size === run.length);
      socket.terminate();
    }
  }
});
