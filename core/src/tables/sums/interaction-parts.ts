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
 * Into how many parts users fall, by a hash of their names. Each part names its items again: with more parts an edit
 * touches less, and the whole is longer.
 */
const partCount = 16;

interface Row {
  index: number;
  cells: Cell[];
}

/** The sums of rows, by the part their user falls into. */
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

/** Sums by part as texts; a part without rows is left out. */
export function encodeInteractionParts(sums: ReadonlyMap<string, InteractionSums>): Parts {
  const filled = [...sums].filter(([, of]) => of.users.size > 0 || of.skipped > 0);
  return Object.fromEntries(filled.map(([part, of]) => [part, encodeInteractions(of)]));
}

/** The sums of all parts together. */
export function decodeInteractionParts(parts: Parts): InteractionSums {
  return joinInteractions(Object.values(parts).map(decodeInteractions));
}

/**
 * One part's text after the blocks' texts in `old` were taken out and those in `fresh` put in: the bytes that the rows
 * themselves would give. `null` stands for a part without rows.
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

/** The sums of a text, or empty ones with as many columns that describe items. */
function decodeOrEmpty(text: string | undefined, empty: boolean): InteractionSums {
  const sums = text === undefined ? emptyInteractions() : decodeInteractions(text);
  return empty ? emptyInteractions(sums.features?.columns) : sums;
}

function partOf(user: string): string {
  return `u${Math.floor(hashCell(user) / 2) % partCount}`;
}
