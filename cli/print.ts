import type { ColumnView, DatasetView } from '@segue/core/contract/api/datasets';
import { formatStatistic } from '@segue/core/tables/profile/statistic-text';

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
  const average = mean === null ? '' : formatStatistic(mean);
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

/** Formats a table whose columns are as wide as their widest cell. */
export function formatTable(head: string[], rows: string[][]): string {
  const widths = head.map((title, column) => Math.max(title.length, ...rows.map((row) => (row[column] ?? '').length)));
  const line = (cells: string[]) =>
    `  ${cells.map((cell, column) => cell.padEnd(widths[column]!)).join('   ')}`.trimEnd();
  return [line(head), line(widths.map((width) => '─'.repeat(width))), ...rows.map(line)].join('\n');
}
