import type { ColumnView } from '@segue/core/contract/api/datasets';
import { traitsOf } from '@segue/core/tables/columns/column-kinds';

/** Whether a column of this kind holds numbers: such a column is right-aligned and can be a rating. */
export function isNumericKind(kind: ColumnView['kind']): boolean {
  return traitsOf(kind).numeric !== null;
}

/** The name of a kind as shown to people. */
export function labelOfKind(kind: ColumnView['kind']): string {
  return kind === 'pending' ? kind : traitsOf(kind).label;
}
