import { type Cell, toCell } from '../cells.js';
import { readCsvRecords } from './csv-records.js';
import { detectDelimiter, givenDelimiter } from './delimiter.js';
import { type DecodedText, decodeText } from './encoding.js';
import { type FileType, fileTypeOf } from './file-type.js';
import { readJsonTable } from './json-table.js';
import { type RecordTable, RecordTableBuilder } from './record-table.js';
import { type Repair, Repairs } from './repairs.js';
import { sampleRecords } from './sample-records.js';
import { TableError } from './table-error.js';
import { wholeCsvRecords, wholeJsonRecords } from './unfinished-end.js';

export type { Repair } from './repairs.js';
export { TableError } from './table-error.js';

/** How to read a file. Omitted options are detected. */
export interface ParseOptions {
  /** Its extension, `.csv` or `.json`, determines the type. */
  fileName: string;
  /** The type, whatever the name: for a local file. */
  type?: FileType;
  /** Any string; the two characters `\t` mean a tab, an empty string means that the delimiter is detected. */
  delimiter?: string;
  header?: boolean | 'detect';
  /** A label of the Encoding Standard, such as `utf-8` or `latin1`. */
  encoding?: string;
  /** Whether the bytes are only the beginning of a file (for a preview); if so, a truncated last record is left out. */
  partial?: boolean;
}

/** How a file was read; `detected` holds a sentence for each option that was not given. */
export interface ParsedFile {
  type: FileType;
  delimiter: string | null;
  encoding: string;
  header: boolean;
  detected: { delimiter?: string; header?: string; encoding?: string };
}

/** A file as a table. */
export interface ParsedTable {
  file: ParsedFile;
  /** The column names of the file, made unique; `col1`, `col2`, … if the file has none. */
  columns: string[];
  /** The rows, each exactly as long as `columns`. */
  rows: Cell[][];
  /** For each row, the 1-based line of the file on which it begins; in JSON, the number of its record. */
  lines: number[];
  /** The first hundred repairs. */
  repairs: Repair[];
  /** The total number of repairs. */
  repairCount: number;
}

/**
 * Reads a CSV or JSON file into columns and rows. Small faults are repaired and reported (short rows, unnamed columns);
 * faults that would lose or misplace data are refused.
 * @throws TableError and nothing else, whatever the bytes
 */
export function parseTable(bytes: Uint8Array, options: ParseOptions): ParsedTable {
  const type = options.type ?? fileTypeOf(options.fileName);
  const delimiter = givenDelimiter(options.delimiter);
  const { encoding, partial = false } = options;
  const decoded = decodeText(bytes, { partial, ...(encoding === undefined ? {} : { encoding }) });
  if (decoded.text.trim() === '') {
    throw new TableError('empty-file', 'The file is empty. Upload a file with at least one row.');
  }
  const repairs = new Repairs();
  noteReplaced(decoded, repairs);
  const header = options.header ?? 'detect';
  const read =
    type === 'json'
      ? readJson(decoded.text, header, partial, repairs)
      : readCsv(decoded, delimiter, header, partial, repairs);
  if (read.table.rows.length === 0) {
    throw new TableError('empty-file', 'The file has column names but no rows. Add at least one row.');
  }
  return tableOf(type, read, decoded, repairs);
}

interface Read {
  table: RecordTable;
  delimiter: string | null;
  delimiterReason?: string;
}

function readJson(text: string, header: boolean | 'detect', partial: boolean, repairs: Repairs): Read {
  return { table: readJsonTable(partial ? wholeJsonRecords(text) : text, header, repairs), delimiter: null };
}

function readCsv(
  { text, utf8 }: DecodedText,
  given: string | null,
  header: boolean | 'detect',
  partial: boolean,
  repairs: Repairs,
): Read {
  const { delimiter, reason } = given === null ? detectDelimiter(text) : { delimiter: given };
  const whole = partial ? wholeCsvRecords(text, delimiter) : text;
  const builder = new RecordTableBuilder(sampleRecords(whole, delimiter), header, repairs, 'invalid-csv');
  readCsvRecords(utf8 ?? new TextEncoder().encode(whole), delimiter, (fields, line) =>
    builder.add(fields.map(toCell), line),
  );
  const read = { table: builder.finish(), delimiter };
  return reason === undefined ? read : { ...read, delimiterReason: reason };
}

function tableOf(type: FileType, read: Read, decoded: DecodedText, repairs: Repairs): ParsedTable {
  const { columns, rows, lines, header, headerReason } = read.table;
  const detected: ParsedFile['detected'] = {};
  if (read.delimiterReason !== undefined) detected.delimiter = read.delimiterReason;
  if (headerReason !== undefined) detected.header = headerReason;
  if (decoded.reason !== undefined) detected.encoding = decoded.reason;
  const file = { type, delimiter: read.delimiter, encoding: decoded.encoding, header, detected };
  return { file, columns, rows, lines, repairs: repairs.list, repairCount: repairs.count };
}

function noteReplaced({ text, encoding, replaced }: DecodedText, repairs: Repairs): void {
  if (replaced === 0) return;
  const line = text.slice(0, text.indexOf('\uFFFD')).split(/\r\n|\r|\n/).length;
  const what = replaced === 1 ? 'One place is' : `${replaced} places, the first on line ${line}, are`;
  const message = `${what} not valid ${encoding}. Each is stored as the replacement character \uFFFD.`;
  repairs.add(line, 'replaced-bytes', replaced === 1 ? `Line ${line}: ${message}` : message);
}
