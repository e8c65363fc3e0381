import { CsvError, parse } from 'csv-parse/sync';
import { TableError } from './table-error.js';

/** Receives the fields of one record and the 1-based line of the file on which it begins. */
export type TakeRecord = (fields: string[], line: number) => void;

/**
 * Reads the records of a CSV file in UTF-8 one after the other (quotes as in RFC 4180; a quote inside an unquoted field
 * stands for itself; any line endings; blank lines are skipped).
 *
 * The package is named `csv-parse/sync` for Node, esbuild and jest alike; the page's bundler maps that name to
 * `csv-parse/browser/esm/sync`, the same code with the Buffer it needs.
 * @throws TableError `invalid-csv`, naming the line
 */
export function readCsvRecords(bytes: Uint8Array, delimiter: string, take: TakeRecord): void {
  const lines = new LineCounter(bytes);
  try {
    parse(bytes, {
      delimiter,
      record_delimiter: ['\r\n', '\n', '\r'],
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
      // Taking each record as it comes avoids holding the fields of the whole file twice.
      on_record: (fields: string[], { bytes: end }) => {
        take(fields, lines.nextRecord(end));
        return null;
      },
    });
  } catch (error) {
    if (error instanceof CsvError) throw unreadable(error, lines.nextRecord(bytes.length));
    throw error;
  }
}

function unreadable(error: CsvError, line: number): TableError {
  if (error.code === 'CSV_QUOTE_NOT_CLOSED') {
    return new TableError(
      'invalid-csv',
      `The record on line ${line} has an opening quote but no closing quote. Close it; inside quotes, write a quote twice.`,
    );
  }
  return new TableError(
    'invalid-csv',
    `The record on line ${line} cannot be read (${error.message}). Correct that line.`,
  );
}

/** Finds the line on which a record begins from where records end, because csv-parse counts CR LF in quotes twice. */
class LineCounter {
  readonly #bytes: Uint8Array;
  #at = 0;
  #line = 1;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  /** The line of the record that ends before `end`; the next call starts counting there. */
  nextRecord(end: number): number {
    while (this.#at < end && isLineEnd(this.#bytes[this.#at]!)) this.#count(this.#at + 1);
    const line = this.#line;
    this.#count(end);
    return line;
  }

  /** Counts line endings up to a position; CR LF ends one line, at its LF. */
  #count(end: number): void {
    const bytes = this.#bytes;
    for (let at = this.#at; at < end; at++) {
      const byte = bytes[at];
      if (byte === 10 || (byte === 13 && bytes[at + 1] !== 10)) this.#line++;
    }
    this.#at = end;
  }
}

function isLineEnd(byte: number): boolean {
  return byte === 10 || byte === 13;
}
