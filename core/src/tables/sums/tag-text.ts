import { entryOf } from '../entry-of.js';
import { hasMembers, isArray, textAt, unknownForm } from '../stored-text.js';
import { packSums, readSums, type PackedSums } from './packed-sums.js';
import type { PairTags } from './tag-sums.js';

/** The canonical form of the tags of all pairs. */
export interface TagText {
  /** Keys of tag cells, sorted by code unit. */
  cells: string[];
  /**
   * For each user, packed: for each pair with tags its place among the user's pairs minus the place of the one before, how
   * many tags it has, and for each, in order, its cell minus the one before and its rows. Rows may be negative in
   * differences of sums.
   */
  sums: PackedSums[];
}

/** Whether a value has the outline of a `TagText`. */
export const isTagText = hasMembers<TagText>({ cells: isArray, sums: isArray });

/** Names them in errors. */
const what = 'sums of tags';
const signed = () => true;

/** The canonical form of the tags of pairs by user, pairs in their order; `undefined` if there are none. */
export function encodeTags(users: readonly (readonly (PairTags | undefined)[])[]): TagText | undefined {
  const known = new Set<string>();
  for (const pairs of users) for (const tags of pairs) if (tags) for (const cell of tags.keys()) known.add(cell);
  if (known.size === 0) return undefined;
  const cells = [...known].sort();
  const placeOf = new Map(cells.map((cell, place) => [cell, place]));
  return { cells, sums: users.map((pairs) => encodeUser(pairs, placeOf)) };
}

function encodeUser(pairs: readonly (PairTags | undefined)[], placeOf: Map<string, number>): PackedSums {
  const flat: number[] = [];
  let previous = 0;
  pairs.forEach((tags, place) => {
    if (!tags) return;
    flat.push(place - previous, tags.size);
    previous = place;
    let before = 0;
    const sorted = [...tags].map(([cell, rows]) => [entryOf(placeOf, cell), rows] as const).sort((a, b) => a[0] - b[0]);
    for (const [cell, rows] of sorted) {
      flat.push(cell - before, rows);
      before = cell;
    }
  });
  return packSums(flat, signed);
}

/**
 * Reads back what `encodeTags` wrote for a user, given how many pairs the user has.
 * @throws Error if it has another form
 */
export function decodeTags(packed: unknown, cells: readonly unknown[], pairs: number): (PairTags | undefined)[] {
  const numbers = readSums(what, packed);
  const decoded = new Array<PairTags | undefined>(pairs).fill(undefined);
  let place = 0;
  while (numbers.more) {
    place += Number(numbers.signed());
    if (!(place >= 0 && place < pairs)) throw unknownForm(what);
    const tags: PairTags = new Map();
    let cell = 0;
    for (let left = Number(numbers.signed()); left > 0; left--) {
      cell += Number(numbers.signed());
      tags.set(textAt(what, cells, cell), Number(numbers.signed()));
    }
    decoded[place] = tags;
  }
  return decoded;
}
