import { type Action } from './chaos-project.js';
import type { Decide, Decision } from './schedule.js';
/** The outcome of a trial. */
export interface Outcome {
    /** What is wrong; absent if all is well. */
    error?: string;
    /** The schedule's decisions that took effect. */
    decisions: Decision[];
    operations: number;
    story: string[];
}
/**
 * Runs actions under a schedule and compares the end with a clean one. If nothing was lost and nothing failed, this
 * must hold without a sweep; otherwise after one sweep, or after several if a write that bypassed our code lost its
 * event.
 */
export declare function tryOut(initial: unknown, actions: readonly Action[], decide: Decide, telling?: boolean): Promise<Outcome>;
