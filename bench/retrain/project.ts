import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Cell } from '@segue/core/tables/cells';
import { paths } from '@segue/core/contract/stored/paths';
import type { DatasetRecord } from '@segue/core/contract/stored/dataset';
import { limits } from '@segue/core/contract/limits';
import type { Context } from '@segue/functions/pipeline/ports';
import { increment, type Updates } from '@segue/core/contract/stored/updates';
import { RestTree } from '@segue/functions/store/rest-tree';
import { TypedTree } from '@segue/functions/store/typed-tree';
import { spotifyColumns, spotifyRows } from './spotify-rows.js';
import { Traffic, watched } from './traffic.js';

/** The use cases over the real database emulator in its own process, with their traffic counted. */
export interface BenchProject {
  context: Context;
  traffic: Traffic;
  /** The database's port, for other processes. */
  port: number;
  stop: () => Promise<void>;
}

const project = 'demo-bench';

/** The owner of everything. */
export const caller = { uid: 'bench', name: 'bench' };

/** @param root The repository. */
export async function startBenchProject(root: string): Promise<BenchProject> {
  const options = ['--project', project, '--rules', join(root, 'database.rules.json'), '--end-with-parent'];
  const child = spawn(process.execPath, [join(root, 'emulator/lib/cli.js'), ...options], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [printed] = (await once(child.stdout, 'data')) as [Buffer];
  const port = Number(/:(\d+) /.exec(printed.toString())?.[1]);
  return { ...benchContext(port), port, stop: () => stop(child) };
}

/** The use cases' context on a running emulator. */
export function benchContext(port: number): { context: Context; traffic: Traffic } {
  const traffic = new Traffic();
  const address = { base: `http://127.0.0.1:${port}`, namespace: project, token: () => Promise.resolve('owner') };
  let keys = 0;
  let passed = 0;
  const context: Context = {
    tree: new TypedTree(watched(new RestTree(address), traffic), { error: () => undefined }),
    // The benchmark measures work: waiting for one's turn (pace) is skipped.
    clock: {
      now: () => Date.now() + passed,
      sleep: (milliseconds) => {
        passed += milliseconds;
        return Promise.resolve();
      },
    },
    log: { info: () => undefined, error: () => undefined },
    trainingsPerDay: 1_000_000,
    leaseSeconds: 540,
    blocksPerRecount: limits.blocksPerRecount,
    newKey: () => `b${process.pid}x${String(++keys).padStart(6, '0')}`,
  };
  return { context, traffic };
}

async function stop(child: ChildProcess): Promise<void> {
  const gone = once(child, 'exit');
  child.kill();
  await gone;
}

/** Stores rows with the Spotify file's columns, as an upload would, and marks them all. */
export async function storeSpotify(
  { tree, clock }: Context,
  id: string,
  count: number,
  rows: Iterable<Cell[]> = spotifyRows(count),
): Promise<void> {
  const { rowsPerBlock } = limits;
  const record: DatasetRecord = {
    name: id,
    description: '',
    owner: 'bench',
    ownerName: 'bench',
    visibility: 'public',
    status: 'ready',
    file: { name: `${id}.csv`, type: 'csv', bytes: 0, encoding: 'utf-8', header: true },
    rowCount: count,
    slots: count,
    columnCount: spotifyColumns.length,
    rowsPerBlock,
    rowsVersion: 1,
    issued: 1,
    createdAt: clock.now(),
    updatedAt: clock.now(),
    repairCount: 0,
  };
  await tree.write({
    [paths.dataset(id).path]: record,
    [paths.columns(id, 1).path]: spotifyColumns.map((name) => ({ name })),
  });
  let updates: Updates = {};
  let block: unknown[] = [];
  let number = 0;
  const flush = async () => {
    await tree.write(updates);
    updates = {};
  };
  const close = () => {
    updates[paths.block(id, 1, number).path] = block;
    updates[paths.changes(id, 1).child(number).path] = increment(1);
    block = [];
    number++;
  };
  for (const row of rows) {
    block.push(row);
    if (block.length < rowsPerBlock) continue;
    close();
    if (number % 50 === 0) await flush();
  }
  if (block.length > 0) close();
  await flush();
}
