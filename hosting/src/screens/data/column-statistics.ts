import type { ColumnView } from '@segue/core/contract/dataset';
import type { ColumnProfile } from '@segue/core/tables/profile/column-profile';

/** The statistics of a column, or `null` while its rows are still being counted. */
export function statisticsOf(column: ColumnView): ColumnProfile | null {
  // The contract leaves the statistics open; what fills them is the profile, once there is one.
  return column.counted ? (column as unknown as ColumnProfile) : null;
}

/** The element a column's card is found at: `#column-tempo`. */
export function columnAnchor(name: string): string {
  return `column-${name.replace(/\s+/g, '-')}`;
}
