import type { ColumnView, DatasetView } from '@segue/core/contract/api/datasets';
import type { ModelView } from '@segue/core/contract/api/models';
import {
  formatMetric,
  metricLabel,
  metricNames,
  type StoredMetrics,
} from '@segue/core/model/evaluation/ranking-metrics';
import type { RecommendedItem } from '@segue/core/contract/api/recommendations';

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

/** Describes what was read from the file: size, columns with their kinds, and repairs by line. */
export function describeMetadata({ file, ...dataset }: DatasetView): string {
  const delimiter = file.delimiter === null ? '' : `, separated by ${JSON.stringify(file.delimiter)}`;
  return [
    `${dataset.name}: ${file.bytes} bytes of ${file.type}, ${file.encoding}${delimiter}`,
    `${dataset.rowCount} rows, ${dataset.columnCount} columns`,
    '',
    formatTable(
      ['column', 'kind', 'missing', 'distinct', 'min', 'max', 'mean'],
      dataset.columns.map((column) => describeColumn(column)),
    ),
    '',
    ...describeRepairs(dataset),
  ].join('\n');
}

function describeColumn({ name, kind, missing, distinct, min, max, mean }: ColumnView): string[] {
  const cell = (value: number | string | null) => (value === null ? '' : String(value).slice(0, 20));
  const average = mean === null ? '' : String(Number(mean.toPrecision(4)));
  return [name, kind, String(missing), String(distinct), cell(min), cell(max), average];
}

function describeRepairs({ repairs, repairCount }: Pick<DatasetView, 'repairs' | 'repairCount'>): string[] {
  if (repairCount === 0) return ['No repairs were needed.'];
  const more = repairCount - repairs.length;
  return [
    `Repaired while reading (${repairCount}):`,
    ...repairs.map(({ line, message }) =>
      message.includes(`${line}`) ? `  ${message}` : `  line ${line}: ${message}`,
    ),
    ...(more > 0 ? [`  and ${more} more`] : []),
  ];
}

/** Describes a model by its metrics on held-out pairs, next to the baselines. */
export function describeModel(model: ModelView): string {
  const { metrics } = model;
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

/** Describes an edit in one sentence. */
export function describeEdit({ index, column, from, to, item }: Edit): string {
  return `Row ${index} (${item}): ${column} changed from ${from} to ${to}.`;
}

function formatTable(head: string[], rows: string[][]): string {
  const widths = head.map((title, column) => Math.max(title.length, ...rows.map((row) => (row[column] ?? '').length)));
  const line = (cells: string[]) =>
    `  ${cells.map((cell, column) => cell.padEnd(widths[column]!)).join('   ')}`.trimEnd();
  return [line(head), line(widths.map((width) => '─'.repeat(width))), ...rows.map(line)].join('\n');
}
