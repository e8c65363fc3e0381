import type { ModelConfiguration } from '@segue/core/contract/stored/model';
import type { Action } from './chaos-project.js';
import type { Draw } from './schedule.js';
/** A small data set of six blocks with a model, at rest: the same for all schedules. */
export declare function initialTree(): Promise<unknown>;
/** Everything that people can do to a data set and its models. */
export declare const actions: {
    edit: (row: number, what: string) => Action;
    /** Bypasses our code, so nothing is marked. */
    foreign: (row: number, what: string) => Action;
    foreignRemove: (row: number) => Action;
    /** Bypasses our code and uses a key that is not a block's or is past the end. */
    stray: (key: string) => Action;
    remove: (row: number) => Action;
    append: (what: string) => Action;
    replace: (what: string) => Action;
    /** Renames the columns, so that none of the model's columns exist any more. */
    rename: () => Action;
    configure: (changes: Partial<ModelConfiguration>) => Action;
    second: () => Action;
    removeModel: () => Action;
    pin: () => Action;
    release: () => Action;
    rollBack: () => Action;
    /** Trains on another machine, like `segue train`. */
    trainByHand: () => Action;
    /** Spends the day's budget, as a day of trainings would. */
    spendBudget: () => Action;
    cancel: () => Action;
    /** Sweeps, as the schedule does in production, while other work is going on. */
    sweep: () => Action;
    removeDataset: () => Action;
};
/** Draws two to five things that people do at about the same time. */
export declare function someActions(draw: Draw): Action[];
