import { request } from 'node:http';
import { describe, expect, it } from '@jest/globals';
import { type EmulatorUnderTest, useEmulator } from './emulator-under-test.js';
import { OWNER_HEADERS } from './rest-client.js';

/** Bytes of the large tree: 1 GB under `npm run soak`, else past what the emulator parses whole. */
const SIZE = process.env.EMULATOR_SOAK === '1' ? 1_000_000_000 : 20_000_000;

const ROWS_OF_A_BLOCK = 1_000;

describe('bodies of many megabytes', () => {
  const emulator = useEmulator('demo-large');

  it(`are stored and read back whole: an import of ${SIZE / 1e6} MB`, async () => {
    expect(await send(emulator, '/tree.json?writeSizeLimit=unlimited&disableTriggers=true&print=silent', table())).toBe(
      204,
    );
    let count = 0;
    for await (const text of pieces(emulator, '/tree.json?format=export')) count += text.split('"note"').length - 1;
    expect(count).toBe(blocksOf(SIZE) * ROWS_OF_A_BLOCK);
    const [first, last] = [0, blocksOf(SIZE) - 1];
    expect(await read(emulator, `/tree/blocks/b${first}.json`)).toEqual(block(first));
    expect(await read(emulator, `/tree/blocks/b${last}.json`)).toEqual(block(last));
    expect(await send(emulator, '/tree.json?print=silent', ['null'])).toBe(204);
  });

  it('are evaluated as short ones are: server values, priorities, members that come twice', async () => {
    const start = '{"n": {".sv": {"increment": 2}}, "twice": {"a": {".sv": "timestamp"}}, ';
    const rest = '"p": {".value": 1, ".priority": 3}, "twice": {"b": 2}}';
    await send(emulator, '/evaluated.json', ['{"n": 5}']);
    await send(emulator, '/evaluated.json?writeSizeLimit=unlimited&print=silent', [start, ...blanks(), rest]);
    expect(await read(emulator, '/evaluated.json?format=export')).toEqual({
      n: 7,
      p: { '.value': 1, '.priority': 3 },
      twice: { b: 2 },
    });
  });

  it('are refused as they arrive, and the rest is dropped', async () => {
    const address = '/refused.json?writeSizeLimit=unlimited';
    expect(await send(emulator, address, ['{"a/b": 1, ', ...blanks(), ...blanks(), ...blanks(), '"c": 2}'])).toBe(400);
    expect(await send(emulator, '/a/.priority.json?writeSizeLimit=unlimited', [...blanks(), ...blanks(), '1'])).toBe(
      400,
    );
    expect(await read(emulator, '/refused.json')).toBeNull();
  });

  it('change nothing where they are broken or break off', async () => {
    await send(emulator, '/kept.json', ['"as it was"']);
    const address = '/kept.json?writeSizeLimit=unlimited';
    expect(await send(emulator, address, ['{"a": 1, ', ...blanks(), '"b": }'])).toBe(400);
    expect(await send(emulator, address, ['[1, ', ...blanks(), '2]]'])).toBe(400);
    expect(await send(emulator, address, ['{"a": 1, ', ...blanks(), '"b/c": 2}'])).toBe(400);
    await expect(send(emulator, address, ['{"a": 1, ', ...blanks()], 'broken off')).rejects.toThrow();
    expect(await read(emulator, '/kept.json')).toBe('as it was');
  });
});

/** White space, past what the emulator parses whole. */
function blanks(): string[] {
  return Array.from({ length: 20 }, () => ' '.repeat(1_000_000));
}

function block(at: number): object[] {
  return Array.from({ length: ROWS_OF_A_BLOCK }, (_, i) => ({
    user: `user-${(at * 31 + i) % 5_003}`,
    value: (at + i) / 8,
    note: `Row ${i} of block ${at}, with “quotes", ümlauts and {brackets]`,
  }));
}

function blocksOf(bytes: number): number {
  return Math.ceil(bytes / Buffer.byteLength(JSON.stringify(block(0))));
}

function* table(): Generator<string> {
  for (let at = 0; at < blocksOf(SIZE); at++)
    yield `${at === 0 ? '{"blocks":{' : ','}"b${at}":${JSON.stringify(block(at))}`;
  yield '}}';
}

/** Puts a text that is sent piece by piece, until there is an answer; resolves with the status. */
async function send(
  { host, port, namespace }: EmulatorUnderTest,
  path: string,
  text: Iterable<string>,
  end: 'whole' | 'broken off' = 'whole',
): Promise<number> {
  const address = `${path}${path.includes('?') ? '&' : '?'}ns=${namespace}`;
  const sent = request({ host, port, path: address, method: 'PUT', headers: OWNER_HEADERS });
  const status = new Promise<number>((resolve, reject) => {
    sent.once('response', (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    sent.once('error', reject);
  });
  for (const piece of text) {
    if (sent.write(piece)) continue;
    const drained = new Promise<'drained'>((resolve) => sent.once('drain', () => resolve('drained')));
    if ((await Promise.race([drained, status])) !== 'drained') break;
  }
  if (end === 'whole') sent.end();
  else sent.destroy();
  return status;
}

async function* pieces({ url, namespace }: EmulatorUnderTest, path: string): AsyncGenerator<string> {
  const answer = await fetch(`${url}${path}&ns=${namespace}`, { headers: OWNER_HEADERS });
  const decoder = new TextDecoderStream();
  let rest = '';
  for await (const text of answer.body!.pipeThrough(decoder)) {
    // What is counted must not be cut in two.
    const whole = (rest + text).lastIndexOf('{');
    yield (rest + text).slice(0, whole);
    rest = (rest + text).slice(whole);
  }
  yield rest;
}

async function read({ url, namespace }: EmulatorUnderTest, path: string): Promise<unknown> {
  const answer = await fetch(`${url}${path}${path.includes('?') ? '&' : '?'}ns=${namespace}`, {
    headers: OWNER_HEADERS,
  });
  return await answer.json();
}
