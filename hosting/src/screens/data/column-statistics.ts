import type { ColumnView, CountedColumn } from '@segue/core/contract/api/datasets';

/** The statistics of a column; `null` while its rows are still being counted. */
export function statisticsOf(column: ColumnView): CountedColumn | null {
  return column.counted ? column : null;
}

/** The id of the element that holds a column's card: `#column-tempo`. */
export function columnAnchor(name: string): string {
  return `column-${name.replace(/\s+/g, '-')}`;
}
