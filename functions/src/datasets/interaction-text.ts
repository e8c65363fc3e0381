import { decimalToNumber, powerOfTen } from './decimals.js';
import { decodeFeatures, encodeFeatures, type FeatureText } from './feature-sums.js';
import { emptyInteractions, type InteractionSums, type PairSum, smallestScale } from './interaction-sums.js';

/** Interactions as sorted vocabularies and parallel arrays, one place a pair: sorted by user, then by item. */
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
  /** For each user, four numbers a pair: item minus the previous item, rows, ratings, sum (a text beyond 2^53). */
  pairs: (number | string)[][];
  /** Only where columns describe items. */
  features?: FeatureText;
}

/** Canonical JSON text: names sorted by code unit, pairs by their names; the same sums give the same bytes. */
export function encodeInteractions(sums: InteractionSums): string {
  const { users, items, itemAt } = vocabularies(sums);
  const scale = smallestScale(sums);
  const unit = powerOfTen(sums.scale - scale);
  const pairs = users.map((user) => {
    const flat: (number | string)[] = [];
    let previous = 0;
    for (const [item, pair] of sortedPairs(sums.users.get(user)!, itemAt)) {
      flat.push(item - previous, pair.rows, pair.ratings, integerText(unit === 1n ? pair.sum : pair.sum / unit));
      previous = item;
    }
    return flat;
  });
  const text: InteractionText = { skipped: sums.skipped, scale, users, items, pairs };
  if (sums.features) text.features = encodeFeatures(sums.features, items);
  return JSON.stringify(text);
}

/** The sums of a text that `encodeInteractions` wrote. */
export function decodeInteractions(text: string): InteractionSums {
  const { skipped, scale, users, items, pairs, features } = JSON.parse(text) as InteractionText;
  const sums: InteractionSums = { ...emptyInteractions(), skipped, scale };
  users.forEach((user, u) => {
    const flat = pairs[u]!;
    const of = new Map<string, PairSum>();
    let item = 0;
    for (let at = 0; at < flat.length; at += 4) {
      item += flat[at] as number;
      of.set(items[item]!, {
        rows: flat[at + 1] as number,
        ratings: flat[at + 2] as number,
        sum: BigInt(flat[at + 3]!),
      });
    }
    sums.users.set(user, of);
  });
  if (features) sums.features = decodeFeatures(features, items);
  return sums;
}

/** Interactions as arrays for training: names become places in sorted vocabularies, sums become doubles. */
export function listInteractions(sums: InteractionSums): InteractionList {
  const { users, items, itemAt } = vocabularies(sums);
  const sorted = users.map((user) => sortedPairs(sums.users.get(user)!, itemAt));
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
  // The default order is by UTF-16 code unit, the same everywhere.
  const items = [...names].sort();
  return { users: [...sums.users.keys()].sort(), items, itemAt: new Map(items.map((item, at) => [item, at])) };
}

function sortedPairs(of: Map<string, PairSum>, itemAt: Map<string, number>): [number, PairSum][] {
  const pairs: [number, PairSum][] = [];
  for (const [item, pair] of of) pairs.push([itemAt.get(item)!, pair]);
  // Sums that were decoded are in order but for the pairs of later blocks.
  return pairs.every(([item], at) => at === 0 || pairs[at - 1]![0] < item) ? pairs : pairs.sort((a, b) => a[0] - b[0]);
}

function integerText(value: bigint): number | string {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value.toString();
}
