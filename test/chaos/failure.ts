import type { Decision } from './schedule.js';

/** A schedule under which something goes wrong. */
export interface Failure {
  error: string;
  actions: string[];
  decisions: Decision[];
  /** Every operation of the shortest failing run, by worker. */
  story: string[];
}
