import { cellText } from '../../functions/src/datasets/cells.js';
import type { ParsedTable } from '../../functions/src/datasets/parse-table.js';
import type { ItemColumns } from '../../functions/src/model/item-features.js';
import { findColumn } from './table-file.js';

/**
 * Numbers that describe each item: columns averaged over its rows, such as the audio values of an artist's tracks. NaN where no
 * row of an item has a number.
 *
 * @throws Failure where there is no such column
 */
export function averageColumns(
  table: ParsedTable,
  item: number,
  wanted: readonly string[],
  items: readonly string[],
): ItemColumns {
  const at = wanted.map((name) => findColumn(table, name));
  const indices = new Map(items.map((name, index) => [name, index]));
  const sums = new Float64Array(items.length * at.length);
  const counts = new Float64Array(sums.length);
  for (const cells of table.rows) {
    const index = indices.get(cellText(cells[item] ?? ''));
    if (index === undefined) continue;
    at.forEach((column, c) => {
      const text = cellText(cells[column] ?? '').trim();
      const value = text === '' ? NaN : Number(text);
      if (!Number.isFinite(value)) return;
      sums[index * at.length + c]! += value;
      counts[index * at.length + c]!++;
    });
  }
  return { items: items.length, columns: at.length, values: sums.map((sum, cell) => sum / counts[cell]!) };
}
