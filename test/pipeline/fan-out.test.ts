import type { Place } from '@segue/core/contract/stored/path';
import { describe, expect, it } from '@jest/globals';
import { limits } from '@segue/core/contract/limits';
import { paths } from '@segue/core/contract/stored/paths';
import { countBlocks } from '@segue/functions/pipeline/counting/count-blocks';
import { type Context, type CountTask } from '@segue/functions/pipeline/ports';
import { increment, type Updates } from '@segue/core/contract/stored/updates';
import { deleteDataset } from '@segue/functions/pipeline/records/remove-dataset';
import { sweep } from '@segue/functions/pipeline/sweep/sweep';
import { simulateProject, type SimulatedProject } from '../support/simulated-project.js';
import { countedAlone, endOf, rowUpdates, smallRecord, storeBlocks } from '../support/small-blocks.js';

const queue = { above: 6, blocksPerTask: 4 };

/** A settled project whose rows have all been changed: with the marks counted, and the tasks handed out. */
async function handedOut(blocks = 20): Promise<{ project: SimulatedProject; tasks: CountTask[] }> {
  const project = simulateProject(queue);
  await storeBlocks(project, rowUpdates(blocks, 1));
  await project.settle();
  const tasks: CountTask[] = [];
  const within = project.context.countQueue!;
  project.context.countQueue = { ...queue, enqueue: (task) => (tasks.push(task), within.enqueue(task)) };
  await project.tree.write(rowUpdates(blocks, 2));
  return { project, tasks };
}

async function expectSameEnd(project: SimulatedProject): Promise<void> {
  expect(await endOf(project.tree)).toEqual(await countedAlone(project.tree));
  expect(await project.tree.read(paths.recount('d').tasks.path)).toBeNull();
  const before = project.tree.snapshot();
  expect(await project.settle()).toBe(0);
  expect(project.tree.snapshot()).toEqual(before);
}

const isCounted = async ({ tree }: SimulatedProject, block: number): Promise<boolean> => {
  const labels = Object.values(
    (await tree.read(paths.allProfileSummaries('d').path)) as Record<string, { labels: string[] }>,
  );
  const counter = (await tree.read(paths.changes('d', 1).child(block).path)) as number;
  return labels[0]!.labels[block]!.startsWith(`${counter}:`);
};

describe('a recount that finds too many dirty blocks', () => {
  it('hands them out, and ends in the bytes that one worker gives', async () => {
    const { project, tasks } = await handedOut();
    await project.settle();
    expect(tasks.map(({ from, to }) => [from, to])).toEqual([0, 4, 8, 12, 16].map((from) => [from, from + 4]));
    await expectSameEnd(project);
  });

  it('counts the first blocks of a new data set itself and hands out the others', async () => {
    const project = simulateProject(queue);
    await storeBlocks(project, rowUpdates(limits.blocksPerRecount + 30, 1));
    await project.settle();
    await expectSameEnd(project);
  });

  it('hands nothing out where one round is enough', async () => {
    const { project, tasks } = await handedOut(queue.above);
    await project.settle();
    expect(tasks).toEqual([]);
    await expectSameEnd(project);
  });

  it('counts alone if the queue accepts nothing', async () => {
    const { project } = await handedOut();
    project.context.countQueue = { ...queue, enqueue: () => Promise.reject(new Error('PERMISSION_DENIED')) };
    await project.settle();
    await expectSameEnd(project);
  });

  it('stores the profile of a part of the rows nowhere', async () => {
    const { project } = await handedOut();
    const before = await project.tree.read(paths.allProfileTotals('d').path);
    const { run } = await runTasksOneByOne(project);
    expect(run).toBe(5);
    expect(await project.tree.read(paths.allProfileTotals('d').path)).toEqual(before);
    await project.settle();
    await expectSameEnd(project);
  });
});

