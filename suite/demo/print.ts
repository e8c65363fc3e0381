import { formatTable } from '@segue/cli/print';
import type { ModelView } from '@segue/core/contract/api/models';
import type { RecommendedItem } from '@segue/core/contract/api/recommendations';
import {
  formatMetric,
  metricLabel,
  metricNames,
  type StoredMetrics,
} from '@segue/core/model/evaluation/ranking-metrics';
import { chanceSentence } from '@segue/core/versions/answering/chance-note';
import { describeChange } from '@segue/core/versions/answering/changes';

/** The recommendations for one user: without and with the items the user already knows. */
export interface Answers {
  user: string;
  discover: RecommendedItem[];
  best: RecommendedItem[];
}

/** One edit of one cell. */
export interface Edit {
  /** The row's index, from 0. */
  index: number;
  column: string;
  from: string | number;
  to: string | number;
  /** The item in the edited row. */
  item: string;
}

/** Describes a model by its metrics on held-out pairs, next to the baselines. */
export function describeModel(model: ModelView): string {
  const { metrics, chance } = model;
  const made = `Version ${model.number} of the model ${model.id}: ${model.users ?? '?'} users, ${model.items ?? '?'} items`;
  if (!metrics) return `${made}; too few interactions to hold any out, so there are no metrics.`;
  return [
    made,
    `Measured on ${metrics.heldOut} interactions of ${metrics.users} users that were hidden from training:`,
    '',
    formatTable(
      ['', ...metricNames.map((name) => metricLabel(name, metrics.k))],
      [
        metricsRow('this model', metrics),
        metricsRow('popularity', metrics.baselines.popularity),
        metricsRow('random', metrics.baselines.random),
      ],
    ),
    ...(chance ? ['', chanceSentence(chance)] : []),
  ].join('\n');
}

function metricsRow(name: string, metrics: StoredMetrics): string[] {
  const texts = metricNames
    .map((metric) => metrics[metric])
    .map((value) => (value === undefined ? '' : formatMetric(value)));
  return [name, ...texts];
}

/** Prints both lists of one user, side by side. */
export function describeAnswers({ user, discover, best }: Answers): string {
  const name = (item: RecommendedItem | undefined) => item?.item ?? '';
  return [
    `${user}:`,
    formatTable(
      ['', 'discover (known excluded)', 'best (known included)'],
      best.map((item, index) => [String(index + 1), name(discover[index]), item.item + (item.known ? ' *' : '')]),
    ),
    '  * already known',
  ].join('\n');
}

/** Describes an edit in the words that the page and a version's cause use. */
export function describeEdit({ index, column, from, to, item }: Edit): string {
  const change = describeChange({ kind: 'edit', by: 'the demo', at: 0, rows: 1, row: index, column, from, to });
  return `${change} The row is one of ${item}.`;
}
