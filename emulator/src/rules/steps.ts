import type { Path } from '../tree/node.js';
import type { Observation } from './observation.js';

/** One rule that was evaluated: where, of which kind, and what came of it. */
export interface Step {
  readonly path: Path;
  readonly kind: 'read' | 'write' | 'validate';
  readonly rule: string;
  readonly outcome: boolean;
  /** Why an evaluation had no result, which counts as false. */
  readonly problem: string | null;
  /** The parts of the rule with the values they had. */
  readonly values: readonly Observation[];
}

/** Is told of every rule that is evaluated. */
export type Trace = (step: Step) => void;

/** What rules say to a request, and why. */
export interface Explanation {
  readonly allowed: boolean;
  /** One sentence. */
  readonly reason: string;
  /** The rules that were evaluated, in order. */
  readonly steps: readonly Step[];
}
