import type { Alarm } from '@segue/core/model/evaluation/alarm';
import type { MeasuredApart } from './measured-apart.js';
import type { EvaluationReport } from '@segue/core/model/evaluation/evaluation-report';
import type { ListMetrics } from '@segue/core/model/evaluation/list-metrics';
import type { MethodChoice } from '@segue/core/model/choice/choose-method';
import type { Recipe } from '@segue/core/model/methods/recipe';
import type { OpinionOrder } from '@segue/core/model/evaluation/opinions';
import type { RankingMetrics } from '@segue/core/model/evaluation/ranking-metrics';
import type { LikesRule } from '@segue/core/versions/likes';
import type { KernelName } from '@segue/core/model/kernels/choice';

/** Metrics of the full ranking, as means over users, and of the recommended lists. */
export type FlatMetrics = RankingMetrics & ListMetrics;

/** The results of `segue evaluate`; `--json` prints them in this form. */
export interface Evaluation {
  train: RankingMetrics;
  /** On held-out pairs, with the train pairs excluded from the ranking. */
  test: FlatMetrics;
  /** On the same held-out pairs, from rankings that ignore the user. */
  baselines: { random: FlatMetrics; popularity: FlatMetrics };
  /** On other hidden pairs, with `--method discover`. */
  apart?: MeasuredApart;
  /** Of the standard model (`names`) on the same pairs, beside another model. */
  standard?: RankingMetrics;
  /** What the model was made by, and, with `--model auto`, how that was chosen. */
  method: Recipe & { choice?: MethodChoice };
  /** Which ratings are likes; null where all are, except negative ones. */
  likes: LikesRule | null;
  /** How often a held-out like stands above a held-out dislike of the same user; null without such pairs. */
  likedAboveDisliked: OpinionOrder | null;
  /** Held-out pairs of items that have train pairs, and of items that have none. */
  warm: EvaluationReport['warm'];
  cold: EvaluationReport['cold'];
  /** 95 % intervals, with --bootstrap. */
  intervals?: EvaluationReport['intervals'];
  /** With --per-user. */
  perUser?: { user: string; support: number; metrics: RankingMetrics }[];
  /** Reasons to distrust the figures. */
  alarms: readonly Alarm[];
  fitSeconds: number;
  /** Epochs of the fit: all, or as many as --early-stopping kept. */
  epochs: number;
  /** The kernel that was used; `note` says why it is not the requested one. */
  kernel: { name: KernelName; note?: string };
  users: number;
  items: number;
  interactions: number;
  heldOut: number;
  /** Users with held-out pairs. */
  testUsers: number;
  /** The cut-off of precision, recall, NDCG and MAP. */
  at: number;
}
