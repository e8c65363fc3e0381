import type { Context, CountQueue } from '@segue/functions/pipeline/ports';
import type { JsonTree } from '@segue/functions/store/json-tree';
import { MemoryTree } from './memory-tree.js';
/** A project without Firebase: the use cases over a tree in memory, and the events fired by its writes. */
export interface SimulatedProject {
    context: Context;
    tree: MemoryTree;
    /** Runs triggered work until nothing is left; returns how many events it ran. */
    settle: () => Promise<number>;
    /** Drops the waiting events, or only the tasks among them, as if the service had lost them. */
    loseEvents: (which?: 'tasks') => number;
    /** Advances the clock. */
    wait: (milliseconds: number) => void;
}
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
export declare function simulateProject(queue?: Omit<CountQueue, 'enqueue'>, start?: ProjectStart): SimulatedProject;
/** The current version of a model, as a raw record of the tree. */
export declare function currentVersion(tree: JsonTree, key: string): Promise<unknown>;
export {};
