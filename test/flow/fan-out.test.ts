import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { limits } from '@segue/core/contract/limits';
import type { ModelRecord } from '@segue/core/contract/stored/model';
import { paths } from '@segue/core/contract/stored/paths';
import { RestTree } from '@segue/functions/store/rest-tree';
import { simulateProject } from '../support/simulated-project.js';
import { countedAlone, endOf, rowUpdates, storeBlocks } from '../support/small-blocks.js';
import { startTestSuite, waitFor, writePath, type Suite } from '../support/suite.js';

const blocks = limits.blocksBeforeTasks + 120;
let folder: string;
let suite: Suite;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'segue-fan-out-'));
  const metadata = { version: '15.0.0', database: { version: '4.11.2', path: 'database_export' } };
  await writeFile(join(folder, 'firebase-export-metadata.json'), JSON.stringify(metadata));
  await mkdir(join(folder, 'database_export'));
  await writeFile(join(folder, 'database_export/many.json'), JSON.stringify(await manyBlocks()));
  suite = await startTestSuite({ import: folder });
});

afterAll(async () => {
  await suite.stop();
  await rm(folder, { recursive: true });
});

/** A database in which everything is stored and marked, and nothing counted: an import fires no function. */
async function manyBlocks(): Promise<unknown> {
  const project = simulateProject();
  await storeBlocks(project, rowUpdates(blocks, 1));
  const marks = Array.from({ length: blocks }, (_, block) => [paths.changes('d', 1).child(block).path, 1]);
  await project.tree.write(Object.fromEntries(marks) as Record<string, number>);
  return project.tree.snapshot();
}

/** How many tasks the queue of the suite's tasks emulator was given in the last minutes. */
async function tasksGiven(): Promise<number> {
  const emulators = (await (await fetch(`${suite.hubUrl}/emulators`)).json()) as Record<string, { port: number }>;
  const reply = await fetch(`http://127.0.0.1:${emulators['tasks']!.port}/queueStats`);
  const queues = (await reply.json()) as Record<string, { tasksAdded: number }>;
  // It counts tasks a minute, over five.
  return Math.round(queues[`queue:${suite.project}-us-central1-countBlocks`]!.tasksAdded * 5);
}

describe('a data set of more blocks than one worker should count', () => {
  it('is counted by tasks of the queue, to the bytes that one worker gives', async () => {
    const tree = new RestTree({
      base: suite.databaseUrl,
      namespace: suite.project,
      token: () => Promise.resolve('owner'),
    });
    await writePath(suite, `${paths.recount('d').path}/requested`, 2);
    const isTrained = async () => {
      const models = Object.values((await tree.read(paths.models().path)) as Record<string, ModelRecord>);
      return models[0]!.current.number > 0 || undefined;
    };
    await waitFor('The first version', isTrained, 120, 100);
    // A recount reads its first blocks alone.
    expect(await tasksGiven()).toBe(Math.ceil((blocks - limits.blocksPerRecount) / limits.blocksPerTask));
    expect(await endOf(tree)).toEqual(await countedAlone(tree));
    expect(await tree.read(paths.recount('d').tasks.path)).toBeNull();
  });
});
