import type { ColumnView, DatasetView } from '@segue/core/contract/api/datasets';
import type { RowsView } from '@segue/core/contract/api/rows';
import { HistogramBars, ValueBars } from '../../components/column-shape.js';
import { isNumericKind, labelOfKind } from '../../components/kinds.js';
import { ScrollArea } from '../../components/scroll-area.js';
import { Skeleton } from '../../components/skeleton.js';
import { countOf } from '../../words/numbers.js';
import type { ChangedCells } from './changed-cells.js';
import { columnAnchor, statisticsOf } from './column-statistics.js';
import { DataCell } from './data-cell.js';

/** Rows below their column heads; each head shows the column's shape. */
export function RowsTable(props: {
  rows: RowsView | null;
  view: DatasetView | null;
  changed: ChangedCells;
  editable: boolean;
  dataset: string;
  onEdited: () => void;
}) {
  const { rows, view, changed, editable } = props;
  const columns = rows?.columns ?? view?.features ?? [];
  const numeric = columns.map((name) => isNumericKind(columnOf(view, name)?.kind ?? 'pending'));
  return (
    <ScrollArea label="Rows of the data set">
      <table class="table data-table" aria-rowcount={rows?.total ?? -1}>
        <thead>
          <tr>
            <th scope="col" class="row-number">
              row
            </th>
            {columns.length === 0 && waitingHeads}
            {columns.map((name, column) => (
              <th key={name} scope="col" class={numeric[column] ? 'numeric' : ''}>
                <ColumnHead name={name} view={view} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows
            ? rows.rows.map(({ index, values }) => (
                <tr key={index} aria-rowindex={index + 1}>
                  <th scope="row" class="row-number">
                    {index + 1}
                  </th>
                  {columns.map((name, column) => (
                    <DataCell
                      key={name}
                      value={values[column] ?? ''}
                      place={{ dataset: props.dataset, index, column: name }}
                      numeric={numeric[column]!}
                      changed={changed.has(`${index}:${column}`)}
                      editable={editable}
                      onEdited={props.onEdited}
                    />
                  ))}
                </tr>
              ))
            : waitingRows(columns.length || 4)}
        </tbody>
      </table>
    </ScrollArea>
  );
}

const waitingHeads = [0, 1, 2, 3].map((column) => (
  <th key={column} scope="col">
    <Skeleton width="72px" height="72px" />
  </th>
));

function waitingRows(columns: number) {
  return Array.from({ length: 10 }, (_, row) => (
    <tr key={row} aria-hidden="true">
      <th class="row-number" />
      {Array.from({ length: columns }, (_cell, column) => (
        <td key={column}>
          <Skeleton width="72px" />
        </td>
      ))}
    </tr>
  ));
}

function ColumnHead({ name, view }: { name: string; view: DatasetView | null }) {
  const column = columnOf(view, name);
  const statistics = column && statisticsOf(column);
  return (
    <a class="column-head" href={`#${columnAnchor(name)}`} tabindex={-1}>
      <span class="column-name">{name}</span>
      <span class="column-kind">{column ? labelOfKind(column.kind) : '…'}</span>
      <span class="column-shape">
        {statistics?.histogram && <HistogramBars histogram={statistics.histogram} />}
        {statistics && !statistics.histogram && <ValuesShape statistics={statistics} />}
      </span>
    </a>
  );
}

function ValuesShape({ statistics }: { statistics: NonNullable<ReturnType<typeof statisticsOf>> }) {
  const { distinct, topValues } = statistics;
  if (distinct > 1 && distinct <= 40 && topValues.length > 1)
    return <ValueBars counts={topValues.map(({ count }) => count)} />;
  return <span class="column-kind">{countOf(distinct, 'value')}</span>;
}

function columnOf(view: DatasetView | null, name: string): ColumnView | undefined {
  return view?.columns.find((column) => column.name === name);
}
