import type { Alarm } from './alarm.js';
import { errorOfChance } from './canaries.js';
import { evaluateRanking, evaluateUsers, type RankingRules, type Scorer, type UserEvaluation } from './evaluate.js';
import { partAbove } from './rank-metrics.js';
import type { HeldOutParts } from './hold-out.js';
import { cellRows, joinCells, splitByOpinion, type Cells } from '../sparse.js';
import { formatMetric, metricLabel } from './ranking-metrics.js';

/** The cut-off of the metrics at k, none of which is asked for here. */
const cut = 10;
const aucLabel = metricLabel('auc', cut);

/**
 * What is wrong with an evaluation, if anything.
 *
 * - Test beats train: LightFM's metric on the likes of the train part (left out of the ranking: only what else is known) is below that on the test
 *   part by more than two standard errors. In that metric test items count against train items, which alone can lower
 *   the result of an honest model with few dimensions or a large test part. So there is no alarm if, in a direct
 *   comparison, the model ranks users' train items above their test items by more than two standard errors: then it can
 *   tell them apart.
 * - A canary is predicted: by chance, canaries rank in the middle (AUC 0.5) or, if the model knows what is popular,
 *   lower. Here they are above 0.5 by more than four standard errors of chance.
 *
 * @param canaries from `drawCanaries`; the model must have been trained without them.
 * @param onTest the result of `evaluateUsers` for the test part.
 * @param ties the rule for equal scores by which it was made.
 */
export function findAlarms(
  score: Scorer,
  { train, test }: Pick<HeldOutParts, 'train' | 'test'>,
  canaries: Cells,
  onTest: readonly UserEvaluation[],
  ties?: RankingRules['ties'],
): Alarm[] {
  return [...testBeatsTrain(score, { train, test }, onTest, ties), ...canaryPredicted(score, train, test, canaries)];
}

function testBeatsTrain(
  score: Scorer,
  { train, test }: Pick<HeldOutParts, 'train' | 'test'>,
  onTest: readonly UserEvaluation[],
  ties: RankingRules['ties'],
): Alarm[] {
  const { liked, others } = splitByOpinion(train);
  const onTrain = new Map<number, number>();
  for (const { user, metrics } of evaluateUsers(score, others, liked, cut, { ...(ties && { ties }) }))
    onTrain.set(user, metrics.auc);
  const gains = onTest.flatMap(({ user, metrics }) => {
    const auc = onTrain.get(user);
    return auc === undefined ? [] : [metrics.auc - auc];
  });
  if (!isClearlyAbove(gains, 0) || isClearlyAbove(trainAboveTest(score, liked, test), 0.5)) return [];
  const message =
    `The ${aucLabel} of test pairs is ${formatMetric(meanOf(gains))} above that of train pairs (mean of ` +
    `${gains.length} users). A model knows best what it was trained on: check that it was not fitted on the test part too.`;
  return [{ kind: 'test-beats-train', message }];
}

/** For each user who has both: how often a train item scores above a test item. */
function trainAboveTest(score: Scorer, train: Cells, test: Cells): number[] {
  const [known, asked] = [cellRows(train), cellRows(test)];
  const parts: number[] = [];
  for (let user = 0; user < train.users; user++) {
    const [ones, others] = [known, asked].map(({ indices, indptr }) =>
      indices.subarray(indptr[user], indptr[user + 1]),
    ) as [Int32Array, Int32Array];
    if (ones.length === 0 || others.length === 0) continue;
    const scores = score(user);
    const scoresOf = (items: Int32Array) => Float32Array.from(items, (item) => scores[item]!);
    parts.push(partAbove(scoresOf(ones), scoresOf(others)));
  }
  return parts;
}

/** Is the mean above `floor` by more than two standard errors? */
function isClearlyAbove(values: readonly number[], floor: number): boolean {
  if (values.length < 2) return false;
  const mean = meanOf(values);
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1);
  return mean - floor > 2 * Math.sqrt(variance / values.length);
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function canaryPredicted(score: Scorer, train: Cells, test: Cells, canaries: Cells): Alarm[] {
  const count = canaries.row.length;
  // Exclude train and test items: a canary is compared only with items that mean as little as it does.
  const excluded = joinCells(train, test);
  const { auc } = evaluateRanking(score, excluded, canaries, cut);
  if (count === 0 || auc <= 0.5 + 4 * errorOfChance(cellRows(excluded), canaries)) return [];
  const message =
    `${count} canaries, random pairs planted among the held-out ones, are predicted with ${aucLabel} ` +
    `${formatMetric(auc)}; chance gives 0.5. The model has seen what it is tested on: fit it on the train part alone.`;
  return [{ kind: 'canary-predicted', message }];
}
