import { csvLine } from '@segue/core/tables/csv-line';

type RowOfCells = readonly (string | number)[];

/** Rows as CSV (RFC 4180), with a header line. */
export function toCsv(columns: readonly string[], rows: readonly RowOfCells[]): string {
  return [columns, ...rows].map(csvLine).join('');
}

/** Rows as a JSON array of records, one per line. */
export function toJson(columns: readonly string[], rows: readonly RowOfCells[]): string {
  const records = rows.map((row) =>
    JSON.stringify(Object.fromEntries(columns.map((name, at) => [name, row[at] ?? '']))),
  );
  return `[\n${records.join(',\n')}\n]\n`;
}
