import type { RankingFigures } from '@segue/core/contract/stored/model';
import { ScrollArea } from '../../components/scroll-area.js';
import { formatMetric, formatSigned } from '../../format/numbers.js';

/** One line of the table. */
export interface MetricsLine {
  name: string;
  values: RankingFigures;
  /** What the table is about. */
  own?: boolean;
}

interface MetricsTableProps {
  label: string;
  /** What the names are names of. */
  of: string;
  /** The cut of the metrics at k. */
  k: number;
  rows: readonly MetricsLine[];
  /** Adds a line: the last line less the first. */
  difference?: boolean;
}

/** Metrics side by side, one line a method or version. A metric that one of them has not been measured by is left out. */
export function MetricsTable({ label, of, k, rows, difference = false }: MetricsTableProps) {
  const shown = columns.filter(({ key }) => rows.every(({ values }) => values[key] !== undefined));
  const [first, last] = [rows[0]!.values, rows.at(-1)!.values];
  return (
    <ScrollArea label={label}>
      <table class="metrics-table figures">
        <thead>
          <tr>
            <th scope="col">{of}</th>
            {shown.map(({ key, words }) => (
              <th key={key} scope="col">
                {words(k)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ name, values, own = false }) => (
            <tr key={name} class={own ? 'own' : ''}>
              <th scope="row">{name}</th>
              {shown.map(({ key }) => (
                <td key={key}>{formatMetric(values[key]!)}</td>
              ))}
            </tr>
          ))}
          {difference && (
            <tr>
              <th scope="row">Difference</th>
              {shown.map(({ key }) => (
                <td key={key}>{formatSigned(last[key]! - first[key]!, 3)}</td>
              ))}
            </tr>
          )}
        </tbody>
      </table>
    </ScrollArea>
  );
}

const columns: { key: keyof RankingFigures; words: (k: number) => string }[] = [
  { key: 'auc', words: () => 'AUC' },
  { key: 'precision', words: (k) => `Precision at ${k}` },
  { key: 'recall', words: (k) => `Recall at ${k}` },
  { key: 'reciprocalRank', words: () => 'Reciprocal rank' },
  { key: 'ndcg', words: (k) => `NDCG at ${k}` },
  { key: 'averagePrecision', words: (k) => `MAP at ${k}` },
];
