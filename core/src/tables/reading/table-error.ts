/** Why a file cannot be read as a table. A closed list: the page and the API show different help for each code. */
export type TableErrorCode =
  | 'unsupported-file-type'
  | 'empty-file'
  | 'binary-file'
  | 'unknown-encoding'
  | 'invalid-delimiter'
  | 'invalid-csv'
  | 'invalid-json'
  | 'not-a-table'
  | 'too-many-columns'
  | 'too-many-rows';

/** The only error that reading a file may throw. Its message names line and column, if any, and says what to do. */
export class TableError extends Error {
  readonly code: TableErrorCode;

  constructor(code: TableErrorCode, message: string) {
    super(message);
    this.name = 'TableError';
    this.code = code;
  }
}
