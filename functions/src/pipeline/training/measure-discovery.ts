import type { ModelConfiguration, ModelMetrics } from '@segue/core/contract/stored/model';
import { alikeScorer, popularityScorer } from '@segue/core/model/evaluation/baselines';
import { bootstrapMean } from '@segue/core/model/evaluation/bootstrap';
import type { DiscoverParts } from '@segue/core/model/evaluation/discover';
import { meanOf, type UserEvaluation } from '@segue/core/model/evaluation/evaluate';
import type { HeldOutParts } from '@segue/core/model/evaluation/hold-out';
import { onlyMetrics, type RankingMetrics } from '@segue/core/model/evaluation/ranking-metrics';
import { worseThanPopularity } from '@segue/core/model/evaluation/worse-than-popularity';
import {
  discoveryCut,
  inputOf,
  measureModel,
  measurePart,
  type DivisibleData,
} from '@segue/core/model/choice/discovery';
import { trainToEnd } from './train-to-end.js';
import type { TrainingReporter } from './training-reporter.js';

/** Resamplings of the users for the interval, and how many users it takes to be worth printing. */
const samples = 1000;
const leastUsers = 4;

/**
 * How well the configured method finds pairs that people would discover: measured on pairs that were hidden from it, next to
 * popularity and chance. The published model is a different one, made from everything.
 *
 * @returns `null` if nothing can be hidden.
 * @throws Cancelled, ModelError
 */
export async function measureDiscovery(
  data: DivisibleData,
  parts: DiscoverParts,
  configuration: ModelConfiguration,
  reporter: TrainingReporter,
): Promise<ModelMetrics | null> {
  if (hidesNothing(parts)) return null;
  const model = await trainToEnd(inputOf(data, parts.train), configuration, reporter, 'evaluating');
  const perUser = measureModel(model, parts);
  const measured = meanOf(perUser, discoveryCut);
  const chance = meanOf(measurePart(alikeScorer(data.items.length), parts), discoveryCut);
  const popularity = meanOf(measurePart(popularityScorer(parts.train), parts), discoveryCut);
  const isPopularity = configuration.model === 'popularity';
  const alarms = isPopularity ? [] : worseThanPopularity(popularity, measured, discoveryCut);
  return {
    ...onlyMetrics(measured),
    k: discoveryCut,
    users: measured.users,
    heldOut: parts.test.row.length,
    split: 'discover',
    ...intervalOf(perUser, configuration.randomState),
    baselines: {
      random: onlyMetrics(chance),
      popularity: onlyMetrics(popularity),
    },
    ...(alarms.length > 0 && { alarms }),
  };
}

/**
 * What the standard model reaches on the same pairs: LightFM with the same parameters and a vector for each item.
 *
 * @returns `null` if the configured method is the standard itself, or nothing can be hidden.
 * @throws Cancelled, ModelError
 */
export async function measureStandard(
  { users, items }: DivisibleData,
  parts: DiscoverParts,
  { regularisation: _, ...configuration }: ModelConfiguration,
  reporter: TrainingReporter,
): Promise<RankingMetrics | null> {
  if (configuration.model === 'names' || hidesNothing(parts)) return null;
  const input = inputOf({ users, items, interactions: parts.train }, parts.train);
  const model = await trainToEnd(input, { ...configuration, model: 'names' }, reporter, 'evaluating');
  return onlyMetrics(meanOf(measureModel(model, parts), discoveryCut));
}

/** Whether a split leaves nothing to train on, or nothing to measure. */
export function hidesNothing({ train, test }: HeldOutParts): boolean {
  return train.row.length === 0 || test.row.length === 0;
}

function intervalOf(perUser: readonly UserEvaluation[], seed: number): Pick<ModelMetrics, 'interval'> {
  if (perUser.length < leastUsers) return {};
  const precisions = perUser.map(({ metrics }) => metrics.precision);
  return { interval: bootstrapMean(precisions, { samples, seed }) };
}
