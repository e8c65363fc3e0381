import { type Program } from './programs.js';
import { RawSocket, requestText } from './raw-socket.js';

/** What is measured, and its target. */
export interface Target {
  readonly name: string;
  readonly target: number;
  readonly unit: string;
  /** Whether higher or lower is better. */
  readonly better: 'more' | 'less';
}

/** A figure beside its target. */
export interface Measure extends Target {
  readonly value: number;
}

/** Everything that `npm run bench -- emulator` measures; README.md lists it in this order. */
export const targets = {
  smallWrites: target('small acknowledged writes against a ws echo', 'more', 0.5, 'times its rate'),
  blocks: target('blocks of rows of 90 KB', 'more', 200, 'a second'),
  siblings: target('a write beside 1,000,000 siblings, with a listener', 'less', 3, 'times one beside 10'),
  query: target('limitToFirst(10) of 100,000 children by an index', 'less', 1, 'ms'),
  import: target('import of 50 MB, answer unread', 'less', 4, 'times JSON.parse'),
  memory: target('memory of 50 MB of JSON', 'less', 4, 'times its size'),
  longImport: target('most memory during an import of 400 MB', 'less', 5, 'times its size'),
} satisfies Record<string, Target>;

/** What a target asks of a figure, as in `at most 4`. */
export function boundOf({ better, target }: Target): string {
  return `${better === 'more' ? 'at least' : 'at most'} ${target}`;
}

/** Rate of small acknowledged writes, as a fraction of the rate of echoing the same frames. */
export async function measureSmallWrites(server: Program, echo: Program): Promise<Measure> {
  const messages = numbered(20_000, (i) => requestText(i, 'p', { p: `/small/k${i % 1_000}`, d: i }));
  const writes = await RawSocket.connect(server.port);
  const echoes = await RawSocket.connect(echo.port, false);
  const rates: number[] = [];
  for (let round = 0; round < 7; round++) {
    const written = await writes.pipeline(messages);
    rates.push((await echoes.pipeline(messages)) / written);
  }
  writes.close();
  echoes.close();
  return { ...targets.smallWrites, value: median(rates) };
}

/** Writes per second of a block of rows of 90 KB. */
export async function measureBlocks(server: Program): Promise<Measure> {
  const row = (i: number): object => ({
    user: `user-${i % 97}`,
    item: `item-${i}`,
    value: (i % 50) / 10,
    at: 1.7e12 + i,
  });
  const block = numbered(1_330, row);
  const socket = await RawSocket.connect(server.port);
  const messages = numbered(300, (i) => requestText(i, 'p', { p: `/blocks/b${i % 20}`, d: block }));
  await socket.pipeline(messages.slice(0, 50));
  const time = await socket.pipeline(messages);
  socket.close();
  return { ...targets.blocks, value: (messages.length / time) * 1_000 };
}

/** Time of a write with one listener among a million siblings, relative to one among ten. */
export async function measureSiblings(server: Program): Promise<Measure> {
  const siblings = 1_000_000;
  await putJson(server, '/few', JSON.stringify(Object.fromEntries(numbered(10, (i) => [`k${i}`, i]))));
  await putJson(server, '/many', JSON.stringify(Object.fromEntries(numbered(siblings, (i) => [`k${i}`, i]))));
  const socket = await RawSocket.connect(server.port);
  const listener = await RawSocket.connect(server.port);
  const write = (path: string, count: number) =>
    numbered(5_000, (i) => requestText(i, 'p', { p: `/${path}/k${(i * 7_919) % count}`, d: -i }));
  await listener.pipeline([requestText(1, 'q', { p: '/few/k1', h: '' })]);
  await listener.pipeline([requestText(2, 'q', { p: `/many/k${siblings / 2}`, h: '' })]);
  const [few, many] = [write('few', 10), write('many', siblings)];
  await socket.pipeline(few);
  await socket.pipeline(many);
  const ratios: number[] = [];
  for (let round = 0; round < 5; round++) {
    const beside = await socket.pipeline(many);
    ratios.push(beside / (await socket.pipeline(few)));
  }
  socket.close();
  listener.close();
  await putJson(server, '/many', 'null');
  return { ...targets.siblings, value: median(ratios) };
}

