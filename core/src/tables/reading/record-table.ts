import { type Cell, cellText } from '../cells.js';
import { detectHeader, numberedColumns, uniqueColumns } from './header.js';
import type { Repairs } from './repairs.js';
import { TableError, type TableErrorCode } from './table-error.js';

/** A table with more columns is a matrix, which should be stored as rows of (row, column, value). */
export const mostColumns = 1000;

/** More rows than this do not fit into a function's memory while it parses. */
const mostRows = 2_000_000;

/** A table made from records: the names, the rows, the line of each row, and whether the first record was a header. */
export interface RecordTable {
  columns: string[];
  rows: Cell[][];
  lines: number[];
  header: boolean;
  headerReason?: string;
}

/** Turns records of any length into rows of equal length. Add every record in order, then call `finish`. */
export class RecordTableBuilder {
  readonly #repairs: Repairs;
  readonly #longRow: TableErrorCode;
  readonly #header: { header: boolean; reason?: string };
  readonly #sampleWidth: number;
  #columns: string[] | null = null;
  readonly #rows: Cell[][] = [];
  readonly #lines: number[] = [];

  /**
   * `sample` is the first records as texts; they decide whether there is a header and, without one, the number of
   * columns. `longRow` is the error code for a row with more cells than columns.
   */
  constructor(
    sample: readonly (readonly string[])[],
    header: boolean | 'detect',
    repairs: Repairs,
    longRow: TableErrorCode,
  ) {
    this.#repairs = repairs;
    this.#longRow = longRow;
    this.#header = header === 'detect' ? detectHeader(sample) : { header };
    this.#sampleWidth = commonestLength(sample);
  }

  /** Adds the next record, which begins on the given line. */
  add(cells: Cell[], line: number): void {
    if (this.#columns === null) {
      this.#columns = this.#start(cells, line);
      if (this.#header.header) return;
    }
    const row = this.#fit(cells, this.#columns.length, line);
    if (row === null) return;
    if (this.#rows.length === mostRows) {
      const most = mostRows.toLocaleString('en');
      throw new TableError('too-many-rows', `The file has more than ${most} rows. Upload a part of them.`);
    }
    this.#rows.push(row);
    this.#lines.push(line);
  }

  /** The finished table. */
  finish(): RecordTable {
    const { header, reason } = this.#header;
    const table = { columns: this.#columns ?? [], rows: this.#rows, lines: this.#lines, header };
    return reason === undefined ? table : { ...table, headerReason: reason };
  }

  #start(first: Cell[], line: number): string[] {
    const { header } = this.#header;
    const width = header ? first.length : Math.max(this.#sampleWidth, 1);
    if (width > mostColumns) {
      throw new TableError(
        'too-many-columns',
        `Line ${line} has ${width} columns; the limit is ${mostColumns}. Check the delimiter, or leave columns out.`,
      );
    }
    return header ? uniqueColumns(first.map(cellText), line, this.#repairs) : numberedColumns(width);
  }

  #fit(cells: Cell[], width: number, line: number): Cell[] | null {
    if (cells.length === width) return cells;
    if (cells.length > width) return this.#shorten(cells, width, line);
    // A line of spaces is a blank line, not a short row.
    if (cells.length === 1 && cellText(cells[0]!).trim() === '') return null;
    // If a row breaks off after a delimiter, its last cell is empty because it is missing.
    const given = cells.reduce<number>((last, cell, at) => (cell === '' ? last : at + 1), 0);
    const missing = width - given;
    const what = missing === 1 ? 'The missing one is' : `The missing ${missing} are`;
    this.#repairs.add(line, 'short-row', `Line ${line} has ${given} of ${width} cells. ${what} stored as empty.`);
    return [...cells, ...Array<Cell>(width - cells.length).fill('')];
  }

  #shorten(cells: Cell[], width: number, line: number): Cell[] {
    const extra = cells.slice(width);
    const stray = extra.find((cell) => cell !== '');
    const count = `Line ${line} has ${cells.length} cells for ${width} columns`;
    if (stray !== undefined) {
      const shown = cellText(stray).slice(0, 40);
      throw new TableError(
        this.#longRow,
        `${count}, so "${shown}" has no column. Check that line for a missing quote, or give another delimiter.`,
      );
    }
    const what = extra.length === 1 ? 'The extra one is empty and was' : `The extra ${extra.length} are empty and were`;
    this.#repairs.add(line, 'long-row', `${count}. ${what} left out.`);
    return cells.slice(0, width);
  }
}

function commonestLength(records: readonly (readonly string[])[]): number {
  const counts = new Map<number, number>();
  for (const { length } of records) counts.set(length, (counts.get(length) ?? 0) + 1);
  let best = 0;
  for (const [length, count] of counts) {
    const most = counts.get(best) ?? 0;
    if (count > most || (count === most && length > best)) best = length;
  }
  return best;
}
