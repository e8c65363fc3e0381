import { ModelError } from '../errors.js';
import { forEachMetric, metricNames, rankingMetrics, type RankingMetrics } from './ranking-metrics.js';
import { ranksOf } from './ranks.js';
import { cellRows, type Cells, type Csr } from '../sparse.js';

/**
 * Anything that ranks items for a user: returns the score of every item, higher is better. The next call may reuse the
 * array.
 */
export type Scorer = (user: number) => Float32Array;

/** The metrics of one user. */
export interface UserEvaluation {
  readonly user: number;
  /** The number of test items behind the metrics. */
  readonly support: number;
  readonly metrics: RankingMetrics;
}

/** Means over the users with test entries. */
export interface RankingEvaluation extends RankingMetrics {
  /** The cutoff of precision, recall, NDCG and MAP. */
  readonly k: number;
  /** How many users the means are taken over. With 0 users, the metrics are 0 and say nothing. */
  readonly users: number;
}

/**
 * Evaluates a ranking on the full list of items, user by user: NDCG, MAP and LightFM's metrics
 * (docs/lightfm.md#rank-metrics). The user's items in `train` are left out; ties count against the test item; means are
 * over users with test entries. If train and test together contain all items, the user's AUC is 0.5, since there is
 * nothing to rank against (LightFM: NaN). Repeated entries count once.
 *
 * @param train, test users × items of the same shape; values are ignored.
 * @throws ModelError `value` if k is not a whole number from 1, shapes differ, a pair is in both parts, or a score is
 *   NaN.
 */
export function evaluateRanking(score: Scorer, train: Cells, test: Cells, k: number): RankingEvaluation {
  return meanOf(evaluateUsers(score, train, test, k), k);
}

/** The means of the results of `evaluateUsers` for this k. */
export function meanOf(evaluations: Iterable<UserEvaluation>, k: number): RankingEvaluation {
  const totals = forEachMetric(() => 0);
  let users = 0;
  for (const { metrics } of evaluations) {
    users++;
    for (const name of metricNames) totals[name] += metrics[name];
  }
  for (const name of metricNames) totals[name] /= Math.max(1, users);
  return { ...totals, k, users };
}

/** The metrics of each user with test entries, in ascending order of users. Throws as `evaluateRanking` does. */
export function* evaluateUsers(score: Scorer, train: Cells, test: Cells, k: number): Generator<UserEvaluation> {
  checkParts(train, test, k);
  const known = cellRows(train);
  const asked = cellRows(test);
  const excluded = new Uint8Array(test.items);
  for (let user = 0; user < test.users; user++) {
    const testItems = itemsOf(asked, user);
    if (testItems.length === 0) continue;
    const trainItems = itemsOf(known, user);
    const ranks = ranksOfUser(score, user, { testItems, trainItems, excluded });
    const measured = { ranks, k, items: test.items, known: trainItems.length };
    const metrics = forEachMetric((name) => rankingMetrics[name].measure(measured));
    yield { user, support: testItems.length, metrics };
  }
}

/** Separate from the generator, because compilers do not optimise its loops. `excluded` is all 0 before and after. */
function ranksOfUser(
  score: Scorer,
  user: number,
  { testItems, trainItems, excluded }: Record<'testItems' | 'trainItems', Int32Array> & { excluded: Uint8Array },
): Float32Array {
  for (const item of trainItems) excluded[item] = 1;
  if (testItems.some((item) => excluded[item] === 1)) refuseShared(user);
  const scores = score(user);
  if (hasNaN(scores)) throw new ModelError('value', `A score of user ${user} is NaN. Check the model.`);
  const ranks = ranksOf(scores, testItems, excluded);
  for (const item of trainItems) excluded[item] = 0;
  return ranks;
}

function hasNaN(values: Float32Array): boolean {
  for (let i = 0; i < values.length; i++) if (Number.isNaN(values[i])) return true;
  return false;
}

function itemsOf(matrix: Csr, user: number): Int32Array {
  return matrix.indices.subarray(matrix.indptr[user], matrix.indptr[user + 1]);
}

/** @throws ModelError `value` if the cutoff k is not a whole number from 1. */
export function checkCut(k: number): void {
  if (!(Number.isInteger(k) && k >= 1)) throw new ModelError('value', `k is ${k}; it must be a whole number from 1.`);
}

function checkParts(train: Cells, test: Cells, k: number): void {
  checkCut(k);
  if (train.users !== test.users || train.items !== test.items) {
    throw new ModelError(
      'value',
      `train is ${train.users} × ${train.items}, test ${test.users} × ${test.items}. Index both with one vocabulary.`,
    );
  }
}

function refuseShared(user: number): never {
  throw new ModelError(
    'value',
    `User ${user} has a pair in train and in test, so the test would flatter the model. Split the data again, with holdOut.`,
  );
}
