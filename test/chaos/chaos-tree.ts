import type { Updates } from '@segue/core/contract/stored/updates';
import { refuse } from '@segue/functions/pipeline/ports';
import type { JsonTransaction, JsonTree } from '@segue/functions/store/json-tree';
import type { MemoryTree } from '../support/memory-tree.js';
import type { Workers } from './workers.js';

/** The tree as one worker sees it: every operation waits for its turn, and may fail. */
export class ChaosTree implements JsonTree {
  /** @param onOperation called with each operation before it happens. */
  constructor(
    private readonly tree: MemoryTree,
    private readonly workers: Workers,
    private readonly worker: number,
    private readonly onOperation: (operation: string) => void,
  ) {}

  read(path: string): Promise<unknown> {
    return this.perform(`read ${path}`, () => this.tree.read(path));
  }

  keys(path: string): Promise<string[]> {
    return this.perform(`keys ${path}`, () => this.tree.keys(path));
  }

  find(path: string, name: string, value: string | boolean): Promise<Record<string, unknown>> {
    return this.perform(`find ${path}`, () => this.tree.find(path, name, value));
  }

  newest(path: string, count: number): Promise<Record<string, unknown>> {
    return this.perform(`newest ${path}`, () => this.tree.newest(path, count));
  }

  write(updates: Updates): Promise<void> {
    return this.perform(`write ${Object.keys(updates).join(' ')}`, () => this.tree.write(updates));
  }

  /** As over REST: reads, then writes on condition that nothing has changed; other operations may come in between. */
  async transact(path: string, change: (current: unknown) => unknown): Promise<JsonTransaction> {
    for (;;) {
      const current = await this.read(path);
      const next = change(current);
      if (next === refuse) return { committed: false, value: current };
      const stored = await this.perform(`swap ${path}`, async () => {
        if (JSON.stringify(await this.tree.read(path)) !== JSON.stringify(current)) return false;
        await this.tree.write({ [path]: next });
        return true;
      });
      if (stored) return { committed: true, value: next };
    }
  }

  private async perform<T>(name: string, operation: () => Promise<T>): Promise<T> {
    const fault = await this.workers.turn(this.worker);
    this.onOperation(name);
    if (fault === 'dies') return await new Promise<never>(() => undefined);
    if (fault === 'fails') throw new DatabaseSilent('nothing was done');
    const result = await operation();
    if (fault === 'unanswered') throw new DatabaseSilent('it was done');
    return result;
  }
}

/** The database did not reply. */
export class DatabaseSilent extends Error {
  constructor(what: string) {
    super(`The database did not answer (${what})`);
  }
}
