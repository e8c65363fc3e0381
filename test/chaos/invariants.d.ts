import type { MemoryTree } from '../support/memory-tree.js';
/** What must hold after every single write, not only at the end. */
export declare class Invariants {
    private readonly tree;
    private before;
    private readonly seen;
    private readonly order;
    constructor(tree: MemoryTree);
    /** @throws if a write breaks an invariant */
    check(written: string[]): void;
    /** Rows are removed one by one; whole blocks only if they are not shown (any more, or yet). */
    private checkRows;
    private checkCurrent;
    private checkFlip;
    private models;
}
