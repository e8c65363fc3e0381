import type { Alarm } from './alarm.js';
import { findAlarms } from './alarms.js';
import { alikeScorer, popularityScorer, randomScorer } from './baselines.js';
import { bootstrapMean, type Interval } from './bootstrap.js';
import {
  evaluateRanking,
  evaluateUsers,
  meanOf,
  type RankingEvaluation,
  type RankingRules,
  type Scorer,
  type UserEvaluation,
} from './evaluate.js';
import { forEachMetric, type MetricName, type RankingMetrics } from './ranking-metrics.js';
import type { HeldOutParts } from './hold-out.js';
import { measureLists, type ListMetrics } from './list-metrics.js';
import { joinCells, splitByOpinion, type Cells } from '../sparse.js';

/** How to report. */
export interface ReportOptions {
  /** The cutoff of all metrics at k, and the length of the lists. */
  readonly k: number;
  /** Seed of the random baseline and of the bootstrap. */
  readonly seed: number;
  /** Cells from `drawCanaries` that were added to the held-out part; without them there is no canary alarm. */
  readonly canaries?: Cells;
  /** The number of bootstrap samples for the intervals; without it there are none. */
  readonly bootstrap?: number;
  /** What counts as the place of an item, and which items have one; LightFM's rules if absent. */
  readonly rules?: RankingRules;
}

/** How accurate the rankings are, and what the lists look like. */
export interface Measured {
  readonly ranking: RankingMetrics;
  readonly lists: ListMetrics;
}

/** Everything worth knowing about a model on one split. */
export interface EvaluationReport {
  /** On the likes it was trained on, ranked among all but the user's other pairs; does not show how good the model is. */
  readonly train: RankingMetrics;
  /** On held-out pairs; the user's train pairs are left out of the ranking. */
  readonly test: Measured;
  /** The same for rankings that know nothing about users. */
  readonly baselines: { readonly random: Measured; readonly popularity: Measured };
  /** Held-out pairs of items with train pairs (warm) and without (cold), each evaluated separately. */
  readonly warm: RankingEvaluation;
  readonly cold: RankingEvaluation;
  /** The users with held-out pairs, over whom the means in `test` are taken. */
  readonly perUser: readonly UserEvaluation[];
  /** 95 % intervals of the means in `test`; null unless requested. */
  readonly intervals: Readonly<Record<MetricName, Interval>> | null;
  /** Reasons not to believe the evaluation. */
  readonly alarms: readonly Alarm[];
}

/**
 * Evaluates a model that was trained on `parts.train`, along with both baselines on the same split.
 *
 * @throws ModelError as `evaluateRanking` does.
 */
export function reportEvaluation(
  score: Scorer,
  { train, test }: HeldOutParts,
  options: ReportOptions,
): EvaluationReport {
  const { k, seed, bootstrap, rules } = options;
  const nothing = emptyCells(train);
  const measure = (
    scorer: Scorer,
    ranking: RankingMetrics = evaluateRanking(scorer, train, test, k, rules),
  ): Measured => ({
    ranking,
    lists: measureLists(scorer, train, k),
  });
  const { warm, cold } = byWarmth(train, test);
  const { liked, others } = splitByOpinion(train);
  const perUser = [...evaluateUsers(score, train, test, k, rules)];
  return {
    train: evaluateRanking(score, others, liked, k, rules),
    test: measure(score, meanOf(perUser, k)),
    baselines: {
      random: measure(rules?.ties === 'mean' ? alikeScorer(train.items) : randomScorer(train.items, seed)),
      popularity: measure(popularityScorer(train)),
    },
    // The other kind is excluded, neither right nor wrong.
    warm: evaluateRanking(score, joinCells(train, cold), warm, k, rules),
    cold: evaluateRanking(score, joinCells(train, warm), cold, k, rules),
    perUser,
    intervals: bootstrap === undefined ? null : intervalsOf(perUser, bootstrap, seed),
    alarms: findAlarms(score, { train, test }, options.canaries ?? nothing, perUser, rules?.ties),
  };
}

/** Splits cells into those of items that `train` contains (warm) and the others (cold). */
export function byWarmth(train: Cells, test: Cells): { warm: Cells; cold: Cells } {
  const isWarm = new Uint8Array(train.items);
  for (const item of train.col) isWarm[item] = 1;
  const select = (wanted: number): Cells => {
    const chosen = (_: number, entry: number) => isWarm[test.col[entry]!] === wanted;
    return { ...test, row: test.row.filter(chosen), col: test.col.filter(chosen) };
  };
  return { warm: select(1), cold: select(0) };
}

function emptyCells({ users, items }: Cells): Cells {
  return { users, items, row: new Int32Array(0), col: new Int32Array(0) };
}

function intervalsOf(
  users: readonly UserEvaluation[],
  samples: number,
  seed: number,
): NonNullable<EvaluationReport['intervals']> {
  const interval = (name: MetricName) =>
    bootstrapMean(
      users.map(({ metrics }) => metrics[name]),
      { samples, seed },
    );
  return forEachMetric(interval);
}
