/** One line of CSV (RFC 4180) with its line end. Cells keep their exact text; quotes stand where they are needed. */
export function csvLine(cells: readonly (string | number)[]): string {
  return `${cells.map(quoteCell).join(',')}\r\n`;
}

function quoteCell(cell: string | number): string {
  const text = String(cell);
  return /[",\r\n]/.test(text) || text !== text.trim() ? `"${text.replaceAll('"', '""')}"` : text;
}
