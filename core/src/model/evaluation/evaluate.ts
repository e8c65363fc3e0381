import { ModelError } from '../errors.js';
import { expectedMetrics } from './expected-metrics.js';
import { SharedOrder } from './shared-order.js';
import { forEachMetric, metricNames, rankingMetrics, type RankingMetrics } from './ranking-metrics.js';
import { ranksOf } from './ranks.js';
import { tieGroups } from './tie-groups.js';
import { cellRows, type Cells, type Csr } from '../sparse.js';

/** Anything that ranks items for a user. */
export interface Scorer {
  /** Returns the score of every item, higher is better. The next call may reuse the array. */
  (user: number): Float32Array;
  /** Set where all users have the same scores: their order is then found once for all. */
  readonly isShared?: true;
}

/** What counts as the place of an item, and which items have one. */
export interface RankingRules {
  /**
   * `against`, the default, is LightFM's rule: of items with equal scores, a test item stands last. `mean` takes the mean
   * of each metric over all orders of them, so that a model gains or loses nothing by scoring items alike.
   */
  readonly ties?: 'against' | 'mean';
  /**
   * 1 for the items that are ranked, one per item; all if absent. Pairs in test with other items are left out, and users
   * who have no other pairs there with them.
   */
  readonly isRanked?: Uint8Array;
}

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
 * @param rules other rules for ties, and for which items are ranked.
 * @throws ModelError `value` if k is not a whole number from 1, shapes differ, a pair is in both parts, or a score is
 *   NaN.
 */
export function evaluateRanking(
  score: Scorer,
  train: Cells,
  test: Cells,
  k: number,
  rules?: RankingRules,
): RankingEvaluation {
  return meanOf(evaluateUsers(score, train, test, k, rules), k);
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

/**
 * The mean AUC over test pairs instead of users: the probability that a test item ranks above an item that its user has
 * neither in train nor in test. Steadier than the other metrics where there are few pairs; ties count half if the
 * evaluations were made with that rule. 0 without pairs.
 */
export function pairAuc(evaluations: Iterable<UserEvaluation>): number {
  let [sum, pairs] = [0, 0];
  for (const { support, metrics } of evaluations) {
    sum += support * metrics.auc;
    pairs += support;
  }
  return sum / Math.max(1, pairs);
}

/** The metrics of each user with test entries, in ascending order of users. Throws as `evaluateRanking` does. */
export function* evaluateUsers(
  score: Scorer,
  train: Cells,
  test: Cells,
  k: number,
  { ties = 'against', isRanked }: RankingRules = {},
): Generator<UserEvaluation> {
  checkParts(train, test, k, isRanked);
  const known = cellRows(train);
  const asked = cellRows(test);
  const excluded = Uint8Array.from({ length: test.items }, (_, item) => (isRanked?.[item] === 0 ? 1 : 0));
  const items = excluded.filter((isOut) => isOut === 0).length;
  const rankedOf = (matrix: Csr, user: number) => itemsOf(matrix, user).filter((item) => excluded[item] === 0);
  const measure = measureBy[ties === 'against' ? 'against' : score.isShared ? 'shared' : 'mean'](score, k);
  for (let user = 0; user < test.users; user++) {
    const testItems = rankedOf(asked, user);
    if (testItems.length === 0) continue;
    const metrics = measure(user, { items, testItems, trainItems: rankedOf(known, user), excluded });
    yield { user, support: testItems.length, metrics };
  }
}

/** The items of one user that are ranked, and how many there are for all users. */
interface UserRanking extends Record<'testItems' | 'trainItems', Int32Array> {
  readonly items: number;
  /** 1 for items that are not ranked for anybody, before and after. */
  readonly excluded: Uint8Array;
}

type Measure = (user: number, ranking: UserRanking) => RankingMetrics;

const measureBy = { against: strictMetrics, mean: meanMetrics, shared: sharedMetrics } as const satisfies Record<
  string,
  (score: Scorer, k: number) => Measure
>;

/** Metrics with ties against the test items. */
function strictMetrics(score: Scorer, k: number): Measure {
  return (user, ranking) => {
    const { items, testItems, trainItems } = ranking;
    const ranks = withoutKnown(user, ranking, (excluded) => ranksOf(scoresOf(score, user), testItems, excluded));
    const measured = { ranks, k, items, known: trainItems.length };
    return forEachMetric((name) => rankingMetrics[name].measure(measured));
  };
}

/** Metrics as means over the orders of equal scores. */
function meanMetrics(score: Scorer, k: number): Measure {
  return (user, ranking) => {
    const { testItems } = ranking;
    const groups = withoutKnown(user, ranking, (excluded) => tieGroups(score(user), testItems, excluded));
    if (groups === null) refuseNaN(user);
    return expectedMetrics({ groups, k, negatives: negativesOf(ranking) });
  };
}

/** The same where all users have the same scores, without a pass over the items for each of them. */
function sharedMetrics(score: Scorer, k: number): Measure {
  let order: SharedOrder | undefined;
  const ofCounts = new Map<string, RankingMetrics>();
  return (user, ranking) => {
    const { testItems, trainItems, excluded } = ranking;
    const of = (order ??= new SharedOrder(scoresOf(score, user), excluded));
    const groups = withoutKnown(user, ranking, () => of.tieGroups(testItems, trainItems));
    const metrics = () => expectedMetrics({ groups, k, negatives: negativesOf(ranking) });
    return of.isFlat ? remembered(ofCounts, `${testItems.length} ${trainItems.length}`, metrics) : metrics();
  };
}

function remembered<Value>(known: Map<string, Value>, key: string, make: () => Value): Value {
  const value = known.get(key) ?? make();
  known.set(key, value);
  return value;
}

function negativesOf({ items, testItems, trainItems }: UserRanking): number {
  return items - testItems.length - trainItems.length;
}

/** Ranks while the user's train items are excluded too. */
function withoutKnown<Result>(
  user: number,
  { testItems, trainItems, excluded }: UserRanking,
  rank: (excluded: Uint8Array) => Result,
): Result {
  for (const item of trainItems) excluded[item] = 1;
  if (testItems.some((item) => excluded[item] === 1)) refuseShared(user);
  const result = rank(excluded);
  for (const item of trainItems) excluded[item] = 0;
  return result;
}

function scoresOf(score: Scorer, user: number): Float32Array {
  const scores = score(user);
  if (hasNaN(scores)) refuseNaN(user);
  return scores;
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

function checkParts(train: Cells, test: Cells, k: number, isRanked: Uint8Array | undefined): void {
  checkCut(k);
  if (isRanked !== undefined && isRanked.length !== test.items) {
    throw new ModelError(
      'value',
      `isRanked has ${isRanked.length} entries for ${test.items} items; give one per item.`,
    );
  }
  if (train.users !== test.users || train.items !== test.items) {
    throw new ModelError(
      'value',
      `train is ${train.users} × ${train.items}, test ${test.users} × ${test.items}. Index both with one vocabulary.`,
    );
  }
}

function refuseNaN(user: number): never {
  throw new ModelError('value', `A score of user ${user} is NaN. Check the model.`);
}

function refuseShared(user: number): never {
  throw new ModelError(
    'value',
    `User ${user} has a pair in train and in test, so the test would flatter the model. Split the data again, with holdOut.`,
  );
}
