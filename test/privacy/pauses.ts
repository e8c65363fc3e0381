import { AsyncLocalStorage } from 'node:async_hooks';
import type { MemoryTree } from '../support/memory-tree.js';

/** What happens in the middle of some work, each once. */
export interface Interruption {
  /** Before which of its operations on the nodes of `root`, counted from 0. */
  at: number;
  /** The name of a node at the top of the tree. */
  root: string;
  happen: () => Promise<void>;
}

interface Work {
  /** How many operations there were, by root. */
  operations: Map<string, number>;
  interruptions: Set<Interruption>;
  errors: unknown[];
}

/** Lets things happen between two operations of a worker or of a request, always the same ones from the same seed. */
export class Pauses {
  private readonly work = new AsyncLocalStorage<Work>();

  /** Every operation on the tree may be interrupted, but none in the middle: transactions stay whole. */
  constructor(tree: MemoryTree) {
    const between = <G, A extends unknown[], R>(operation: (given: G, ...others: A) => Promise<R>) => {
      return async (given: G, ...others: A): Promise<R> => {
        await this.pause(typeof given === 'string' ? given : Object.keys(given as object)[0]!);
        return await this.work.exit(() => operation(given, ...others));
      };
    };
    Object.assign(tree, {
      read: between(tree.read.bind(tree)),
      keys: between(tree.keys.bind(tree)),
      find: between(tree.find.bind(tree)),
      newest: between(tree.newest.bind(tree)),
      write: between(tree.write.bind(tree)),
      transact: between(tree.transact.bind(tree)),
    });
  }

  /**
   * Does some work, interrupted. What it never came to happens at its end.
   * @throws what an interruption threw, whatever the work made of it
   */
  async during(work: () => Promise<unknown>, interruptions: readonly Interruption[]): Promise<void> {
    const state: Work = { operations: new Map(), interruptions: new Set(interruptions), errors: [] };
    await this.work.run(state, work);
    for (const { happen } of state.interruptions) await happen();
    if (state.errors.length > 0) throw state.errors[0];
  }

  private async pause(path: string): Promise<void> {
    const state = this.work.getStore();
    if (!state) return;
    const [root] = path.split('/') as [string];
    const count = state.operations.get(root) ?? 0;
    state.operations.set(root, count + 1);
    const due = [...state.interruptions].filter((one) => one.root === root && one.at === count);
    for (const one of due) state.interruptions.delete(one);
    try {
      for (const { happen } of due) await this.work.exit(happen);
    } catch (error) {
      state.errors.push(error);
    }
  }
}
