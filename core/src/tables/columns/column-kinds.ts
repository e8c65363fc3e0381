import type { Cell } from '../cells.js';
import { dateKind } from './date-kind.js';
import type { KindTraits } from './kind-traits.js';
import { integerKind, numberKind } from './number-kinds.js';
import { booleanKind, textKind } from './word-kinds.js';

/** The kinds by name, in the order they are tried: the first that accepts a cell, or covers a column, decides. */
const table = {
  integer: integerKind,
  number: numberKind,
  boolean: booleanKind,
  date: dateKind,
  text: textKind,
} satisfies Record<string, KindTraits>;

/** What a column holds, decided from all its cells. */
export type ColumnKind = keyof typeof table;

/** How many non-empty cells of each kind a column has. Counts add and subtract, so the kind follows every edit. */
export type KindCounts = Record<ColumnKind, number>;

/** The names of all kinds, in the order they are tried. */
export const columnKinds = Object.keys(table) as ColumnKind[];

/** The names of all kinds, in the order that stored digests list their counts. */
export const storedKinds: readonly ColumnKind[] = columnKinds
  .slice()
  .sort((a, b) => table[a].storedAt - table[b].storedAt);

const traitsByName: ReadonlyMap<string, KindTraits> = new Map(Object.entries(table));
const noCells = Object.fromEntries(columnKinds.map((kind) => [kind, 0])) as KindCounts;
const numberCellKinds = columnKinds.flatMap((kind) => {
  const { acceptsNumber }: KindTraits = table[kind];
  return acceptsNumber ? [{ kind, acceptsNumber }] : [];
});

/** The possible kinds of a text by its first code unit, in the order to try them. */
const candidatesByFirst = candidatesOf(columnKinds);

/** The traits of a kind; those of text for a column whose kind is pending or known only to newer code. */
export function traitsOf(kind: ColumnKind | 'pending'): KindTraits {
  return traitsByName.get(kind) ?? textKind;
}

/** No cells yet. */
export function emptyKindCounts(): KindCounts {
  return { ...noCells };
}

/** The kind of one non-empty cell. `0.35` and `"8.19E-06"` are numbers, an id such as `007` is text. */
export function kindOfCell(cell: Cell): ColumnKind {
  if (typeof cell === 'number') {
    for (const { kind, acceptsNumber } of numberCellKinds) if (acceptsNumber(cell)) return kind;
    return 'text';
  }
  const first = cell.charCodeAt(0);
  if (!(first < candidatesByFirst.length)) return 'text';
  for (const { kind, shortest, longest, accepts } of candidatesByFirst[first]!) {
    if (cell.length >= shortest && cell.length <= longest && accepts(cell)) return kind;
  }
  return 'text';
}

/** Whether a text is of a kind with numbers. */
export function isNumeric(text: string): boolean {
  return text !== '' && traitsOf(kindOfCell(text)).numeric !== null;
}

/** The narrowest kind that covers every non-empty cell of a column; text for a column without any. */
export function kindOfColumn(counts: KindCounts): ColumnKind {
  const present = columnKinds.filter((kind) => counts[kind] > 0).map(traitsOf);
  const covers = (traits: KindTraits) => present.every((kind) => kind === traits || traits.covers.includes(kind));
  return (present.length > 0 && columnKinds.find((kind) => covers(traitsOf(kind)))) || 'text';
}

/** The kind of each column of a table, the same as its profile will give. */
export function kindsOfTable({ columns, rows }: { columns: readonly string[]; rows: readonly Cell[][] }): ColumnKind[] {
  return columns.map((_, column) => {
    const counts = emptyKindCounts();
    for (const row of rows) if (row[column] !== '') counts[kindOfCell(row[column]!)]++;
    return kindOfColumn(counts);
  });
}

interface Candidate {
  kind: ColumnKind;
  shortest: number;
  longest: number;
  accepts: (text: string) => boolean;
}

function candidatesOf(kinds: readonly ColumnKind[]): readonly (readonly Candidate[])[] {
  const byFirst: Candidate[][] = [];
  for (const kind of kinds) {
    const { firsts, lengths, accepts } = table[kind];
    for (let at = 0; at < firsts.length; at++) {
      const first = firsts.charCodeAt(at);
      while (byFirst.length <= first) byFirst.push([]);
      byFirst[first]!.push({ kind, shortest: lengths[0], longest: lengths[1], accepts });
    }
  }
  return byFirst;
}
