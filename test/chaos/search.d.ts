import { type Action } from './chaos-project.js';
import type { Failure } from './failure.js';
import { shorten } from './shorten.js';
/**
 * One seeded schedule of random actions.
 * @param report makes what is reported of a schedule that fails
 */
export declare function tryRandom(initial: unknown, seed: number, report?: typeof shorten): Promise<Failure | undefined>;
/** The seed of a schedule's draws, modulo 2^32: as a double, the product would lose its low bits. */
export declare function seedOfSchedule(number: number): number;
/** Small cases, each the core of one way to lose something. */
export declare const smallCases: {
    'an edit': Action[];
    'a write past our code': Action[];
    'two edits': Action[];
    'an edit and back': Action[];
    'a write past our code and an edit': Action[];
    'an edit and another seed': Action[];
    'an edit and titles': Action[];
    'an edit and other columns': Action[];
    'an edit and a pin': Action[];
    'an edit and a rollback': Action[];
    'an edit, a rollback and its release': Action[];
    'an edit and a training by hand': Action[];
    'a spent budget and an edit': Action[];
    'a row less, past our code': Action[];
    'a row beyond the end, past our code': Action[];
    'an edit and the end of the model': Action[];
    'an edit and the end of the data set': Action[];
    'an edit and the sweep': Action[];
    'two replacements': Action[];
    'an edit and a replacement': Action[];
    'a file of other columns': Action[];
    'an edit and a file of other columns': Action[];
    'the sweep and a replacement': Action[];
    'a row less and a replacement': Action[];
    'a write into a block 00 and an edit': Action[];
    'a write into a block 5e-1 and an edit': Action[];
    'a write into a block -1': Action[];
    'a row less and a row more': Action[];
    'a second model and an edit': Action[];
    'other columns, a second model of them, and back': Action[];
};
/** The name of a small case. */
export type SmallCase = keyof typeof smallCases;
/** How thoroughly to search the small cases. */
export interface Reach {
    /** The share of the schedules that are turned aside once, from 0 to 1. */
    once: number;
    /** The share of those that are turned aside a second time. */
    twice: number;
    seed: number;
    /** The operation around which to begin, outwards, those turned aside once; from the first operation on if absent. */
    near?: number;
}
/**
 * Searches a seeded share of a small case's schedules that are turned aside once, and of those that are turned aside
 * twice. Most faults of a protocol need no more (Musuvathi and Qadeer, "Iterative context bounding", PLDI 2007).
 * @param report makes what is reported of a schedule that fails
 */
export declare function searchCase(initial: unknown, actions: Action[], { once, twice, seed, near }: Reach, report?: typeof shorten): Promise<{
    tried: number;
    failure?: Failure;
}>;
/** How far to explore. */
export interface Exploration extends Reach {
    schedules: number;
    /** The small case to begin with. */
    begin?: SmallCase;
    /** Whether to look for the shortest schedule that fails, which takes longer than to find one. */
    shortened: boolean;
}
/** One small case if it is given, then random schedules, then all small cases, until something fails. */
export declare function explore(initial: unknown, { schedules, begin, near, shortened, ...reach }: Exploration): Promise<{
    tried: number;
    failure?: Failure;
}>;
