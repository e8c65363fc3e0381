import { type Cell, cellText } from '../cells.js';
import { uniqueColumns } from './header.js';
import { JsonReader } from './json-reader.js';
import { mostColumns, type RecordTable, RecordTableBuilder } from './record-table.js';
import type { Repairs } from './repairs.js';
import { TableError } from './table-error.js';

/** The keys under which an object may hold its rows. */
const rowKeys: readonly string[] = ['data', 'rows', 'records', 'items'];

const shapes =
  'Expected an array of records [{"name": value}], an array of arrays, one record per line, or an object with "data", "rows" or "records".';

/**
 * Reads a table from JSON: an array of records (columns in the order in which they first occur, missing values empty),
 * an array of arrays, one record or array per line, or an object with such an array under one of `rowKeys`. The lines
 * of the table are the numbers of its records.
 * @throws TableError `invalid-json` with line and column, `not-a-table`, `too-many-columns`
 */
export function readJsonTable(text: string, header: boolean | 'detect', repairs: Repairs): RecordTable {
  const reader = new JsonReader(text);
  const records = new RecordCollector(reader);
  if (isSequence(text)) {
    for (let n = 1; reader.peek() !== ''; n++) records.read(n);
  } else if (reader.peek() === '[') {
    reader.readArray((index) => records.read(index + 1));
  } else if (reader.peek() === '{') {
    readWrapped(reader, records);
  } else {
    reader.skipValue();
    throw new TableError('not-a-table', `The file is a single value. ${shapes}`);
  }
  return records.finish(header, repairs);
}

/** Whether more text follows the first value, as in NDJSON. */
function isSequence(text: string): boolean {
  const reader = new JsonReader(text);
  const first = reader.peek();
  if (first !== '{' && first !== '[') return false;
  // Try only the first line, and not if it is the whole file: reading a large array twice would be wasteful.
  const end = text.indexOf('\n', reader.at);
  if (end === -1) return false;
  const firstLine = new JsonReader(text.slice(0, end));
  firstLine.at = reader.at;
  try {
    firstLine.skipValue();
  } catch {
    return false;
  }
  if (firstLine.peek() !== '') return false;
  reader.at = firstLine.at;
  const next = reader.peek();
  return next === '{' || next === '[';
}

function readWrapped(reader: JsonReader, records: RecordCollector): void {
  const found: string[] = [];
  reader.readObject((key) => {
    if (found.length > 0 || !rowKeys.includes(key) || reader.peek() !== '[') return reader.skipValue();
    found.push(key);
    return reader.readArray((index) => records.read(index + 1));
  });
  if (found.length === 0) throw new TableError('not-a-table', `The file is one object without rows. ${shapes}`);
}

/** Collects records, or arrays, but not both. */
class RecordCollector {
  readonly #reader: JsonReader;
  readonly #columns = new Map<string, number>();
  readonly #rows: Cell[][] = [];
  #kind: '{' | '[' | null = null;

  constructor(reader: JsonReader) {
    this.#reader = reader;
  }

  read(number: number): void {
    const kind = this.#reader.peek();
    if (kind !== '{' && kind !== '[') {
      this.#reader.skipValue();
      throw new TableError('not-a-table', `Record ${number} is a bare value. ${shapes}`);
    }
    this.#kind ??= kind;
    if (kind !== this.#kind) {
      throw new TableError('not-a-table', `Record ${number} has a different shape from the first. ${shapes}`);
    }
    this.#rows.push(kind === '{' ? this.#readRecord() : this.#readArray());
  }

  finish(header: boolean | 'detect', repairs: Repairs): RecordTable {
    if (this.#reader.peek() !== '') this.#reader.fail('nothing more');
    return this.#kind === '[' ? this.#finishArrays(header, repairs) : this.#finishRecords(repairs);
  }

  #readRecord(): Cell[] {
    const row: Cell[] = [];
    this.#reader.readObject((key) => {
      const column = this.#columnOf(key);
      while (row.length < column) row.push('');
      row[column] = this.#reader.readCell();
    });
    return row;
  }

  #readArray(): Cell[] {
    const row: Cell[] = [];
    this.#reader.readArray(() => row.push(this.#reader.readCell()));
    return row;
  }

  #columnOf(key: string): number {
    const known = this.#columns.get(key);
    if (known !== undefined) return known;
    if (this.#columns.size === mostColumns) {
      throw new TableError(
        'too-many-columns',
        `Record ${this.#rows.length + 1} adds keys beyond the limit of ${mostColumns}. Leave some out, or turn keys into values.`,
      );
    }
    this.#columns.set(key, this.#columns.size);
    return this.#columns.size - 1;
  }

  #finishRecords(repairs: Repairs): RecordTable {
    if (this.#rows.length > 0 && this.#columns.size === 0) {
      throw new TableError('not-a-table', `The records have no keys, so there are no columns. ${shapes}`);
    }
    const columns = uniqueColumns([...this.#columns.keys()], 1, repairs);
    for (const row of this.#rows) while (row.length < columns.length) row.push('');
    return { columns, rows: this.#rows, lines: this.#rows.map((_, n) => n + 1), header: true };
  }

  #finishArrays(header: boolean | 'detect', repairs: Repairs): RecordTable {
    if (this.#rows.every((row) => row.length === 0)) {
      throw new TableError('not-a-table', `The records are empty arrays, so there are no cells. ${shapes}`);
    }
    const sample = this.#rows.slice(0, 200).map((row) => row.map(cellText));
    const builder = new RecordTableBuilder(sample, header, repairs, 'not-a-table');
    this.#rows.forEach((row, n) => builder.add(row, n + 1));
    return builder.finish();
  }
}
