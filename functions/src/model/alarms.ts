import { evaluateRanking, evaluateUsers, type Scorer, type UserEvaluation } from './evaluate.js';
import { RandomState } from './random.js';
import { cellRows, type Cells } from './sparse.js';

/** A reason not to believe an evaluation. */
export interface Alarm {
  readonly kind: 'test-beats-train' | 'canary-predicted';
  readonly message: string;
}

/**
 * Cells that mean nothing, drawn at random among those in neither part: planted in what is held out, nobody can predict them
 * but a model that was shown what it is tested on. At most one a user, so that they hardly change what is measured.
 *
 * @param seed in [0, 2^32 − 1].
 */
export function drawCanaries(train: Cells, test: Cells, seed: number): Cells {
  const random = new RandomState(seed);
  const [known, asked] = [cellRows(train), cellRows(test)];
  const { users, items } = train;
  const [row, col]: [number[], number[]] = [[], []];
  for (let user = 0; user < users; user++) {
    const taken = new Set([
      ...known.indices.subarray(known.indptr[user], known.indptr[user + 1]),
      ...asked.indices.subarray(asked.indptr[user], asked.indptr[user + 1]),
    ]);
    if (taken.size >= items) continue;
    let item = random.bounded(items - 1);
    while (taken.has(item)) item = random.bounded(items - 1);
    row.push(user);
    col.push(item);
  }
  return { users, items, row: Int32Array.from(row), col: Int32Array.from(col) };
}

/**
 * What is wrong with an evaluation, if anything.
 *
 * - Test beats train: a model knows what it was trained on best. LightFM's measure of the train part (nothing left out of the
 *   ranking) is below that of the test part by more than two standard errors.
 * - A canary is predicted: chance ranks canaries in the middle (AUC 0.5) or, where the model knows what is popular, below. They
 *   are above 0.5 by more than four standard errors of chance.
 *
 * @param canaries from `drawCanaries`; the model must have been trained without them.
 * @param onTest what `evaluateUsers` gives for the test part.
 */
export function findAlarms(
  score: Scorer,
  { train, test }: Record<'train' | 'test', Cells>,
  canaries: Cells,
  onTest: readonly UserEvaluation[],
): Alarm[] {
  return [...testBeatsTrain(score, train, onTest), ...canaryPredicted(score, train, test, canaries)];
}

function testBeatsTrain(score: Scorer, train: Cells, onTest: readonly UserEvaluation[]): Alarm[] {
  const nothing = { ...train, row: new Int32Array(0), col: new Int32Array(0) };
  const onTrain = new Map<number, number>();
  for (const { user, metrics } of evaluateUsers(score, nothing, train, 10)) onTrain.set(user, metrics.auc);
  const gains: number[] = [];
  for (const { user, metrics } of onTest) {
    const own = onTrain.get(user);
    if (own !== undefined) gains.push(metrics.auc - own);
  }
  const mean = gains.reduce((sum, gain) => sum + gain, 0) / gains.length;
  const spread = gains.reduce((sum, gain) => sum + (gain - mean) ** 2, 0) / (gains.length - 1);
  if (gains.length < 2 || !(mean > 2 * Math.sqrt(spread / gains.length))) return [];
  const message =
    `The AUC of test pairs is ${mean.toFixed(4)} above that of train pairs (mean of ${gains.length} users). A model knows best ` +
    'what it was trained on: check that it was not fitted on the test part too.';
  return [{ kind: 'test-beats-train', message }];
}

function canaryPredicted(score: Scorer, train: Cells, test: Cells, canaries: Cells): Alarm[] {
  const count = canaries.row.length;
  // Neither known nor asked items take part: a canary is compared with what means as little as itself.
  const excluded = joinCells(train, test);
  const { auc } = evaluateRanking(score, excluded, canaries, 10);
  // One place drawn evenly out of many has the variance 1/12.
  const error = Math.sqrt(1 / 12 / Math.max(1, count));
  if (count === 0 || auc <= 0.5 + 4 * error) return [];
  const message =
    `${count} canaries, random pairs planted among the held-out ones, are predicted with AUC ${auc.toFixed(4)}; chance gives ` +
    '0.5. The model has seen what it is tested on: fit it on the train part alone.';
  return [{ kind: 'canary-predicted', message }];
}

/** The cells of both. */
export function joinCells(one: Cells, other: Cells): Cells {
  const join = (a: Int32Array, b: Int32Array) => {
    const both = new Int32Array(a.length + b.length);
    both.set(a);
    both.set(b, a.length);
    return both;
  };
  return { users: one.users, items: one.items, row: join(one.row, other.row), col: join(one.col, other.col) };
}
