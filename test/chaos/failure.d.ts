import type { Decision } from './schedule.js';
/** A schedule that makes something fail. */
export interface Failure {
    error: string;
    actions: string[];
    decisions: Decision[];
    /** Every operation of the failing run, by worker. */
    story: string[];
}
