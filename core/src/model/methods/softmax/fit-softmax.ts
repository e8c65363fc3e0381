import { ModelError } from '../../errors.js';
import { checkSeed } from '../../random.js';
import { lbfgsVectors, minimise } from '../lbfgs.js';
import type { MethodFit, MethodInput } from '../method.js';
import { pack, unpack } from './packed-model.js';
import { softmaxProblem, usualRegularisation, type SoftmaxObjective, type SoftmaxProblem } from './softmax-problem.js';
import { softmaxStart } from './start.js';

const { sqrt } = Math;

/** How to fit. */
export interface SoftmaxOptions extends SoftmaxObjective {
  /** A whole number in [0, 2^32 − 1]. Another seed starts elsewhere, and ends at the same objective where d ≥ users. */
  readonly seed: number;
}

const ITERATIONS = 100;
/** The gradient may be so long, relative to the penalties' part of it, at the end. */
const TOLERANCE = 2e-4;
/** How much flatter the objective is along users' rows than along items'. */
const USER_METRIC = 3;

/**
 * Full-batch softmax ranking. Each like is compared with all the items that its user does not know at once: its loss is
 * ln(1 + Σ e^(score of the other − score of the like)), which with one other item is that of BPR (Rendle 2009), and with
 * several the N-pair loss (Sohn 2016). WARP and BPR draw the others; here nothing is drawn while fitting. L-BFGS (Nocedal
 * 1980) minimises the sum and the penalties that `softmaxProblem` describes, from a start that depends on names, not on
 * their order: so a small edit of the data moves the result a little. Where d ≥ users, any seed ends at the same objective.
 * Dislikes are known items: never recommended, and no reason to push anything. Items that the same users like with the same
 * weights have equal scores, to the bit.
 *
 * Each iteration takes 6 · users · items · d operations, rarely a multiple of it, and yields once. Needs 20 vectors of
 * (users + items) · (d + 1) float32, rows rounded up to 16.
 *
 * @param input weights are 1 where absent; biases of users are 0, as they change no ranking.
 * @throws ModelError `parameter` or `type` for options, `value` for pairs that are not sorted or have a weight below 0,
 *   `diverged` if weights are too large for float32.
 */
export function* fitSoftmax(input: MethodInput, options: SoftmaxOptions): MethodFit {
  checkOptions(options);
  const problem = softmaxProblem(input.interactions, options, lbfgsVectors + 3);
  const { data, model, kernel, penalties } = problem;
  const start = kernel.create();
  pack(model, start, softmaxStart(input, data, options.noComponents, options.seed));
  const metric = kernel.create().fill(1);
  metric.fill(USER_METRIC, 0, model.itemsAt);
  const search = minimise({
    space: kernel,
    evaluate: (x, gradient) => kernel.evaluate(x, penalties, gradient),
    start,
    metric,
    isDone: stoppingRule(problem),
    iterations: ITERATIONS,
  });
  for (;;) {
    const { done, value } = search.next();
    if (done === true) {
      if (!Number.isFinite(value.value)) {
        throw new ModelError('diverged', 'The softmax objective is not finite. Use smaller weights.');
      }
      return unpack(model, value.x, data.users, data.items);
    }
    yield { done: value, of: ITERATIONS };
  }
}

/** |∇| ≤ 2e-4 · (|Λθ| + 1e-3), Λθ being the gradient of the penalties. */
function stoppingRule({ kernel, penalties }: SoftmaxProblem): (x: Float32Array, gradientNorm: number) => boolean {
  const squares = kernel.create();
  kernel.copy(squares, penalties);
  kernel.scale(squares, 1, penalties);
  return (x, gradientNorm) => gradientNorm <= TOLERANCE * (sqrt(kernel.scaledDot(x, squares, x)) + 1e-3);
}

function checkOptions({ noComponents, regularisation = usualRegularisation, seed }: SoftmaxOptions): void {
  if (!(Number.isInteger(noComponents) && noComponents >= 1)) {
    throw new ModelError('parameter', `noComponents is ${noComponents}; it must be a whole number from 1.`);
  }
  if (!(regularisation > 0 && Number.isFinite(regularisation))) {
    throw new ModelError(
      'parameter',
      `regularisation is ${regularisation}; it must be above 0; ${usualRegularisation} is the default.`,
    );
  }
  checkSeed(seed);
}