/** Milliseconds for an ordered query for ten of a hundred thousand children. */
export async function measureQuery(server: Program): Promise<Measure> {
  const children = numbered(100_000, (i) => [`k${i}`, { score: (i * 7_919) % 100_003, name: `n${i}` }]);
  await putJson(server, '/scores', JSON.stringify(Object.fromEntries(children)));
  const socket = await RawSocket.connect(server.port);
  const messages = numbered(2_000, (i) => requestText(i, 'g', { p: '/scores', q: { i: 'score', l: 10, vf: 'l' } }));
  await socket.pipeline(messages);
  const time = await socket.pipeline(messages);
  socket.close();
  await putJson(server, '/scores', 'null');
  return { ...targets.query, value: time / messages.length };
}

/** Time of a 50 MB import as a multiple of JSON.parse of the same text; its memory as a multiple of its size. */
export async function measureImport(server: Program): Promise<Measure[]> {
  const text = exportText(50_000_000);
  const parse = await bestOf(3, () => Promise.resolve(JSON.parse(text)));
  await putJson(server, '/', 'null');
  const before = await restingHeap(server);
  const load = await bestOf(3, () => putJson(server, '/', text));
  const after = await restingHeap(server);
  return [
    { ...targets.import, value: load / parse },
    { ...targets.memory, value: (after - before) / text.length },
  ];
}

/**
 * The most memory that a new server ever takes while it imports 400 MB, as a multiple of their size: its tree, which is
 * 3.7 times that at most, and no copy of the text.
 */
export async function measureLongImport(server: Program): Promise<Measure> {
  const text = Buffer.from(exportText(100_000_000));
  const before = await server.readPeak();
  const parts = ['a', 'b', 'c', 'd'].flatMap((name, i) => [`${i === 0 ? '{' : ','}"${name}":`, text]);
  await putJson(server, '/', new Blob([...parts, '}']));
  const taken = (await server.readPeak()) - before;
  return { ...targets.longImport, value: taken / (4 * text.length) };
}

/**
 * Heap bytes of the server at rest. One collection in five, right after an import, still finds a whole extra tree,
 * which is gone at the next: what a request holds is released a few turns after its reply.
 */
async function restingHeap(server: Program): Promise<number> {
  const sizes: number[] = [];
  for (let i = 0; i < 5; i++) sizes.push(await server.readHeap());
  return Math.min(...sizes);
}

/** An export of mixed rows in blocks: texts, numbers, lists and flags. */
function exportText(length: number): string {
  const blocks: string[] = [];
  let size = 0;
  for (let b = 0; size < length; b++) {
    const rows = numbered(1_000, (i) => ({
      user: `user-${(b * 31 + i) % 5_003}`,
      item: `item-${(b * 1_000 + i * 7) % 20_011}`,
      value: ((b + i) % 50) / 10,
      tags: ['a', 'b'],
      seen: i % 3 === 0,
      note: `row ${b}.${i} of the export`,
    }));
    blocks.push(`"-block${String(b).padStart(6, '0')}":${JSON.stringify(rows)}`);
    size += blocks[b]!.length;
  }
  return `{"datasets":{"one":{"rows":{${blocks.join(',')}}}}}`;
}

/** Imports like the Emulator Suite, without reading the reply. */
async function putJson({ port }: Program, path: string, body: string | Blob): Promise<void> {
  const url = `http://127.0.0.1:${port}${path}.json?ns=demo-bench&disableTriggers=true&writeSizeLimit=unlimited`;
  const response = await fetch(url, {
    method: 'PUT',
    body,
    headers: { Authorization: 'Bearer owner' },
  });
  await response.body?.cancel();
  if (!response.ok) throw new Error(`PUT ${path} was answered with ${response.status}`);
}

async function bestOf(rounds: number, task: () => Promise<unknown>): Promise<number> {
  let best = Infinity;
  for (let round = 0; round < rounds; round++) {
    const start = performance.now();
    await task();
    best = Math.min(best, performance.now() - start);
  }
  return best;
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1]!;
}

function numbered<T>(count: number, make: (i: number) => T): T[] {
  return Array.from({ length: count }, (_, i) => make(i));
}

function target(name: string, better: Target['better'], target: number, unit: string): Target {
  return { name, target, unit, better };
}
