import { aucOf, averagePrecisionOf, ndcgOf, precisionOf, recallOf, reciprocalRankOf } from './rank-metrics.js';

/** Where one user's test items rank, and among how many. */
export interface UserRanks {
  /** The rank of each test item, from 0. */
  readonly ranks: Float32Array;
  /** The cutoff of the metrics at k. */
  readonly k: number;
  /** The number of all items, and of the user's items in train. */
  readonly items: number;
  readonly known: number;
}

interface MetricDefinition {
  /** The name that people read; a metric at k is followed by its cutoff. */
  readonly label: string;
  /** The same for narrow columns, at most 6 characters if a cutoff follows and 10 otherwise. */
  readonly shortLabel: string;
  readonly isAtCut: boolean;
  /** Added after the first releases, so stored versions may lack it. */
  readonly isLater?: true;
  /** The metric for one user with test items, in [0, 1], higher is better. */
  readonly measure: (user: UserRanks) => number;
}

/** Every ranking metric by name, in the order in which they are shown. */
export const rankingMetrics = {
  auc: {
    label: 'AUC',
    shortLabel: 'AUC',
    isAtCut: false,
    // 0.5 if train and test contain all items, since there is nothing to rank against (LightFM: NaN).
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

/** Metrics as stored with a version; versions older than a metric lack it. */
export type StoredMetrics = Omit<RankingMetrics, LaterMetric> & Partial<Pick<RankingMetrics, LaterMetric>>;

/** The names of all metrics. */
export const metricNames = Object.keys(rankingMetrics) as readonly MetricName[];

/** Makes an object with a value for each metric. */
export function forEachMetric<Value>(valueOf: (name: MetricName) => Value): Record<MetricName, Value> {
  return Object.fromEntries(metricNames.map((name) => [name, valueOf(name)])) as Record<MetricName, Value>;
}

/** Only the metrics of an object that has other members too. */
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

/** Decimal places of a metric on the page and the command line: enough to distinguish 0.9998 from 1. */
const metricDecimals = 4;

/** A metric as text; pass `format` to write numbers differently, say with signs or a decimal comma. */
export function formatMetric(
  value: number,
  format: (value: number, decimals: number) => string = (number, decimals) => number.toFixed(decimals),
): string {
  return format(value, metricDecimals);
}
