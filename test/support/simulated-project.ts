import { limits } from '@segue/core/contract/limits';
import { paths } from '@segue/core/contract/stored/paths';
import { countBlocks } from '@segue/functions/pipeline/counting/count-blocks';
import { markChange } from '@segue/functions/pipeline/rows/mark';
import type { Context, CountQueue, CountTask } from '@segue/functions/pipeline/ports';
import type { JsonTree } from '@segue/functions/store/json-tree';
import { recount } from '@segue/functions/pipeline/counting/recount';
import { retrain } from '@segue/functions/pipeline/training/retrain';
import { MemoryTree } from './memory-tree.js';
import { typed } from './typed-tree.js';

/** A project without Firebase: the use cases over a tree in memory, and the events fired by its writes. */
export interface SimulatedProject {
  context: Context;
  tree: MemoryTree;
  /** The uids of accounts that were deleted. */
  removedAccounts: Set<string>;
  /** Runs triggered work until nothing is left; returns how many events it ran. */
  settle: () => Promise<number>;
  /** Drops the waiting events, or only the tasks among them, as if the service had lost them. */
  loseEvents: (which?: 'tasks') => number;
  /** Advances the clock. */
  wait: (milliseconds: number) => void;
}

type Event = () => Promise<void>;

const mostEvents = 5000;

/** What a project begins with. */
interface ProjectStart {
  /** Its database as JSON; importing it fires no events. */
  root: unknown;
  /** Milliseconds since 1970. */
  now: number;
}

/**
 * Creates a project. Time advances only by `wait` and sleeping.
 *
 * @param queue sizes of a queue that recounts pass blocks to; no queue if absent
 * @param start an empty project if absent
 */
export function simulateProject(
  queue?: Omit<CountQueue, 'enqueue'>,
  start: ProjectStart = { root: null, now: Date.UTC(2026, 10, 24) },
): SimulatedProject {
  const events = new Map<string, Event>();
  let { now } = start;
  const removedAccounts = new Set<string>();
  let keys = 0;
  const tree = new MemoryTree(start.root, (written) => {
    for (const path of written) for (const [name, event] of eventsOf(path)) events.set(name, event);
  });
  const context: Context = {
    tree: typed(tree),
    clock: {
      now: () => now,
      sleep(milliseconds) {
        now += milliseconds;
        return Promise.resolve();
      },
    },
    log: { info: () => undefined, error: () => undefined },
    trainingsPerDay: 1000,
    leaseSeconds: 540,
    accounts: {
      remove(uid) {
        removedAccounts.add(uid);
        return Promise.resolve();
      },
    },
    blocksPerRecount: limits.blocksPerRecount,
    ...(queue ? { countQueue: { ...queue, enqueue } } : {}),
    newKey: () => `k${String(++keys).padStart(4, '0')}`,
  };

  function enqueue(task: CountTask): Promise<void> {
    events.set(`count ${task.dataset}/${task.from}`, () => countBlocks(context, task));
    return Promise.resolve();
  }

  function eventsOf(path: string): [string, Event][] {
    const [root, key, third, block] = path.split('/');
    if (root === 'rows' && block !== undefined) {
      const change = { dataset: key!, rowsVersion: Number(third), block };
      return [[`mark ${key}/${third}/${block}`, () => markChange(context, change)]];
    }
    if (third !== 'requested') return [];
    if (root === 'recounts') return [[`recount ${key}`, () => recount(context, key!)]];
    return root === 'training' ? [[`retrain ${key}`, () => retrain(context, key!)]] : [];
  }

  return {
    context,
    tree,
    removedAccounts,
    async settle() {
      let ran = 0;
      for (let next = [...events][0]; next; next = [...events][0]) {
        events.delete(next[0]);
        if (++ran > mostEvents) throw new Error(`Still not quiet after ${mostEvents} events; the next is ${next[0]}`);
        await next[1]();
      }
      return ran;
    },
    loseEvents(which) {
      const lost = [...events.keys()].filter((name) => which === undefined || name.startsWith('count '));
      for (const name of lost) events.delete(name);
      return lost.length;
    },
    wait(milliseconds) {
      now += milliseconds;
    },
  };
}

/** The current version of a model, as a raw record of the tree. */
export async function currentVersion(tree: JsonTree, key: string): Promise<unknown> {
  const version = (await tree.read(`${paths.current(key).path}/version`)) as string | null;
  return version === null ? null : await tree.read(paths.version(key, version).path);
}
