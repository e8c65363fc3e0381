import { ModelError } from '../errors.js';
import { isFiniteSum } from '../finite.js';
import type { FitTask } from '../kernels/kernel.js';
import { lossOf } from '../losses/losses.js';
import { checkNames } from '../parameter-checks.js';
import type { Hyperparameters, Loss } from '../parameters.js';
import { checkSparse, largestInt32, toCoo, toCsr, type Coo, type Csr, type Sparse } from '../sparse.js';
import type { Embeddings } from '../state.js';

/** The feature matrices of a call; if absent, every user or item is its own only feature. */
export interface Features {
  /** Users × user features; may have more rows than there are users. */
  readonly userFeatures?: Sparse | undefined;
  /** Items × item features; may have more rows than there are items. */
  readonly itemFeatures?: Sparse | undefined;
}

/** Feature matrices by rows, checked. */
export interface FeatureRows {
  readonly userFeatures: Csr | undefined;
  readonly itemFeatures: Csr | undefined;
}

/**
 * Sample weights as one number per example.
 *
 * @param sampleWeight a COO with the rows and columns of the interactions, in the same order.
 * @throws ModelError `unsupported` if the loss takes none, `value` for any other format, shape or order.
 */
export function checkSampleWeight(
  sampleWeight: Sparse | undefined,
  interactions: Coo,
  loss: Loss,
): Float32Array | undefined {
  if (sampleWeight === undefined) return undefined;
  const { weights } = lossOf(loss);
  if (weights !== 'taken') throw new ModelError('unsupported', weights.refusal);
  if (sampleWeight.format !== 'coo') {
    throw new ModelError('value', 'Sample_weight must be a COO matrix. Convert it, in the order of the interactions.');
  }
  checkSparse(sampleWeight, 'Sample weight');
  if (sampleWeight.rows !== interactions.rows || sampleWeight.cols !== interactions.cols) {
    throw new ModelError('value', 'Sample weight and interactions matrices must be the same shape (users × items).');
  }
  if (!sameEntries(sampleWeight.row, interactions.row) || !sameEntries(sampleWeight.col, interactions.col)) {
    throw new ModelError(
      'value',
      'Sample weight and interaction matrix entries must be in the same order: give both the same row and col arrays.',
    );
  }
  return sampleWeight.data;
}

function sameEntries(a: Int32Array, b: Int32Array): boolean {
  return a === b || (a.length === b.length && a.every((value, i) => value === b[i]));
}

/**
 * Feature matrices by rows, with enough rows for `users` and `items` and, if there is a model, no more columns than it
 * has embeddings. Users are checked before items.
 *
 * @throws ModelError `rows` for too few rows, `value` for too many columns.
 */
export function checkFeatures(
  { userFeatures, itemFeatures }: Features,
  users: number,
  items: number,
  model: Embeddings | undefined,
): FeatureRows {
  const user = userFeatures && featureRows(userFeatures, users, 'user');
  const item = itemFeatures && featureRows(itemFeatures, items, 'item');
  if (model !== undefined) {
    checkNotMoreColumns(user?.cols ?? users, model.userBiases.length, 'user');
    checkNotMoreColumns(item?.cols ?? items, model.itemBiases.length, 'item');
  }
  return { userFeatures: user, itemFeatures: item };
}

function featureRows(matrix: Sparse, rows: number, side: 'user' | 'item'): Csr {
  checkSparse(matrix, `${side} features`);
  if (matrix.rows < rows) {
    throw new ModelError(
      'rows',
      `Number of ${side} feature rows does not equal the number of ${side}s: ${matrix.rows} < ${rows}. Add a row for each.`,
    );
  }
  return toCsr(matrix);
}

function checkNotMoreColumns(columns: number, embeddings: number, side: 'user' | 'item'): void {
  if (columns > embeddings) {
    throw new ModelError(
      'value',
      `The ${side} feature matrix specifies more features than there are estimated feature embeddings: ` +
        `${columns} > ${embeddings}. Fit a new model, or leave out the features it has not seen.`,
    );
  }
}

/**
 * Fitting and ranking need exactly as many features as embeddings. Items are checked before users.
 *
 * @throws ModelError `value` for too few columns.
 */
export function checkFeatureCount(rows: FeatureRows, users: number, items: number, model: Embeddings): void {
  checkNotFewerColumns(rows.itemFeatures?.cols ?? items, model.itemBiases.length, 'item');
  checkNotFewerColumns(rows.userFeatures?.cols ?? users, model.userBiases.length, 'user');
}

