import { ModelError } from '../errors.js';
import { randomTrainTestSplit } from '../lightfm/cross-validation.js';
import { addText, emptyHash, finishHash } from '../name-hash.js';
import { cellRows, hasEntry, interactionMatrix, pickEntries, type Cells, type Interactions } from '../sparse.js';

/** How to hold out. */
export interface HoldOutOptions {
  /** The expected part of the pairs to hold out, in [0, 1]. */
  readonly fraction: number;
  /** A different key holds out different pairs. */
  readonly key: string;
}

/** The part of the pairs that is held out unless someone says otherwise: one in five. */
export const usualFraction = 0.2;

/** Two parts of some interactions, with the same numbers of users and items; no pair is in both. */
export interface HeldOutParts {
  readonly train: Interactions;
  /** Cells without values, so nothing can be trained on them: what was liked. */
  readonly test: Cells;
  /** What was set aside and is disliked: no hits, and nothing to train on. Absent: nothing. */
  readonly disliked?: Cells;
}

/**
 * Holds out test pairs by a keyed hash of (user name, item name): the same pair is always on the same side, no matter
 * what else the data contains, in which order, and under which indices. So a retrained model is measured on pairs that
 * no earlier model saw.
 *
 * @param userNames, itemNames the name of each index.
 * @throws ModelError `value` if the fraction is not in [0, 1] or a name is missing.
 */
export function holdOut(
  userNames: readonly string[],
  itemNames: readonly string[],
  interactions: Interactions,
  { fraction, key }: HoldOutOptions,
): HeldOutParts {
  checkFraction(fraction);
  const hashes = pairHashes(userNames, itemNames, interactions, key);
  return splitBy(
    interactions,
    Uint8Array.from(hashes, (hash) => (hash < fraction * 4294967296 ? 1 : 0)),
  );
}

/**
 * Holds out one pair of each user that has at least two: the pair with the lowest keyed hash, however often it is
 * stored. So adding or removing a pair affects only its own user's choice, and rarely.
 *
 * @throws ModelError `value` if a name is missing.
 */
export function leaveOneOut(
  userNames: readonly string[],
  itemNames: readonly string[],
  interactions: Interactions,
  { key }: Pick<HoldOutOptions, 'key'>,
): HeldOutParts {
  const { row, col, value } = interactions;
  const hashes = pairHashes(userNames, itemNames, interactions, key);
  const lowest = new Map<number, number>();
  const hasTwo = new Set<number>();
  row.forEach((user, entry) => {
    if (!(value[entry]! > 0)) return;
    const best = lowest.get(user);
    if (best !== undefined && col[best] !== col[entry]) hasTwo.add(user);
    if (best === undefined || comesBefore(entry, best)) lowest.set(user, entry);
  });
  // Items with equal hashes (about one case in four thousand million) are ordered by name, not by the order of entries.
  function comesBefore(entry: number, best: number): boolean {
    if (hashes[entry] !== hashes[best]) return hashes[entry]! < hashes[best]!;
    return itemNames[col[entry]!]! < itemNames[col[best]!]!;
  }
  const isHeld = (user: number, entry: number) => {
    const held = lowest.get(user);
    return held !== undefined && hasTwo.has(user) && col[entry] === col[held];
  };
  return splitBy(
    interactions,
    Uint8Array.from(row, (user, entry) => (isHeld(user, entry) ? 1 : 0)),
  );
}

/**
 * LightFM's random split as two parts, in shuffled order. Its draws depend on all pairs: adding one gives a different
 * split. If a pair is stored twice and falls on both sides, its train entry, which LightFM would keep, is left out.
 *
 * @param fraction the part that becomes test, in [0, 1].
 * @param seed in [0, 2^32 − 1].
 * @throws ModelError `value` if the fraction is not in [0, 1], or as `checkSeed` does.
 */
export function randomHoldOut(interactions: Interactions, fraction: number, seed: number): HeldOutParts {
  checkFraction(fraction);
  const entries = { ...interactionMatrix(interactions), data: Int32Array.from(interactions.row, (_, entry) => entry) };
  const { train, test } = randomTrainTestSplit(entries, { testPercentage: fraction, randomState: seed });
  const { users, items, row, col } = interactions;
  const heldRows = cellRows({ users, items, row: test.row, col: test.col });
  const unheld = train.data.filter((entry) => !hasEntry(heldRows, row[entry]!, col[entry]!));
  return { train: pickEntries(interactions, unheld), ...byOpinion(interactions, test.data) };
}

/** @throws ModelError `value` if the fraction is not in [0, 1]. */
export function checkFraction(fraction: number): void {
  if (!(fraction >= 0 && fraction <= 1)) {
    throw new ModelError(
      'value',
      `The fraction to hold out is ${fraction}; it must be in [0, 1], such as ${usualFraction}.`,
    );
  }
}

/** Splits interactions in two: entries marked 1 are for testing. All parts keep their order. */
export function splitBy(interactions: Interactions, isTest: Uint8Array): HeldOutParts {
  return {
    train: pickEntries(interactions, entriesOf(isTest, false)),
    ...byOpinion(interactions, entriesOf(isTest, true)),
  };
}

function entriesOf(isTest: Uint8Array, wanted: boolean): Int32Array {
  const entries = new Int32Array(isTest.length);
  let count = 0;
  for (let entry = 0; entry < isTest.length; entry++) if ((isTest[entry] === 1) === wanted) entries[count++] = entry;
  return entries.slice(0, count);
}

/** The entries for testing by what they say; those that say nothing, with a value of 0, are in neither. */
function byOpinion({ users, items, row, col, value }: Interactions, held: Int32Array): Omit<HeldOutParts, 'train'> {
  const cells = (says: (value: number) => boolean): Cells => {
    const chosen = held.filter((entry) => says(value[entry]!));
    return { users, items, row: chosen.map((entry) => row[entry]!), col: chosen.map((entry) => col[entry]!) };
  };
  const disliked = cells((one) => one < 0);
  return { test: cells((one) => one > 0), ...(disliked.row.length > 0 && { disliked }) };
}

/**
 * A hash in [0, 2^32) of each entry's names.
 *
 * @throws ModelError `value` if a name is missing.
 */
export function pairHashes(
  userNames: readonly string[],
  itemNames: readonly string[],
  { users, items, row, col }: Interactions,
  key: string,
): Float64Array {
  if (userNames.length < users || itemNames.length < items) {
    throw new ModelError('value', 'Some users or items have no name. Give a name for each index.');
  }
  const start = addText(emptyHash, key);
  const userHashes = userNames.map((name) => addText(start, name));
  const hashes = new Float64Array(row.length);
  for (let entry = 0; entry < row.length; entry++) {
    hashes[entry] = finishHash(addText(userHashes[row[entry]!]!, itemNames[col[entry]!]!));
  }
  return hashes;
}
