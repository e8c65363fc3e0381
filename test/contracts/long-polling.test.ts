import { describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { runInNewContext } from 'node:vm';
import { WebSocket } from 'ws';
import { waitFor } from '../support/suite.js';
import { useEmulator } from './emulator-under-test.js';
import { encodeMessage, PollingClient, pollOnce, type PollResponse } from './polling-client.js';

const emulator = useEmulator('long-polling');

const put = (request: number, path: string, value: unknown) => ({
  t: 'd',
  d: { r: request, a: 'p', b: { p: path, d: value } },
});
const control = (type: string) => ({ t: 'c', d: { t: type, d: {} } });
const allMessages = (...responses: PollResponse[]) => {
  const numbered = responses.flatMap(({ messages }) => [...messages]).sort(([a], [b]) => a - b);
  return { numbers: numbered.map(([number]) => number), messages: numbered.flatMap(([, list]) => list) };
};
const ok = (request: number) => ({ t: 'd', d: { r: request, b: { s: 'ok', d: '' } } });

async function stored(path: string): Promise<unknown> {
  return (await fetch(`${emulator.url}/${path}.json?ns=${emulator.namespace}`)).json();
}

/** A socket, with the control messages and others that it has received. */
async function openSocket(session: string) {
  const socket = new WebSocket(`${emulator.url.replace('http', 'ws')}/.ws?v=5&ns=${emulator.namespace}&s=${session}`);
  const received: unknown[] = [];
  socket.on('message', (data: Buffer) => received.push(JSON.parse(data.toString())));
  await once(socket, 'open');
  const send = (message: unknown) => socket.send(JSON.stringify(message));
  const until = (count: number) => waitFor(`Message ${count}`, () => Promise.resolve(received[count - 1]), 10, 5);
  return { socket, received, send, until };
}

describe('long polling', () => {
  it('begins with a name, a password, and the host that the client used', async () => {
    const { commands, messages, status } = await pollOnce(emulator, { start: 't', ser: 1, v: 5 });
    expect(status).toBe(200);
    expect(commands).toEqual([['start', expect.any(String), expect.any(String)]]);
    const hello = { ts: expect.any(Number), v: '5', h: `${emulator.host}:${emulator.port}`, s: expect.any(String) };
    expect([...messages]).toEqual([[0, [{ t: 'c', d: { t: 'h', d: hello } }]]]);
  });

  it('calls the functions of the page for a connection of a browser', async () => {
    const address = `${emulator.url}/.lp?start=t&ser=1&cb=7&v=5&ns=${emulator.namespace}`;
    const response = await fetch(address);
    expect(response.headers.get('content-type')).toMatch(/^application\/javascript/);
    const called: unknown[] = [];
    const parent = {
      window: {
        pLPCommand7: (...command: unknown[]) => called.push(command[0]),
        pRTLPCB7: (number: number) => called.push(number),
      },
    };
    runInNewContext(await response.text(), { parent });
    expect(called).toEqual(['start', 0]);
  });

  it.each(['a;b', '"', 'a b'])('refuses the callback %j, which would be a script', async (cb) => {
    expect((await pollOnce(emulator, { start: 't', ser: 1, v: 5, cb })).status).toBe(400);
  });

  it('answers the request before, and then the one that sends', async () => {
    const client = await PollingClient.connect(emulator);
    const open = client.poll();
    const sent = client.send(put(1, '/a', 'x'));
    const { numbers, messages } = allMessages(await open, await sent);
    expect(numbers).toEqual([1, 2]);
    expect(messages).toEqual([ok(1)]);
    expect(await stored('a')).toBe('x');
  });

  it('delivers what others write to an open request', async () => {
    const client = await PollingClient.connect(emulator);
    const listen = { t: 'd', d: { r: 1, a: 'q', b: { p: '/heard', h: '' } } };
    expect(allMessages(await client.send(listen)).messages).toHaveLength(2);
    const open = client.poll();
    const other = await PollingClient.connect(emulator);
    await other.send(put(1, '/heard', 'news'));
    expect(allMessages(await open).messages).toEqual([{ t: 'd', d: { a: 'd', b: { p: 'heard', d: 'news' } } }]);
  });

  it.each([
    ['backwards', (segments: number[]) => [...segments].reverse()],
    ['twice', (segments: number[]) => segments.flatMap((segment) => [segment, segment])],
    ['the first last', ([first, ...rest]: number[]) => [...rest, first!]],
  ])('joins segments that arrive %s', async (_, order) => {
    const client = await PollingClient.connect(emulator);
    const text = 'Ünï 🎵 \u2028';
    const responses = [client.poll(), client.send(put(1, '/segments', text), 9, order)];
    await waitFor('The write', async () => ((await stored('segments')) === text ? true : undefined), 10, 20);
    await client.request({ disconn: 't' });
    await Promise.all(responses);
  });

  it('keeps the order of messages', async () => {
    const client = await PollingClient.connect(emulator);
    const [first, second] = [put(1, '/order', 1), put(2, '/order', 2)].map(encodeMessage);
    const late = client.request({ seg0: 1, ts0: 1, d0: second! });
    const early = client.request({ seg0: 0, ts0: 1, d0: first! });
    const last = client.poll();
    await client.request({ disconn: 't' });
    expect(allMessages(await late, await early, await last).messages).toEqual([ok(1), ok(2)]);
    expect(await stored('order')).toBe(2);
  });

  it.each([
    ['an unknown name', { id: '123456' }],
    ['another password', { pw: 'x' }],
  ] as [string, { id?: string; pw?: string }][])('tells a client with %s to connect anew', async (_, wrong) => {
    const { id, password } = await PollingClient.connect(emulator);
    const { commands } = await pollOnce(emulator, { ser: 2, id: wrong.id ?? id, pw: wrong.pw ?? password });
    expect(commands).toEqual([['close']]);
  });

  it('ends a client that sends what is no segment', async () => {
    const client = await PollingClient.connect(emulator);
    expect((await client.request({ seg0: -1, ts0: 1, d0: 'x' })).commands).toEqual([['close']]);
    expect((await client.poll()).commands).toEqual([['close']]);
  });

  const atEnd = (path: string) => ({ t: 'd', d: { r: 1, a: 'o', b: { p: path, d: 'gone' } } });

  it('performs the onDisconnect writes of a client that says it leaves', async () => {
    const client = await PollingClient.connect(emulator);
    await client.send(atEnd('/left'));
    const frame = await fetch(
      `${emulator.url}/.lp?dframe=t&id=${client.id}&pw=${client.password}&ns=${emulator.namespace}`,
    );
    expect(frame.headers.get('content-type')).toMatch(/^text\/html/);
    expect(await frame.text()).toContain(`disconn=t&id=${client.id}&pw=${client.password}`);
    expect(await stored('left')).toBeNull();
    await client.request({ disconn: 't' });
    expect(await stored('left')).toBe('gone');
  });

  it('ends the last session of a client that connects anew, before the new one begins', async () => {
    const client = await PollingClient.connect(emulator);
    await client.send(atEnd('/last'));
    await PollingClient.connect(emulator, { ls: String(client.hello['s']) });
    expect(await stored('last')).toBe('gone');
  });
});

describe('a client that moves from long polling to a socket', () => {
  it('loses nothing and keeps its order', async () => {
    const client = await PollingClient.connect(emulator);
    const { socket, received, send, until } = await openSocket(String(client.hello['s']));
    expect(await until(1)).toEqual(control('a'));
    send(control('p'));
    expect(await until(2)).toMatchObject({ t: 'c', d: { t: 'o' } });
    const open = client.poll();
    send(control('a'));
    // By socket before the end by polling: it waits.
    send(put(2, '/moved', 'second'));
    send(control('p'));
    await until(3);
    expect(received.slice(2)).toEqual([expect.objectContaining({ t: 'c' })]);
    const first = client.send(put(1, '/moved', 'first'));
    const last = client.send(control('n'));
    await until(5);
    // The server sends by socket since it was acknowledged there, also what it answers to a request by polling.
    expect(received.slice(3)).toEqual([ok(1), ok(2)]);
    expect(await stored('moved')).toBe('second');
    const responses = await Promise.all([open, first, last]);
    const { messages, numbers } = allMessages(...responses);
    expect(messages).toContainEqual(control('n'));
    const closed = responses.flatMap(({ commands }) => commands);
    expect(closed).toEqual([['close', numbers.at(-1)]]);
    socket.close();
  });

  it('goes on polling where the socket fails', async () => {
    const client = await PollingClient.connect(emulator);
    const { socket, until } = await openSocket(String(client.hello['s']));
    await until(1);
    socket.terminate();
    const { messages } = await client.send(put(1, '/still', 'here'));
    expect([...messages.values()].flat()).toEqual([ok(1)]);
  });

  it('is told so where its session has ended', async () => {
    const { until, socket } = await openSocket('ended');
    expect(await until(1)).toMatchObject({ t: 'c', d: { t: 'r' } });
    socket.close();
  });
});
