import { type Cell, cellText } from '../cells.js';
import {
  addInteractions,
  emptyInteractions,
  type InteractionColumns,
  type InteractionSums,
  joinInteractions,
  subtractInteractions,
  summariseInteractions,
} from './interaction-sums.js';
import { decodeInteractions, encodeInteractions } from './interaction-text.js';
import type { Parts } from '../parts.js';
import { hashCell } from '../profile/value-hash.js';

/**
 * The number of parts that users are divided into, by a hash of their names. Each part repeats the names of its items:
 * with more parts, an edit touches less, but the whole is longer.
 */
const partCount = 16;

interface Row {
  index: number;
  cells: Cell[];
}

/** The sums of rows, by the part of their user. */
export function sumByPart(rows: Iterable<Row>, columns: InteractionColumns): Map<string, InteractionSums> {
  const rowsOf = new Map<string, Row[]>();
  for (const row of rows) {
    const part = partOf(cellText(row.cells[columns.user] ?? ''));
    const known = rowsOf.get(part);
    if (known) known.push(row);
    else rowsOf.set(part, [row]);
  }
  return new Map([...rowsOf].map(([part, of]) => [part, summariseInteractions(of, columns)]));
}

/** Sums by part, as texts; parts without rows are left out. */
export function encodeInteractionParts(sums: ReadonlyMap<string, InteractionSums>): Parts {
  const filled = [...sums].filter(([, of]) => of.users.size > 0 || of.skipped > 0);
  return Object.fromEntries(filled.map(([part, of]) => [part, encodeInteractions(of)]));
}

/** The sums of all parts together. */
export function decodeInteractionParts(parts: Parts): InteractionSums {
  return joinInteractions(Object.values(parts).map(decodeInteractions));
}

/**
 * One part's text after subtracting the blocks' texts in `old` and adding those in `fresh`: the same bytes that summing
 * the rows would give. `null` stands for a part without rows.
 */
export function replaceInteractionPart(
  total: string | null,
  old: readonly string[],
  fresh: readonly string[],
): string | null {
  let sums = decodeOrEmpty(total ?? old[0] ?? fresh[0], total === null);
  for (const text of old) sums = subtractInteractions(sums, decodeInteractions(text));
  for (const text of fresh) sums = addInteractions(sums, decodeInteractions(text));
  return sums.users.size > 0 || sums.skipped > 0 ? encodeInteractions(sums) : null;
}

/** The sums in a text, or empty sums with equally many feature columns. */
function decodeOrEmpty(text: string | undefined, empty: boolean): InteractionSums {
  const sums = text === undefined ? emptyInteractions() : decodeInteractions(text);
  return empty ? emptyInteractions(sums.features?.columns) : sums;
}

function partOf(user: string): string {
  return `u${Math.floor(hashCell(user) / 2) % partCount}`;
}
