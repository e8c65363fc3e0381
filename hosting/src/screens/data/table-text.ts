type RowOfCells = readonly (string | number)[];

/** Rows as CSV (RFC 4180), with a header line. */
export function toCsv(columns: readonly string[], rows: readonly RowOfCells[]): string {
  return [columns, ...rows].map((row) => `${row.map(quoteCell).join(',')}\r\n`).join('');
}

/** Rows as a JSON array of records, one per line. */
export function toJson(columns: readonly string[], rows: readonly RowOfCells[]): string {
  const records = rows.map((row) =>
    JSON.stringify(Object.fromEntries(columns.map((name, at) => [name, row[at] ?? '']))),
  );
  return `[\n${records.join(',\n')}\n]\n`;
}

function quoteCell(cell: string | number): string {
  const text = String(cell);
  return /[",\r\n]/.test(text) || text !== text.trim() ? `"${text.replaceAll('"', '""')}"` : text;
}
