import {
  formatMetric,
  metricLabel,
  metricNames,
  type StoredMetrics,
} from '@segue/core/model/evaluation/ranking-metrics';
import { ScrollArea } from '../../components/scroll-area.js';
import { formatFixed, formatSigned } from '../../words/numbers.js';

/** One line of the table. */
export interface MetricsLine {
  name: string;
  values: StoredMetrics;
  /** Whether this line is what the table is about. */
  own?: boolean;
}

interface MetricsTableProps {
  label: string;
  /** The heading of the column of names. */
  of: string;
  /** The cut of the metrics at k. */
  k: number;
  rows: readonly MetricsLine[];
  /** Adds a line with the last line minus the first. */
  difference?: boolean;
}

/** Metrics side by side, one line per method or version. A metric that was not measured for every line is left out. */
export function MetricsTable({ label, of, k, rows, difference = false }: MetricsTableProps) {
  const shown = metricNames.filter((name) => rows.every(({ values }) => values[name] !== undefined));
  const [first, last] = [rows[0]!.values, rows[rows.length - 1]!.values];
  return (
    <ScrollArea label={label}>
      <table class="metrics-table figures">
        <thead>
          <tr>
            <th scope="col">{of}</th>
            {shown.map((metric) => (
              <th key={metric} scope="col">
                {metricLabel(metric, k)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ name, values, own = false }) => (
            <tr key={name} class={own ? 'own' : ''}>
              <th scope="row">{name}</th>
              {shown.map((metric) => (
                <td key={metric}>{figure(values[metric])}</td>
              ))}
            </tr>
          ))}
          {difference && (
            <tr>
              <th scope="row">Difference</th>
              {shown.map((metric) => (
                <td key={metric}>{differenceOf(first[metric], last[metric])}</td>
              ))}
            </tr>
          )}
        </tbody>
      </table>
    </ScrollArea>
  );
}

function figure(value: number | undefined): string {
  return value === undefined ? '' : formatMetric(value, formatFixed);
}

function differenceOf(first: number | undefined, last: number | undefined): string {
  return first === undefined || last === undefined ? '' : formatMetric(last - first, formatSigned);
}
