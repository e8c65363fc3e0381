import type { RowsView } from '@segue/core/contract/api/rows';

/** Cells that just changed, as `row index:column`. */
export type ChangedCells = ReadonlySet<string>;

/** The cells that differ between two readings of the same rows. */
export function changedCells(before: RowsView, after: RowsView): ChangedCells {
  const old = new Map(before.rows.map(({ index, values }) => [index, values]));
  const changed = new Set<string>();
  for (const { index, values } of after.rows) {
    const was = old.get(index);
    values.forEach((value, column) => {
      if (was && was[column] !== value) changed.add(`${index}:${column}`);
    });
  }
  return changed;
}
