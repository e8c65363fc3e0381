import type { Updates } from '@segue/core/contract/stored/updates';
import type { JsonTransaction, JsonTree } from '@segue/functions/store/json-tree';
import type { MemoryTree } from '../support/memory-tree.js';
import type { Workers } from './workers.js';
/** The tree as one worker sees it: every operation waits for its turn, and may fail. */
export declare class ChaosTree implements JsonTree {
    private readonly tree;
    private readonly workers;
    private readonly worker;
    private readonly onOperation;
    /** @param onOperation called with each operation before it happens. */
    constructor(tree: MemoryTree, workers: Workers, worker: number, onOperation: (operation: string) => void);
    read(path: string): Promise<unknown>;
    keys(path: string): Promise<string[]>;
    find(path: string, name: string, value: string | boolean): Promise<Record<string, unknown>>;
    newest(path: string, count: number): Promise<Record<string, unknown>>;
    write(updates: Updates): Promise<void>;
    /** As over REST: reads, then writes on condition that nothing has changed; other operations may come in between. */
    transact(path: string, change: (current: unknown) => unknown): Promise<JsonTransaction>;
    private perform;
}
/** The database did not reply. */
export declare class DatabaseSilent extends Error {
    constructor(what: string);
}