function checkNotFewerColumns(columns: number, embeddings: number, side: 'user' | 'item'): void {
  if (columns < embeddings) {
    throw new ModelError(
      'value',
      `Incorrect number of features in ${side}_features: ${columns}, but the model has ${embeddings}. Use the same features as before.`,
    );
  }
}

/** @throws ModelError `value` if the float32 sum of any of these arrays is not finite. */
export function checkFiniteInput(...inputs: readonly (Float32Array | undefined)[]): void {
  if (!inputs.every((values) => values === undefined || isFiniteSum(values))) {
    throw new ModelError(
      'value',
      'Not all input values are finite. Look for NaN, infinite and huge values in features, interactions and weights.',
    );
  }
}

/** What to do about a fit that diverged: what the loss advises, or a different learning rate. */
function divergenceAdvice(hyperparameters: Hyperparameters, items: number): string {
  const { loss, learningRate, learningSchedule } = hyperparameters;
  const advice = lossOf(loss).divergenceAdvice?.(hyperparameters, items);
  if (advice !== undefined) return advice;
  if (learningSchedule === 'adagrad' && !Number.isFinite(learningRate))
    return `Set learningRate (${learningRate}) to a number such as 0.05`;
  const rate =
    learningSchedule === 'adagrad' ? `a learningRate lower than ${learningRate}` : 'an epsilon nearer to 1e-6';
  return `Try ${rate}, and bring the values of features and weights nearer to 1`;
}

/** @throws ModelError `diverged` if a parameter is no longer finite after epoch `epoch`, from 1. */
export function checkDiverged({ state, hyperparameters, itemFeatures }: FitTask, epoch: number, of: number): void {
  const { item, user } = state;
  if ([item.embeddings, item.biases, user.embeddings, user.biases].every(isFiniteSum)) return;
  const advice = divergenceAdvice(hyperparameters, itemFeatures?.rows ?? item.biases.length);
  throw new ModelError(
    'diverged',
    `Not all estimated parameters are finite after epoch ${epoch} of ${of}: the model may have diverged. ${advice}.`,
  );
}

/**
 * Refuses what Python would not accept as an int or a name at the time of use, and what the kernels cannot hold, even
 * if the constructor and `setParams` have accepted it.
 *
 * @throws ModelError `type` for a fraction or another type, `parameter` for an unknown loss or schedule, or a count
 *   that is not in [1, 2^31 − 1].
 */
export function checkUsable(hyperparameters: Hyperparameters, epochs: number): void {
  const { noComponents, k, n, maxSampled } = hyperparameters;
  const counts = { noComponents, k, n, maxSampled };
  for (const [name, value] of Object.entries({ ...counts, epochs })) checkWhole(name, value);
  for (const [name, value] of Object.entries(counts)) {
    if (value >= 1 && value <= largestInt32) continue;
    throw new ModelError('parameter', `${name} is ${value}; it must be from 1 to ${largestInt32}.`);
  }
  checkNames(hyperparameters);
}

function checkWhole(name: string, value: number): void {
  if (Number.isInteger(value)) return;
  throw new ModelError('type', `${name} is ${String(value)}; it must be a whole number.`);
}

/** With more blocks than this, a fit would do little but draw seeds. */
const mostThreads = 65536;

/** @throws ModelError `value` for less than one thread or more than 65,536, `type` for a fraction. */
export function checkThreads(numThreads: number): void {
  if (!(numThreads >= 1)) throw new ModelError('value', 'Number of threads must be 1 or larger. Leave it out for 1.');
  checkWhole('numThreads', numThreads);
  if (numThreads <= mostThreads) return;
  throw new ModelError(
    'value',
    `Number of threads is ${numThreads}; the maximum is ${mostThreads}. Leave it out for 1.`,
  );
}

/**
 * The result of `allocate`.
 *
 * @throws ModelError `value` if this machine cannot allocate that much memory.
 */
export function withinMemory<Result>(allocate: () => Result): Result {
  try {
    return allocate();
  } catch (error) {
    if (!(error instanceof Error && error.name === 'RangeError')) throw error;
    throw new ModelError(
      'value',
      `The model does not fit into memory (${error.message}). Lower noComponents, or leave out users, items or features.`,
    );
  }
}

/** Checks interactions and returns them in coordinate format, in the order of examples. */
export function checkInteractions(interactions: Sparse): Coo {
  checkSparse(interactions, 'interactions');
  return toCoo(interactions);
}
