import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { TrainingOutcome } from '@segue/cli/commands/train';
import type { WorkState } from '@segue/core/contract/stored/work';
import type { TrainingProgress } from '@segue/core/contract/stored/model';
import { paths } from '@segue/core/contract/stored/paths';
import { describeModel } from '@segue/functions/pipeline/models/describe-model';
import { findModel } from '@segue/functions/pipeline/records/model-records';
import { increment } from '@segue/core/contract/stored/updates';
import { recount } from '@segue/functions/pipeline/counting/recount';
import { RestTree } from '@segue/functions/store/rest-tree';
import { simulateProject } from '../support/simulated-project.js';
import { countedAlone, endOf, rowUpdates, storeBlocks } from '../support/small-blocks.js';
import { startTestSuite, waitFor, type Suite } from '../support/suite.js';
import { killPrograms, runProgram, type Outcome } from './programs.js';
import { typed } from '../support/typed-tree.js';

let suite: Suite;
let tree: RestTree;

/** A database without functions, with a model whose rows are counted and that nobody has trained. */
beforeAll(async () => {
  suite = await startTestSuite({ only: ['database'] });
  const token = () => Promise.resolve('owner');
  tree = new RestTree({ base: suite.databaseUrl, namespace: suite.project, token });
  const { context } = simulateProject();
  await storeBlocks({ context: { ...context, tree: typed(tree) }, tree }, rowUpdates(12, 1));
  await mark(12);
  await recount({ ...context, tree: typed(tree) }, 'd');
});

afterAll(async () => {
  killPrograms();
  await suite.stop();
});

async function mark(blocks: number): Promise<void> {
  for (let block = 0; block < blocks; block++)
    await tree.write({ [paths.changes('d', 1).child(block).path]: increment(1) });
  await tree.write({ [`${paths.recount('d').path}/requested`]: increment(1) });
}

const database = () => `${suite.databaseUrl}?ns=${suite.project}`;

function segue(...args: string[]): Promise<Outcome> {
  return runProgram(['segue', 'train', ...args]).ended;
}

async function trained(): Promise<TrainingOutcome> {
  const { code, stdout, stderr } = await segue('m', '--database', database(), '--json');
  expect([code, stderr]).toEqual([0, '']);
  return JSON.parse(stdout) as TrainingOutcome;
}

async function readEpoch(key: string): Promise<number> {
  const progress = (await tree.read(paths.progress(key).path)) as TrainingProgress | null;
  return progress?.phase === 'training' || progress?.phase === 'evaluating' ? (progress.epoch ?? 0) : 0;
}

describe('segue train', () => {
  it('publishes the version that the function would, once', async () => {
    const first = await trained();
    expect(first).toMatchObject({ model: 'm', number: 1, published: true, chance: null });
    expect(await endOf(tree)).toEqual(await countedAlone(tree));
    expect(await trained()).toMatchObject({ version: first.version, number: 1, published: false });
  });

  it('does not wait for a worker that holds the lease, and goes before it', async () => {
    const { context } = simulateProject();
    await tree.write(rowUpdates(12, 2));
    await mark(12);
    await recount({ ...context, tree: typed(tree) }, 'd');
    const { key } = (await findModel(typed(tree), 'm'))!;
    const until = Date.now() + 60_000;
    const path = `${paths.training(key).path}/state`;
    const before = (await tree.read(path)) as WorkState;
    await tree.write({ [`${path}/lease`]: { holder: 'somebody', until } });
    expect(await trained()).toMatchObject({ number: 2, published: true });
    const { fence } = (await tree.read(paths.current(key).path)) as { fence: number };
    expect(fence).toBeGreaterThan(before.fence);
    expect(await tree.read(path)).not.toHaveProperty('lease');
    expect(await endOf(tree)).toEqual(await countedAlone(tree));
  });

  it('keeps its lease while it works, is seen to work, and leaves all as it was when it is interrupted', async () => {
    const { context } = simulateProject();
    const { key, model } = (await findModel(typed(tree), 'm'))!;
    await tree.write({ [`${paths.model(key).path}/configuration/epochs`]: 1_000_000_000 });
    const running = runProgram(['segue', 'train', 'm', '--database', database()]);
    const now = { ...context, tree: typed(tree), clock: { ...context.clock, now: Date.now } };
    await waitFor('The training', async () => ((await readEpoch(key)) > 0 ? true : undefined), 30, 50);
    expect((await describeModel(now, (await findModel(typed(tree), 'm'))!)).state).toBe('training');
    const { lease } = (await tree.read(`${paths.training(key).path}/state`)) as WorkState;
    // Should it be killed, the functions may train again soon.
    expect(lease!.until - Date.now()).toBeLessThan(11 * 60_000);

    running.process.kill('SIGINT');
    const { code, stderr } = await running.ended;
    expect([code, stderr]).toEqual([1, expect.stringMatching(/^Interrupted: m keeps its current version/)]);
    expect(await tree.read(`${paths.training(key).path}/state`)).not.toHaveProperty('lease');
    await tree.write({ [`${paths.model(key).path}/configuration`]: model.configuration });
    const after = await describeModel(now, (await findModel(typed(tree), 'm'))!);
    expect([after.state, after.version]).toEqual(['ready', model.current.version]);
  });

  it('finds the database of a project', async () => {
    const environment = { FIREBASE_DATABASE_EMULATOR_HOST: new URL(suite.databaseUrl).host };
    const args = ['segue', 'train', 'm', '--project', suite.project] as const;
    // Too few items here to measure what changes by chance.
    const chance = { overlap: 0.4, places: 10, users: 5, interactions: 9, rowsVersion: 1 };
    const { key } = (await findModel(typed(tree), 'm'))!;
    await tree.write({ [`${paths.current(key).path}/chance`]: chance });
    const { code, stdout, stderr } = await runProgram([...args], [], environment).ended;
    expect([code, stderr, stdout]).toEqual([
      0,
      '',
      expect.stringMatching(/^Version 2 of m \(.*nothing was trained. Of ten places, about 6 change/),
    ]);
  });

  it('says what is missing', async () => {
    const unnamed = await segue('m');
    expect([unnamed.code, unnamed.stderr]).toEqual([1, expect.stringContaining('--project')]);
    const unknown = await segue('nothing', '--database', database());
    expect([unknown.code, unknown.stderr]).toEqual([1, expect.stringContaining('no model nothing')]);
  });
});
