import type { Cell } from '../cells.js';

/** What a column holds, decided from all its cells. */
export type ColumnKind = 'integer' | 'number' | 'boolean' | 'date' | 'text';

/** How many non-empty cells of each kind a column has. Counts add up and subtract, so that a kind follows every edit. */
export type KindCounts = Record<ColumnKind, number>;

interface KindRule {
  kind: ColumnKind;
  /** Whether a non-empty text is of this kind; the first rule that accepts it decides. */
  accepts: (text: string) => boolean;
  /** The kinds that cells of such a column may have: whole numbers are numbers too. */
  covers: readonly ColumnKind[];
}

const integerText = /^-?(?:0|[1-9]\d*)$/;
const numberText = /^-?(?:(?:0|[1-9]\d*)(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d{1,3})?$/;
const dateText =
  /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])(?:[T ](?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:[.,]\d+)?)?(?:Z|[+-]\d{2}(?::?\d{2})?)?)?$/;

/** Longer digits are codes that happen to have no letters, and their sums would be of no use. */
const longestNumber = 40;

const rules: readonly KindRule[] = [
  {
    kind: 'integer',
    accepts: (text) => text.length <= longestNumber && integerText.test(text),
    covers: ['integer'],
  },
  {
    kind: 'number',
    accepts: (text) => text.length <= longestNumber && numberText.test(text) && keepsItsValue(text),
    covers: ['integer', 'number'],
  },
  { kind: 'boolean', accepts: (text) => /^(?:true|false)$/i.test(text), covers: ['boolean'] },
  { kind: 'date', accepts: (text) => text.length >= 10 && dateText.test(text) && isDay(text), covers: ['date'] },
  { kind: 'text', accepts: () => true, covers: ['integer', 'number', 'boolean', 'date', 'text'] },
];

/** No cells yet. */
export function emptyKindCounts(): KindCounts {
  return { integer: 0, number: 0, boolean: 0, date: 0, text: 0 };
}

/**
 * The kind of one non-empty cell. `0.35` and `"8.19E-06"` are numbers, an id such as `007` is text, dates are ISO dates
 * only: what a spreadsheet made of `4/4` (`4-Apr`) is text.
 */
export function kindOfCell(cell: Cell): ColumnKind {
  // From 1e21 on a number is written with an exponent, and its kind has to be that of its text.
  if (typeof cell === 'number') {
    if (Number.isInteger(cell) && Math.abs(cell) < 1e21) return 'integer';
    return Number.isFinite(cell) ? 'number' : 'text';
  }
  const first = cell.charCodeAt(0);
  const mayCount = (first >= 45 && first <= 57) || (cell.length <= 5 && cell.length >= 4);
  return mayCount ? rules.find(({ accepts }) => accepts(cell))!.kind : 'text';
}

/** Whether a text is a number, whole or not. */
export function isNumeric(text: string): boolean {
  const kind = text === '' ? 'text' : kindOfCell(text);
  return kind === 'integer' || kind === 'number';
}

/** The narrowest kind that covers every non-empty cell of a column; text for a column without any. */
export function kindOfColumn(counts: KindCounts): ColumnKind {
  const present = rules.map(({ kind }) => kind).filter((kind) => counts[kind] > 0);
  if (present.length === 0) return 'text';
  return rules.find(({ covers }) => present.every((kind) => covers.includes(kind)))!.kind;
}

/** The kind of each column of a table: what its profile will say. */
export function kindsOfTable({ columns, rows }: { columns: readonly string[]; rows: readonly Cell[][] }): ColumnKind[] {
  return columns.map((_, column) => {
    const counts = emptyKindCounts();
    for (const row of rows) if (row[column] !== '') counts[kindOfCell(row[column]!)]++;
    return kindOfColumn(counts);
  });
}

/** False for what a double can only hold as infinity or as zero. */
function keepsItsValue(text: string): boolean {
  const value = Number(text);
  return Number.isFinite(value) && (value !== 0 || !/[1-9]/.test(text.replace(/[eE].*/, '')));
}

function isDay(text: string): boolean {
  const [year, month, day] = text.slice(0, 10).split('-').map(Number) as [number, number, number];
  return day <= new Date(Date.UTC(year, month, 0)).getUTCDate();
}
