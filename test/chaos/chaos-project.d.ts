import type { Context } from '@segue/functions/pipeline/ports';
import { MemoryTree } from '../support/memory-tree.js';
import { type Decide, type Decision } from './schedule.js';
/** Something that a person does during a run. */
export interface Action {
    name: string;
    perform: (context: Context) => Promise<unknown>;
    /** A write that bypasses our code; if its event is lost, no worker learns of it. */
    isForeign?: true;
}
/** Seconds a lease lasts in these runs. */
export declare const leaseSeconds = 540;
/**
 * The use cases over a tree in memory. Every operation of every worker waits for its turn, events are delivered in the
 * order in which they were fired, and nothing else happens unless a schedule decides it.
 */
export declare class ChaosProject {
    private readonly telling;
    readonly tree: MemoryTree;
    private workers;
    private readonly invariants;
    private readonly works;
    private events;
    private keys;
    private now;
    private failure;
    /** Each operation, by worker: for people to read. */
    readonly story: string[];
    constructor(root: unknown, decide: Decide, telling?: boolean);
    /** The schedule's decisions that took effect. */
    get decided(): Decision[];
    /** @throws the broken invariant, or the error of a worker for which nothing went wrong */
    run(actions: readonly Action[]): Promise<void>;
    /** How many operations the run took: at each of them, a schedule can decide something. */
    get operations(): number;
    /** Lets every lease expire and calls the sweep, with no further faults. */
    sweep(hours?: number): Promise<void>;
    /** Whether a sweep changes anything besides its own cursor. */
    sweepFinds(): Promise<boolean>;
    private withoutCursor;
    private newWorkers;
    private finish;
    private start;
    private contextFor;
    private trigger;
}
