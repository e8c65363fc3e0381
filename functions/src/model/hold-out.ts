import { ModelError } from './errors.js';
import type { Interactions } from './sparse.js';

const { imul } = Math;

/** How to hold out. */
export interface HoldOutOptions {
  /** Expected part of the pairs that is held out, in [0, 1]. */
  readonly fraction: number;
  /** Another key holds out other pairs. */
  readonly key: string;
}

/** Two disjoint parts of some interactions, with their numbers of users and items, in their order. */
export interface Parts {
  readonly train: Interactions;
  readonly test: Interactions;
}

const PRIME = 0x01000193;
const OFFSET = 0x811c9dc5 | 0;
/** Stands between two names; no UTF-16 code unit is that large, so no two pairs of names run together. */
const SEPARATOR = 0x10000;

/**
 * Holds out test pairs by a keyed hash of (user name, item name): the same pair is always on the same side, whatever else the
 * data holds, in which order, and under which indices. So a retrained model is measured on pairs that no earlier one saw.
 *
 * @param userNames, itemNames name of each index.
 * @throws ModelError `value` where the fraction is not in [0, 1] or a name is missing.
 */
export function holdOut(
  userNames: readonly string[],
  itemNames: readonly string[],
  interactions: Interactions,
  { fraction, key }: HoldOutOptions,
): Parts {
  if (!(fraction >= 0 && fraction <= 1)) {
    throw new ModelError('value', `The fraction to hold out is ${fraction}; it must be in [0, 1], such as 0.2.`);
  }
  if (userNames.length < interactions.users || itemNames.length < interactions.items) {
    throw new ModelError('value', 'Some users or items have no name. Give a name for each index.');
  }
  const start = mixText(OFFSET, key);
  const userHashes = userNames.map((name) => mixText(start, name));
  const isTest = Uint8Array.from(interactions.row, (user, entry) => {
    const hash = finish(mixText(userHashes[user]!, itemNames[interactions.col[entry]!]!));
    return hash < fraction * 4294967296 ? 1 : 0;
  });
  return { train: selectEntries(interactions, isTest, 0), test: selectEntries(interactions, isTest, 1) };
}

/** FNV-1a over UTF-16 code units, each taken whole, and a separator. */
function mixText(hash: number, text: string): number {
  let mixed = hash;
  for (let i = 0; i < text.length; i++) mixed = imul(mixed ^ text.charCodeAt(i), PRIME);
  return imul(mixed ^ SEPARATOR, PRIME);
}

/** murmur3's finaliser: spreads every bit over all 32, which FNV alone does not. In [0, 2^32). */
function finish(hash: number): number {
  let mixed = hash;
  mixed = imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}

function selectEntries(interactions: Interactions, part: Uint8Array, wanted: number): Interactions {
  const chosen = (_: number, entry: number) => part[entry] === wanted;
  const { users, items, row, col, value, weight } = interactions;
  return {
    users,
    items,
    row: row.filter(chosen),
    col: col.filter(chosen),
    value: value.filter(chosen),
    ...(weight && { weight: weight.filter(chosen) }),
  };
}
