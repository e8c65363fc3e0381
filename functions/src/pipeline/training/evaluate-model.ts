import type { ModelConfiguration, ModelMetrics } from '@segue/core/contract/stored/model';
import { findAlarms } from '@segue/core/model/evaluation/alarms';
import { popularityScorer, randomScorer } from '@segue/core/model/evaluation/baselines';
import { drawCanaries } from '@segue/core/model/evaluation/canaries';
import { evaluateRanking, evaluateUsers, meanOf, type Scorer } from '@segue/core/model/evaluation/evaluate';
import { onlyMetrics } from '@segue/core/model/evaluation/ranking-metrics';
import { holdOut } from '@segue/core/model/evaluation/hold-out';
import { scorerOfAll } from '@segue/core/model/answers/scorer-of-all';
import type { PreparedInteractions } from '@segue/core/versions/prepare-interactions';
import { evaluationSplit } from '@segue/core/versions/training-options';
import { trainToEnd } from './train-to-end.js';
import type { TrainingReporter } from './training-reporter.js';

const cut = 10;

/**
 * How well a model with this configuration ranks interactions it has not seen. Trains on one part and measures on the
 * other, next to a random order and an order by popularity; raises an alarm if the result cannot be true. The published
 * model is a different one, trained on everything.
 *
 * @returns `null` if the split leaves nothing to train on or to measure.
 * @throws Cancelled, ModelError
 */
export async function evaluateModel(
  {
    users,
    items,
    interactions,
    itemColumns,
  }: Pick<PreparedInteractions, 'users' | 'items' | 'interactions' | 'itemColumns'>,
  configuration: ModelConfiguration,
  reporter: TrainingReporter,
): Promise<ModelMetrics | null> {
  const { train, test } = holdOut(users, items, interactions, evaluationSplit);
  if (train.row.length === 0 || test.row.length === 0) return null;
  const embeddings = await trainToEnd(
    { users, items, interactions: train, ...(itemColumns && { itemColumns }) },
    configuration,
    reporter,
    'evaluating',
  );
  const measure = (scorer: Scorer) => evaluateRanking(scorer, train, test, cut);
  const score = scorerOfAll(embeddings);
  const perUser = [...evaluateUsers(score, train, test, cut)];
  const measured = meanOf(perUser, cut);
  const canaries = drawCanaries(train, test, configuration.randomState);
  const alarms = findAlarms(score, { train, test }, canaries, perUser);
  return {
    ...onlyMetrics(measured),
    k: measured.k,
    users: measured.users,
    heldOut: test.row.length,
    baselines: {
      random: onlyMetrics(measure(randomScorer(items.length, configuration.randomState))),
      popularity: onlyMetrics(measure(popularityScorer(train))),
    },
    ...(alarms.length > 0 && { alarms }),
  };
}
