import { emptyKindCounts, kindOfCell, kindOfColumn } from '../../../../functions/src/datasets/column-kinds.js';
import type { ParsedTable } from '../../../../functions/src/datasets/parse-table.js';

/** The kind of each column, as far as the rows read so far tell. */
export function columnKinds({ columns, rows }: Pick<ParsedTable, 'columns' | 'rows'>): string[] {
  return columns.map((_, column) => {
    const counts = emptyKindCounts();
    for (const row of rows) if (row[column] !== '') counts[kindOfCell(row[column]!)]++;
    return kindOfColumn(counts);
  });
}
