import { refuse, type Transaction, type Tree, type Updates } from '../../functions/src/pipeline/ports.js';
import type { MemoryTree } from '../support/memory-tree.js';
import type { Scheduler } from './scheduler.js';

/** How often things go wrong, from 0 to 1, for each operation. */
export interface Faults {
  /** The worker is never heard of again. */
  death: number;
  /** The operation fails without having done anything. */
  failBefore: number;
  /** The operation is done, and its answer is lost. */
  failAfter: number;
}

/** No worker of a calm project dies. */
export const calm: Faults = { death: 0, failBefore: 0, failAfter: 0 };

/** The tree as one worker sees it: every operation waits for its turn, twice, and may go wrong. */
export class ChaosTree implements Tree {
  constructor(
    private readonly tree: MemoryTree,
    private readonly scheduler: Scheduler,
    private readonly worker: number,
    private readonly faults: () => Faults,
  ) {}

  read(path: string): Promise<unknown> {
    return this.perform(() => this.tree.read(path));
  }

  keys(path: string): Promise<string[]> {
    return this.perform(() => this.tree.keys(path));
  }

  find(path: string, name: string, value: string | boolean): Promise<Record<string, unknown>> {
    return this.perform(() => this.tree.find(path, name, value));
  }

  newest(path: string, count: number): Promise<Record<string, unknown>> {
    return this.perform(() => this.tree.newest(path, count));
  }

  write(updates: Updates): Promise<void> {
    return this.perform(() => this.tree.write(updates));
  }

  /** As over REST: read, then store on condition that nothing has changed; others may come in between. */
  async transact(path: string, change: (current: unknown) => unknown): Promise<Transaction> {
    for (;;) {
      const current = await this.perform(() => this.tree.read(path));
      const next = change(current);
      if (next === refuse) return { committed: false, value: current };
      const stored = await this.perform(async () => {
        if (JSON.stringify(await this.tree.read(path)) !== JSON.stringify(current)) return false;
        await this.tree.write({ [path]: next });
        return true;
      });
      if (stored) return { committed: true, value: next };
    }
  }

  private async perform<T>(operation: () => Promise<T>): Promise<T> {
    await this.scheduler.turn(this.worker);
    const { death, failBefore, failAfter } = this.faults();
    const { draw } = this.scheduler;
    if (draw() < death) return await new Promise<never>(() => undefined);
    if (draw() < failBefore) throw new Error('The database did not answer (nothing was done)');
    const result = await operation();
    if (draw() < failAfter) throw new Error('The database did not answer (it was done)');
    await this.scheduler.turn(this.worker);
    return result;
  }
}