/** Runs what waits but for further rounds of the recount, which tasks ask for. */
async function runTasksOneByOne(project: SimulatedProject): Promise<{ run: number }> {
  const { context } = project;
  const tasks: CountTask[] = [];
  context.countQueue = { ...queue, enqueue: (task) => Promise.resolve(void tasks.push(task)) };
  await project.settle();
  for (const task of tasks) await countBlocks(context, task);
  return { run: tasks.length };
}

describe('a task', () => {
  it('does nothing when it comes a second time', async () => {
    const { project, tasks } = await handedOut();
    await project.settle();
    const before = project.tree.snapshot();
    for (const task of tasks) await countBlocks(project.context, task);
    expect(project.tree.snapshot()).toEqual(before);
  });

  it('may come twice at the same time', async () => {
    const { project, tasks } = await handedOut();
    await project.settle();
    await project.tree.write(rowUpdates(20, 3));
    project.loseEvents();
    await Promise.all([...tasks, ...tasks].map((task) => countBlocks(project.context, task)));
    for (let block = 0; block < 20; block++) {
      await project.tree.write({ [paths.changes('d', 1).child(block).path]: increment(1) });
    }
    await Promise.all([...tasks, ...tasks].map((task) => countBlocks(project.context, task)));
    await project.settle();
    await expectSameEnd(project);
  });

  it('that is lost is waited for, then its blocks are counted by the recount that the sweep asks for', async () => {
    const { project } = await handedOut();
    const lost: CountTask[] = [];
    project.context.countQueue = { ...queue, enqueue: (task) => Promise.resolve(void lost.push(task)) };
    await project.settle();
    await sweep(project.context);
    await project.settle();
    expect([lost.length, await isCounted(project, 7)]).toEqual([5, false]);
    project.wait(limits.taskSeconds * 1000);
    await sweep(project.context);
    await project.settle();
    expect([lost.length, await isCounted(project, 7)]).toEqual([5, true]);
    await sweep(project.context);
    await project.settle();
    await expectSameEnd(project);
  });

  it('that comes late, when its blocks are counted, changes nothing but its own note', async () => {
    const { project, tasks } = await handedOut();
    project.context.countQueue = { ...queue, enqueue: (task) => Promise.resolve(void tasks.push(task)) };
    await project.settle();
    project.wait(limits.taskSeconds * 1000);
    await sweep(project.context);
    await project.settle();
    for (const task of tasks) await countBlocks(project.context, task);
    await project.settle();
    await expectSameEnd(project);
  });

  it('leaves a block dirty that was written while its rows were read', async () => {
    const { project, tasks } = await handedOut();
    await project.settle();
    await project.tree.write({ [paths.changes('d', 1).child(9).path]: increment(1) });
    project.loseEvents();
    const edit = {
      [paths.row('d', 1, 9, 1).path]: ['user 9', 'item 99', 1],
      [paths.changes('d', 1).child(9).path]: increment(1),
    };
    await countBlocks(writingAfter(project.context, paths.block('d', 1, 9).path, edit), tasks[2]!);
    expect(await isCounted(project, 9)).toBe(false);
    await project.settle();
    await expectSameEnd(project);
  });

  it('of rows that have been replaced, or of a data set that is gone, writes nothing', async () => {
    const { project, tasks } = await handedOut();
    await project.settle();
    const before = project.tree.snapshot();
    await countBlocks(project.context, { ...tasks[0]!, rowsVersion: 2 });
    expect(project.tree.snapshot()).toEqual(before);
    await deleteDataset(project.context, 'd', smallRecord(20));
    await project.settle();
    await countBlocks(project.context, tasks[0]!);
    await sweep(project.context);
    expect(project.tree.snapshot()).toBeNull();
  });
});

/** A context in which another client writes right after a path was read for the first time. */
function writingAfter(context: Context, path: string, updates: Updates): Context {
  let isWritten = false;
  const tree = Object.assign(Object.create(context.tree) as Context['tree'], {
    async read<T>(wanted: Place<T>) {
      const value = await context.tree.read(wanted);
      if (wanted.path === path && !isWritten) {
        isWritten = true;
        await context.tree.write(updates);
      }
      return value;
    },
  });
  return { ...context, tree };
}
