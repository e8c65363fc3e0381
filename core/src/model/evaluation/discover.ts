import type { Interactions } from '../sparse.js';
import {
  checkFraction,
  pairHashes,
  splitBy,
  usualFraction,
  type HeldOutParts,
  type HoldOutOptions,
} from './hold-out.js';

/** Two parts, and which items can be ranked by what was learned from `train`. */
export interface DiscoverParts extends HeldOutParts {
  /** 1 for items with a positive pair in train: others are not ranked. One per item. */
  readonly isRanked: Uint8Array;
}

/**
 * Holds out pairs that a model can discover: the item is known through another user, and belongs here too. As in
 * `holdOut`, a keyed hash of the names decides, so that a pair keeps its side. But each item keeps its pair with the
 * highest hash in train (of equal hashes, the one whose user comes first), and each user an only pair.
 *
 * Only positive pairs are split. A value of 0 or less, such as a dislike, stays in train, where it counts as known.
 *
 * @param userNames, itemNames the name of each index.
 * @throws ModelError `value` if the fraction is not in [0, 1] or a name is missing.
 */
export function discoverSplit(
  userNames: readonly string[],
  itemNames: readonly string[],
  interactions: Interactions,
  { fraction = usualFraction, key }: Partial<HoldOutOptions> & Pick<HoldOutOptions, 'key'>,
): DiscoverParts {
  checkFraction(fraction);
  const { items, row, col, value } = interactions;
  const bound = fraction * 4294967296;
  const hashes = pairHashes(userNames, itemNames, interactions, key);
  const anchors = anchorsOf(userNames, interactions, hashes);
  const hasTwo = usersWithTwo(interactions);
  const isTest = new Uint8Array(row.length);
  for (let entry = 0; entry < row.length; entry++) {
    const user = row[entry]!;
    const mayGo = value[entry]! > 0 && hasTwo[user] === 1 && anchors[col[entry]!] !== user;
    if (mayGo && hashes[entry]! < bound) isTest[entry] = 1;
  }
  const isRanked = new Uint8Array(items);
  for (const [item, user] of anchors.entries()) if (user >= 0) isRanked[item] = 1;
  return { ...splitBy(interactions, isTest), isRanked };
}

/**
 * Splits the train part of a `discoverSplit` once more, to choose between models without looking at its test part.
 * Throws as `discoverSplit` does.
 */
export function chooseSplit(
  userNames: readonly string[],
  itemNames: readonly string[],
  train: Interactions,
  options: Partial<HoldOutOptions> & Pick<HoldOutOptions, 'key'>,
): DiscoverParts {
  return discoverSplit(userNames, itemNames, train, { ...options, key: `${options.key}/choose` });
}

/** For each item, the user of its positive pair with the highest hash; −1 without a positive pair. */
function anchorsOf(
  userNames: readonly string[],
  { items, row, col, value }: Interactions,
  hashes: Float64Array,
): Int32Array {
  const anchors = new Int32Array(items).fill(-1);
  const highest = new Float64Array(items).fill(-1);
  for (let entry = 0; entry < row.length; entry++) {
    if (!(value[entry]! > 0)) continue;
    const [user, item, hash] = [row[entry]!, col[entry]!, hashes[entry]!];
    const isFirst = hash === highest[item] && userNames[user]! < userNames[anchors[item]!]!;
    if (hash > highest[item]! || isFirst) {
      highest[item] = hash;
      anchors[item] = user;
    }
  }
  return anchors;
}

/** 1 for users with two positive pairs or more; a pair that is stored twice counts once. */
function usersWithTwo({ users, row, col, value }: Interactions): Uint8Array {
  const first = new Int32Array(users).fill(-1);
  const hasTwo = new Uint8Array(users);
  for (let entry = 0; entry < row.length; entry++) {
    if (!(value[entry]! > 0)) continue;
    const [user, item] = [row[entry]!, col[entry]!];
    if (first[user] === -1) first[user] = item;
    else if (first[user] !== item) hasTwo[user] = 1;
  }
  return hasTwo;
}
