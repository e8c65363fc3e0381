import { limits } from '@segue/core/contract/limits';
import { paths } from '@segue/core/contract/stored/paths';
import { remove, set, type Updates } from '@segue/core/contract/stored/updates';
import type { OpenTask } from '@segue/core/contract/stored/work';
import type { Context, CountQueue } from '../ports.js';

/** Which dirty blocks a round of a recount counts itself. */
export interface Share {
  mine: number[];
  /** Whether other workers count some blocks. If so, the worker that finds none left merges the total. */
  isShared: boolean;
}

/**
 * Divides dirty blocks between this round and the queue. If there are too many for one worker, they are handed out, and
 * the round leaves those blocks alone until their tasks finish. It counts blocks itself if their task is late or the
 * queue does not accept it.
 */
export async function shareBlocks(
  context: Context,
  dataset: string,
  rowsVersion: number,
  dirty: number[],
): Promise<Share> {
  const { countQueue, clock } = context;
  if (!countQueue || dirty.length <= countQueue.blocksPerTask) return { mine: dirty, isShared: false };
  const open = await readOpenTasks(context, dataset, rowsVersion);
  const untilOf = (block: number) => open.get(firstOf(block, countQueue));
  const left = dirty.filter((block) => (untilOf(block) ?? 0) <= clock.now());
  const fresh = left.filter((block) => untilOf(block) === undefined);
  if (
    fresh.length > countQueue.above &&
    (await handOut(context, countQueue, { dataset, rowsVersion, blocks: fresh }))
  ) {
    return { mine: left.filter((block) => untilOf(block) !== undefined), isShared: true };
  }
  return { mine: left, isShared: open.size > 0 };
}

async function readOpenTasks({ tree }: Context, dataset: string, rowsVersion: number): Promise<Map<number, number>> {
  const tasks = [...((await tree.read(paths.recount(dataset).tasks)) ?? [])];
  return new Map(
    tasks.filter(([, task]) => task.rowsVersion === rowsVersion).map(([from, { until }]) => [from, until]),
  );
}

function firstOf(block: number, { blocksPerTask }: CountQueue): number {
  return block - (block % blocksPerTask);
}

/** Records the tasks before enqueuing them: a task that ran before its record was written would never be removed. */
async function handOut(
  { tree, clock, log }: Context,
  queue: CountQueue,
  { dataset, rowsVersion, blocks }: { dataset: string; rowsVersion: number; blocks: number[] },
): Promise<boolean> {
  const waiting = [...new Set(blocks.map((block) => firstOf(block, queue)))];
  const task: OpenTask = { rowsVersion, until: clock.now() + limits.taskSeconds * 1000 };
  const { tasks } = paths.recount(dataset);
  const forEach = (update: (from: number) => Updates): Updates => Object.assign({}, ...waiting.map(update)) as Updates;
  await tree.write(forEach((from) => set(tasks.child(from), task)));
  const remaining = [...waiting];
  const senders = Array.from({ length: 8 }, async () => {
    for (let from = remaining.shift(); from !== undefined; from = remaining.shift()) {
      await queue.enqueue({ dataset, rowsVersion, from, to: from + queue.blocksPerTask });
    }
  });
  try {
    await Promise.all(senders);
    return true;
  } catch (error) {
    log.error('Could not distribute blocks, so this worker counts them alone', { dataset, error: String(error) });
    await tree.write(forEach((from) => remove(tasks.child(from))));
    return false;
  }
}
