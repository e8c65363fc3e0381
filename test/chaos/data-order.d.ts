import type { VersionRecord } from '@segue/core/contract/stored/version';
import type { MemoryTree } from '../support/memory-tree.js';
/**
 * Follows totals, requests and versions. Once a request is handled, no version made from older sums than the request's
 * may become current, and no worker trains again what has been current since it started.
 */
export declare class DataOrder {
    private readonly tree;
    private readonly logs;
    constructor(tree: MemoryTree);
    /** @throws if a write breaks the order */
    note(path: string): void;
    /** @throws if a version was made from older sums than those of a handled request */
    checkFlip(key: string, { provenance }: VersionRecord): void;
    private noteTotal;
    private noteRequest;
    private noteState;
    private noteVersion;
    private noteCurrent;
    private current;
    private logOf;
}
/** What a version was made from: its id without the fence. */
export declare function digestOf(version: string | undefined): string | undefined;
