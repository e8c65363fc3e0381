import type { Cell } from '../cells.js';
import {
  addInteractions,
  emptyInteractions,
  type InteractionColumns,
  type InteractionSums,
  joinInteractions,
  subtractInteractions,
  sumRows,
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

/** The sums of rows, by the part of their user; a row of several users is in the part of each. */
export function sumByPart(rows: Iterable<Row>, columns: InteractionColumns): Map<string, InteractionSums> {
  const sums = new Map<string, InteractionSums>();
  sumRows(rows, columns, (user) => {
    const part = partOf(user);
    let of = sums.get(part);
    if (!of) sums.set(part, (of = emptyInteractions(columns.features?.length)));
    return of;
  });
  return sums;
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
  return empty ? emptyInteractions(sums.features) : sums;
}

function partOf(user: string): string {
  return `u${Math.floor(hashCell(user) / 2) % partCount}`;
}
