/**
 * A separate program, so that it can be bundled without one of the mends: tries sequences, as its argument says, until one fails,
 * and prints how it ended as JSON.
 */
import { tryPrivacy, type Sequence } from './trial.js';

interface Reach extends Sequence {
  /** How many sequences to try. */
  most: number;
}

const { most, ...sequence } = JSON.parse(process.argv[2]!) as Reach;
let tried = 0;
let failure: string | null = null;
let steps: string[] = [];
for (; tried < most && failure === null; tried++) {
  ({ failure, steps } = await tryPrivacy({ ...sequence, seed: sequence.seed + tried }));
}
console.log(JSON.stringify({ tried, failure, steps: failure === null ? [] : steps }));
