import type { Action } from './chaos-project.js';
import { type Decision } from './schedule.js';
import type { Failure } from './failure.js';
/**
 * The shortest failing schedule found by leaving things out: first actions, then decisions, in halves, quarters and so
 * on down to single ones (Zeller and Hildebrandt, "Simplifying and Isolating Failure-Inducing Input", 2002).
 */
export declare function shorten(initial: unknown, actions: Action[], decisions: Decision[]): Promise<Failure>;
/** A failing schedule as it was found. */
export declare function replay(initial: unknown, actions: Action[], decisions: Decision[]): Promise<Failure>;
/** Describes a failure for people: the actions, the decisions, and the result. */
export declare function describeFailure({ error, actions, decisions, story }: Failure): string;
