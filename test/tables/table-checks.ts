import { type ParsedTable, type ParseOptions, parseTable, TableError } from '@segue/core/tables/reading/parse-table';

/** The code of the `TableError` that a call throws; any other outcome is a failure. */
export function codeOf(call: () => unknown): string {
  return errorOf(call).code;
}

/** The `TableError` that a call throws; any other outcome is a failure. */
export function errorOf(call: () => unknown): TableError {
  try {
    call();
  } catch (error) {
    if (error instanceof TableError) return error;
    throw error;
  }
  throw new Error('Expected a TableError, but nothing was thrown.');
}

/** The table of a text, as if it had been uploaded. */
export function tableOf(text: string, options: Partial<ParseOptions> = {}): ParsedTable {
  return parseTable(new TextEncoder().encode(text), { fileName: 'test.csv', ...options });
}
