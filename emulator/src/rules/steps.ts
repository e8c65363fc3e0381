import type { Path } from '../tree/node.js';
import type { Observation } from './observation.js';

/** One evaluated rule: where it is, its kind, and the outcome. */
export interface Step {
  readonly path: Path;
  readonly kind: 'read' | 'write' | 'validate';
  readonly rule: string;
  readonly outcome: boolean;
  /** Why an evaluation had no result, which counts as false. */
  readonly problem: string | null;
  /** The parts of the rule with their values. */
  readonly values: readonly Observation[];
}

/** Called for every rule that is evaluated. */
export type Trace = (step: Step) => void;

/** How rules judge a request, and why. */
export interface Explanation {
  readonly allowed: boolean;
  /** One sentence. */
  readonly reason: string;
  /** The rules that were evaluated, in order. */
  readonly steps: readonly Step[];
}
