import { aucOf, averagePrecisionOf, ndcgOf, precisionOf, recallOf, reciprocalRankOf } from './rank-metrics.js';

/** Where one user's test items rank, and among how many. */
export interface UserRanks {
  /** The rank of each test item, from 0. */
  readonly ranks: Float32Array;
  /** The cut of the metrics at k. */
  readonly k: number;
  /** All items, and those of them that train holds for the user. */
  readonly items: number;
  readonly known: number;
}

interface MetricDefinition {
  /** For people; a metric at k is followed by its cut. */
  readonly label: string;
  /** The same for narrow columns, at most 6 characters where a cut follows and 10 where none does. */
  readonly shortLabel: string;
  readonly isAtCut: boolean;
  /** Came after the first releases, so that older versions are stored without it. */
  readonly isLater?: true;
  /** The metric of one user who has test items, in [0, 1], the higher the better. */
  readonly measure: (user: UserRanks) => number;
}

/** Every ranking metric by name, in the order in which they are shown. */
export const rankingMetrics = {
  auc: {
    label: 'AUC',
    shortLabel: 'AUC',
    isAtCut: false,
    // 0.5 where train and test fill all items, since there is nothing to rank against (LightFM: NaN).
    measure: ({ ranks, items, known }) => (ranks.length + known < items ? aucOf(ranks, items, known) : 0.5),
  },
  precision: {
    label: 'Precision',
    shortLabel: 'prec',
    isAtCut: true,
    measure: ({ ranks, k }) => precisionOf(ranks, k),
  },
  recall: { label: 'Recall', shortLabel: 'recall', isAtCut: true, measure: ({ ranks, k }) => recallOf(ranks, k) },
  reciprocalRank: {
    label: 'Reciprocal rank',
    shortLabel: 'rec. rank',
    isAtCut: false,
    measure: ({ ranks }) => reciprocalRankOf(ranks),
  },
  ndcg: { label: 'NDCG', shortLabel: 'NDCG', isAtCut: true, measure: ({ ranks, k }) => ndcgOf(ranks, k) },
  /** Average precision; its mean over users is MAP. */
  averagePrecision: {
    label: 'MAP',
    shortLabel: 'MAP',
    isAtCut: true,
    isLater: true,
    measure: ({ ranks, k }) => averagePrecisionOf(ranks, k),
  },
} as const satisfies Record<string, MetricDefinition>;

/** The name of a metric. */
export type MetricName = keyof typeof rankingMetrics;

/** Metrics of one user, or means over users. */
export type RankingMetrics = Readonly<Record<MetricName, number>>;

type LaterMetric = {
  [Name in MetricName]: (typeof rankingMetrics)[Name] extends { readonly isLater: true } ? Name : never;
}[MetricName];

/** Metrics as a version keeps them: one older than a metric lacks it. */
export type StoredMetrics = Omit<RankingMetrics, LaterMetric> & Partial<Pick<RankingMetrics, LaterMetric>>;

/** The names of all metrics. */
export const metricNames = Object.keys(rankingMetrics) as readonly MetricName[];

/** Something for each metric. */
export function forEachMetric<Value>(valueOf: (name: MetricName) => Value): Record<MetricName, Value> {
  return Object.fromEntries(metricNames.map((name) => [name, valueOf(name)])) as Record<MetricName, Value>;
}

/** The metrics alone, of an object that holds more. */
export function onlyMetrics(metrics: RankingMetrics): RankingMetrics {
  return forEachMetric((name) => metrics[name]);
}

/** The metric's name for people: "Precision at 10". */
export function metricLabel(name: MetricName, k: number): string {
  const { label, isAtCut } = rankingMetrics[name];
  return isAtCut ? `${label} at ${k}` : label;
}

/** The same for narrow columns: "prec@10". */
export function shortMetricLabel(name: MetricName, k: number): string {
  const { shortLabel, isAtCut } = rankingMetrics[name];
  return isAtCut ? `${shortLabel}@${k}` : shortLabel;
}

/** Decimals of a metric, on the page and the command line: as many as tell 0.9998 from 1. */
const metricDecimals = 4;

/** A metric as text; `format` is for those who write numbers in their own way, with signs or a decimal comma. */
export function formatMetric(
  value: number,
  format: (value: number, decimals: number) => string = (number, decimals) => number.toFixed(decimals),
): string {
  return format(value, metricDecimals);
}
