import type { Updates } from '@segue/core/contract/stored/updates';
import type { JsonTransaction, JsonTree } from '@segue/functions/store/json-tree';
type Json = unknown;
/** Called with the paths of every write. */
export type Written = (paths: string[]) => void;
/**
 * The database port over a plain object, with the service's rules for values: `null` and empty objects vanish, several
 * paths are written as one, `increment` adds. Reads return JSON with arrays where the keys are dense, as REST does.
 */
export declare class MemoryTree implements JsonTree {
    private readonly written;
    private root;
    constructor(root?: Json, written?: Written);
    read(path: string): Promise<unknown>;
    keys(path: string): Promise<string[]>;
    find(path: string, name: string, value: string | boolean): Promise<Record<string, unknown>>;
    newest(path: string, count: number): Promise<Record<string, unknown>>;
    write(updates: Updates): Promise<void>;
    transact(path: string, change: (current: unknown) => unknown): Promise<JsonTransaction>;
    /** Reads the value at a path synchronously. */
    peek(path: string): unknown;
    /** The whole tree, for comparisons. */
    snapshot(): unknown;
    private at;
}
export {};
