import type { MemoryTree } from '../support/memory-tree.js';
/**
 * Compares a project at rest with a single clean recount and training of its final rows and configurations.
 * @param day A model may wait because its budget is spent only if this is `today`.
 * @throws what differs
 */
export declare function checkEnding(tree: MemoryTree, day: 'today' | 'tomorrow'): Promise<void>;
/**
 * Checks that nothing that was deleted or replaced remains after a sweep.
 * @throws what remains
 */
export declare function checkRemains(tree: MemoryTree): Promise<void>;
