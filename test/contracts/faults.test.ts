import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { WebSocket } from 'ws';
import { type Emulator, startEmulator } from '@segue/emulator/index';
import { eventually, restClient } from './rest-client.js';

const SEED = Number(process.env.EMULATOR_SEED ?? 7);

/** Good messages, to be bent. */
const MESSAGES = [
  '{"t":"d","d":{"r":1,"a":"q","b":{"p":"/a","h":""}}}',
  '{"t":"d","d":{"r":2,"a":"q","b":{"p":"/a","q":{"sp":1,"i":"n","l":2,"vf":"l"},"t":3,"h":""}}}',
  '{"t":"d","d":{"r":3,"a":"p","b":{"p":"/a/b","d":{"x":[1,null,{"y":2}]},"h":"x"}}}',
  '{"t":"d","d":{"r":4,"a":"m","b":{"p":"/a","d":{"b/c":1,"d":null}}}}',
  '{"t":"d","d":{"r":5,"a":"o","b":{"p":"/z","d":{".sv":"timestamp"}}}}',
  '{"t":"d","d":{"r":6,"a":"auth","b":{"cred":"a.e30.c"}}}',
  '{"t":"d","d":{"r":7,"a":"g","b":{"p":"/a","q":{"ep":"x","en":"k"}}}}',
  '{"t":"c","d":{"t":"p","d":{}}}',
];

describe('an emulator under bad clients', () => {
  let emulator: Emulator;

  beforeAll(async () => {
    emulator = await startEmulator({ project: 'demo-bad' });
  });
  afterAll(() => emulator.stop());

  async function open(): Promise<WebSocket> {
    const socket = new WebSocket(`${emulator.url.replace('http', 'ws')}/.ws?v=5&ns=demo-bad`);
    socket.on('error', () => undefined);
    await new Promise((resolve) => socket.once('message', resolve));
    return socket;
  }

  async function answers(): Promise<boolean> {
    return (await restClient(emulator.url, 'demo-bad')('/.json?shallow=true')).status === 200;
  }

  it('lives through messages bent in any way', async () => {
    const bent = fc
      .tuple(fc.constantFrom(...MESSAGES), fc.nat(200), fc.nat(12), fc.string({ maxLength: 6 }), fc.boolean())
      .map(([text, at, length, other, cut]) =>
        cut ? text.slice(0, at) : text.slice(0, at) + other + text.slice(at + length),
      );
    const frames = fc.sample(fc.oneof(bent, bent, fc.string(), fc.nat(3).map(String)), { seed: SEED, numRuns: 3_000 });
    let socket = await open();
    for (const frame of frames) {
      if (socket.readyState !== WebSocket.OPEN) socket = await open();
      socket.send(frame);
    }
    await eventually('the frames to be taken', () => socket.bufferedAmount === 0);
    socket.terminate();
    expect(await answers()).toBe(true);
  });

  it('answers a good request after bad ones on the same socket', async () => {
    const socket = await open();
    const texts: string[] = [];
    socket.on('message', (data) => texts.push((data as Buffer).toString()));
    for (const text of [
      '{',
      '[]',
      'null',
      '{"t":"d"}',
      '{"t":"d","d":{"r":"x"}}',
      '{"t":"d","d":{"r":8,"a":"zz","b":4}}',
    ]) {
      socket.send(text);
    }
    socket.send('{"t":"d","d":{"r":9,"a":"g","b":{"p":"/","q":{}}}}');
    await eventually('the answer', () => texts.some((text) => text.includes('"r":9')));
    expect(texts[0]).toBe('{"t":"d","d":{"r":8,"b":{"s":"invalid_data","d":"Unknown action \\"zz\\""}}}');
    socket.terminate();
  });

  it('takes a message in any number of frames, cut anywhere', async () => {
    const socket = await open();
    const texts: string[] = [];
    socket.on('message', (data) => texts.push((data as Buffer).toString()));
    const message = `{"t":"d","d":{"r":1,"a":"p","b":{"p":"/cut","d":"${'é😀x'.repeat(50)}"}}}`;
    for (const size of [1, 2, 7, 100, 1_000]) {
      texts.length = 0;
      const parts = message.match(new RegExp(`[^]{1,${size}}`, 'gu')) ?? [];
      for (const frame of [String(parts.length), ...parts]) socket.send(frame);
      await eventually('the answer', () => texts.length > 0);
      expect(texts[0]).toBe('{"t":"d","d":{"r":1,"b":{"s":"ok","d":""}}}');
    }
    socket.terminate();
  });

  it('does what a client left to be done when its socket dies in the middle of a message', async () => {
    const socket = await open();
    const texts: string[] = [];
    socket.on('message', (data) => texts.push((data as Buffer).toString()));
    socket.send('{"t":"d","d":{"r":1,"a":"o","b":{"p":"/left","d":"gone"}}}');
    await eventually('the answer', () => texts.length > 0);
    socket.send('5');
    socket.send('{"t":"d",');
    socket.terminate();
    const rest = restClient(emulator.url, 'demo-bad');
    await eventually('the write', async () => (await rest('/left.json')).json === 'gone');
  });

  it.each([
    'GARBAGE\r\n\r\n',
    'GET // HTTP/1.1\r\nHost: x\r\n\r\n',
    'GET //%zz.json?ns=%zz HTTP/1.1\r\nHost: x\r\n\r\n',
    'GET // HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n',
    'GET /.ws?v=5 HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n',
    'PUT /a.json HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{"cut',
  ])('lives through the request %j', async (text) => {
    const socket = connect(emulator.port, '127.0.0.1');
    socket.on('error', () => undefined);
    await new Promise<void>((resolve) => socket.write(text, () => resolve()));
    socket.destroy();
    expect(await answers()).toBe(true);
  });

  it('holds many idle sockets and tells each of a write', async () => {
    // A process may have 20,000 files open here and there; both ends of a socket count.
    const count = process.env.EMULATOR_SOAK === '1' ? 9_500 : 1_000;
    const sockets: WebSocket[] = [];
    while (sockets.length < count) sockets.push(...(await Promise.all(Array.from({ length: 500 }, open))));
    let heard = 0;
    for (const socket of sockets) {
      socket.on('message', (data) => {
        if ((data as Buffer).includes('"d":77')) heard++;
      });
      socket.send('{"t":"d","d":{"r":1,"a":"q","b":{"p":"/idle","h":""}}}');
      socket.send('{"t":"d","d":{"r":2,"a":"p","b":{"p":"/mine","d":1}}}');
    }
    await restClient(emulator.url, 'demo-bad')('/idle.json', { method: 'PUT', body: 77 });
    await eventually('everybody to hear', () => heard >= count);
    for (const socket of sockets) socket.terminate();
  });
});
