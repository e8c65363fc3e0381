import { entryOf } from '../entry-of.js';
import { decimalToNumber, powerOfTen } from '../decimals.js';
import { decodeFeatures, encodeFeatures, type FeatureText, isFeatureText } from './feature-text.js';
import { emptyInteractions, type InteractionSums, type PairSum, smallestScale } from './interaction-sums.js';
import { packable, packSums, type PackedSums, readSums } from './packed-sums.js';
import { decodeTags, encodeTags, isTagText, type TagText } from './tag-text.js';
import { hasMembers, isArray, isNumber, optional, parseText, textAt, unknownForm } from '../stored-text.js';

/** Interactions as sorted vocabularies and parallel arrays with one element per pair, sorted by user, then by item. */
export interface InteractionList {
  users: string[];
  items: string[];
  userOf: Int32Array;
  itemOf: Int32Array;
  rows: Float64Array;
  ratings: Float64Array;
  /** The double nearest to the exact sum. */
  ratingSum: Float64Array;
}

interface InteractionText {
  skipped: number;
  scale: number;
  users: string[];
  items: string[];
  /**
   * For each user, four packed numbers per pair: the item minus the previous one, the rows, how many of them have no
   * rating, and the sum, the only one that may be negative.
   */
  pairs: PackedSums[];
  /** Present only if columns describe items. */
  features?: FeatureText;
  /** Present only if a pair has tags. */
  tags?: TagText;
}

const isInteractionText = hasMembers<InteractionText>({
  skipped: isNumber,
  scale: isNumber,
  users: isArray,
  items: isArray,
  pairs: isArray,
  features: optional(isFeatureText),
  tags: optional(isTagText),
});

/** Canonical JSON text: names sorted by code unit, pairs by name; equal sums give equal bytes. */
export function encodeInteractions(sums: InteractionSums): string {
  const { users, items, itemAt } = vocabularies(sums);
  const scale = smallestScale(sums);
  const unit = powerOfTen(sums.scale - scale);
  const pairs: PackedSums[] = [];
  const described: PackedSums[] = [];
  const tagged: (PairSum['tags'] | undefined)[][] = [];
  for (const user of users) {
    const of = sortedPairs(entryOf(sums.users, user), itemAt);
    const flat: (number | bigint)[] = [];
    let previous = 0;
    for (const [item, { rows, ratings, sum }] of of) {
      flat.push(item - previous, rows, rows - ratings, packable(unit === 1n ? sum : sum / unit));
      previous = item;
    }
    pairs.push(packSums(flat, isSum));
    if (sums.features) described.push(encodeFeatures(of.map(([, { features }]) => features)));
    tagged.push(of.map(([, { tags }]) => tags));
  }
  const text: InteractionText = { skipped: sums.skipped, scale, users, items, pairs };
  if (sums.features) text.features = { columns: sums.features, sums: described };
  const tags = encodeTags(tagged);
  if (tags) text.tags = tags;
  return JSON.stringify(text);
}

/** The last of the four numbers of a pair is signed. */
function isSum(at: number): boolean {
  return at % 4 === 3;
}

/** Names them in errors. */
const what = 'sums of pairs';

/**
 * Reads back the sums that `encodeInteractions` wrote.
 *
 * @throws Error if the text has another form
 */
export function decodeInteractions(text: string): InteractionSums {
  const { skipped, scale, users, items, pairs, features, tags } = parseText(what, text, isInteractionText);
  const sums: InteractionSums = { ...emptyInteractions(features?.columns), skipped, scale };
  for (const each of [features, tags]) if (each && each.sums.length > users.length) throw unknownForm(what);
  users.forEach((user, u) => {
    const numbers = readSums(what, pairs[u]);
    const of = new Map<string, PairSum>();
    let item = 0;
    while (numbers.more) {
      item += numbers.count();
      const rows = numbers.count();
      const ratings = rows - numbers.count();
      of.set(textAt(what, items, item), { rows, ratings, sum: BigInt(numbers.signed()) });
    }
    if (features) setEach(of.values(), decodeFeatures(features.sums[u], features.columns, of.size), 'features');
    if (tags) setEach(of.values(), decodeTags(tags.sums[u], tags.cells, of.size), 'tags');
    sums.users.set(user, of);
  });
  return sums;
}

function setEach<Member extends 'features' | 'tags'>(
  pairs: Iterable<PairSum>,
  values: readonly PairSum[Member][],
  member: Member,
): void {
  let place = 0;
  for (const pair of pairs) {
    const value = values[place++];
    if (value) pair[member] = value;
  }
}

/** Interactions as arrays for training: names become indexes into sorted vocabularies, sums become doubles. */
export function listInteractions(sums: InteractionSums): InteractionList {
  const { users, items, itemAt } = vocabularies(sums);
  const sorted = users.map((user) => sortedPairs(entryOf(sums.users, user), itemAt));
  const size = sorted.reduce((total, pairs) => total + pairs.length, 0);
  const list: InteractionList = {
    users,
    items,
    userOf: new Int32Array(size),
    itemOf: new Int32Array(size),
    rows: new Float64Array(size),
    ratings: new Float64Array(size),
    ratingSum: new Float64Array(size),
  };
  let at = 0;
  sorted.forEach((pairs, user) => {
    for (const [item, pair] of pairs) {
      list.userOf[at] = user;
      list.itemOf[at] = item;
      list.rows[at] = pair.rows;
      list.ratings[at] = pair.ratings;
      list.ratingSum[at++] = decimalToNumber({ units: pair.sum, scale: sums.scale });
    }
  });
  return list;
}

function vocabularies(sums: InteractionSums): { users: string[]; items: string[]; itemAt: Map<string, number> } {
  const names = new Set<string>();
  for (const items of sums.users.values()) for (const item of items.keys()) names.add(item);
  // The default order is by UTF-16 code unit and the same everywhere.
  const items = [...names].sort();
  return { users: [...sums.users.keys()].sort(), items, itemAt: new Map(items.map((item, at) => [item, at])) };
}

function sortedPairs(of: Map<string, PairSum>, itemAt: Map<string, number>): [number, PairSum][] {
  const pairs: [number, PairSum][] = [];
  for (const [item, pair] of of) pairs.push([entryOf(itemAt, item), pair]);
  // Decoded sums are in order, except for the pairs of later blocks.
  return pairs.every(([item], at) => at === 0 || pairs[at - 1]![0] < item) ? pairs : pairs.sort((a, b) => a[0] - b[0]);
}
