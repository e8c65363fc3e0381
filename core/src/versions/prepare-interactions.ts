import { entryOf } from '../tables/entry-of.js';
import { SegueError } from '../contract/errors.js';
import type { LeftOutItem } from '../contract/left-out.js';
import type { KnownItems } from '../contract/published-model.js';
import type { ModelConfiguration } from '../contract/stored/model.js';
import type { WeightOption } from '../contract/weights.js';
import { describeItems, type DescribedItems } from './descriptions/described-items.js';
import { describeUsers, type DescribedUsers } from './descriptions/described-users.js';
import { takeDescriptions } from './descriptions/take-descriptions.js';
import { leftOutItems } from './left-out-items.js';
import { likesRule, opinionOf, type LikesRule, type Opinion } from './likes.js';
import { mergeSpellings } from './merge-spellings.js';
import type { InteractionSums, PairSum } from '../tables/sums/interactions.js';
import { decimalToNumber, meanOfSum } from '../tables/decimals.js';
import type { Interactions } from '../model/sparse.js';
import { buildVocabulary } from '../model/lightfm/vocabulary.js';

/** Merged interactions ready for training: filtered, indexed, weighted. */
export interface PreparedInteractions extends Partial<Pick<DescribedItems, 'itemColumns' | 'described' | 'describe'>> {
  /** Names by index, sorted by code unit. */
  users: readonly string[];
  items: readonly string[];
  /** One entry per (user, item) pair, sorted by user, then by item. The value of a like is 1, of a dislike −1, else 0. */
  interactions: Interactions;
  /** What describes the items and users, if the model has columns for that; `itemColumns` and the like are of the items. */
  describedItems?: DescribedItems;
  describedUsers?: DescribedUsers;
  /** The items of each user as CSR rows: the same pairs, and how each counts. */
  known: KnownItems;
  /** The number of rows behind each item. */
  popularity: Float32Array;
  /** The number of rows behind all interactions. */
  rows: number;
  /** The row minimum that was applied. */
  minimumRows: number;
  /** The items below it, the most frequent first. */
  leftOut: LeftOutItem[];
  /** Whether any of the pairs has a rating. */
  hasRatings: boolean;
  /** Which ratings are likes; `null` where all are, except negative ones. */
  likes: LikesRule | null;
}

const automaticMinima = [50, 20, 10, 5, 1];
const enoughItems = 100;

type PreparationOptions = Pick<
  ModelConfiguration,
  'minimumRows' | 'weight' | 'merges' | 'itemFeatures' | 'itemTags' | 'userTags' | 'model' | 'threshold'
>;

/**
 * Turns the sums of a data set into input for training, and consumes them: merges of spellings and descriptions change them.
 * @throws too-little-data if fewer than two items are left; invalid-parameters if an item feature has no numbers.
 */
export function prepareInteractions(total: InteractionSums, options: PreparationOptions): PreparedInteractions {
  const { minimumRows, weight, merges = [], model, threshold } = options;
  const sums = mergeSpellings(total, merges);
  const lone = takeDescriptions(sums);
  const rowsOfItem = countRows(sums);
  const minimum = minimumRows === 'auto' ? automaticMinimum(rowsOfItem, model) : minimumRows;
  const kept = [...rowsOfItem].filter(([, rows]) => rows >= minimum);
  const items = buildVocabulary(kept.map(([item]) => item));
  const users = buildVocabulary(usersOf(sums, new Set(items.names)));
  if (items.names.length < 2) throw tooLittle(items.names.length, minimum, rowsOfItem.size);

  const likes = likesRule(sums, threshold);
  const entries = sortedEntries(sums, users, items, likes);
  if (!entries.some(({ opinion }) => opinion > 0)) throw nothingLiked(likes);
  const interactions = toInteractions(entries, users.names.length, items.names.length, weight, sums.scale);
  const rowCounts = entries.map(({ pair }) => pair.rows);
  const isWarm = (item: string) => rowsOfItem.has(item);
  const describedItems = describeItems({ sums, lone, entries, items: items.names, isWarm }, options);
  const describedUsers = describeUsers({ entries, lone, users: users.names }, options);
  return {
    users: users.names,
    items: items.names,
    interactions,
    likes,
    hasRatings: entries.some(({ pair }) => pair.ratings > 0),
    ...(describedItems && { describedItems, ...trainedOn(describedItems) }),
    ...(describedUsers && { describedUsers }),
    known: knownRows(interactions),
    popularity: Float32Array.from(items.names, (name) => entryOf(rowsOfItem, name)),
    rows: rowCounts.reduce((sum, rows) => sum + rows, 0),
    minimumRows: minimum,
    leftOut: leftOutItems(rowsOfItem, minimum),
  };
}

/** What methods learn from; absent where tags can be asked for, but none can be learned from. */
function trainedOn({ itemColumns, described, describe }: DescribedItems): Partial<PreparedInteractions> {
  return itemColumns.columns === 0 ? {} : { itemColumns, described, describe };
}

function countRows(sums: InteractionSums): Map<string, number> {
  const rows = new Map<string, number>();
  for (const items of sums.users.values()) {
    for (const [item, pair] of items) rows.set(item, (rows.get(item) ?? 0) + pair.rows);
  }
  return rows;
}

/**
 * The largest of the usual minima that keeps 100 items, else 1: LightFM learns little of items with few rows. The methods of
 * the menu keep their quality down to one row.
 */
function automaticMinimum(rowsOfItem: Map<string, number>, model: ModelConfiguration['model']): number {
  if (model !== undefined) return 1;
  const counts = [...rowsOfItem.values()];
  const fits = (minimum: number) => counts.filter((rows) => rows >= minimum).length >= enoughItems;
  return automaticMinima.find(fits) ?? 1;
}

function usersOf(sums: InteractionSums, items: Set<string>): string[] {
  return [...sums.users].filter(([, pairs]) => [...pairs.keys()].some((item) => items.has(item))).map(([user]) => user);
}

interface Entry {
  user: number;
  item: number;
  pair: PairSum;
  opinion: Opinion;
}

interface NameLookup {
  index(name: string): number | undefined;
}

function sortedEntries(sums: InteractionSums, users: NameLookup, items: NameLookup, likes: LikesRule | null): Entry[] {
  const entries: Entry[] = [];
  for (const [userName, pairs] of sums.users) {
    const user = users.index(userName);
    if (user === undefined) continue;
    for (const [itemName, pair] of pairs) {
      const item = items.index(itemName);
      if (item === undefined) continue;
      entries.push({ user, item, pair, opinion: opinionOf(pair, sums.scale, likes) });
    }
  }
  return entries.sort((a, b) => a.user - b.user || a.item - b.item);
}

function toInteractions(
  entries: Entry[],
  users: number,
  items: number,
  weight: WeightOption,
  scale: number,
): Interactions {
  return {
    users,
    items,
    row: Int32Array.from(entries, ({ user }) => user),
    col: Int32Array.from(entries, ({ item }) => item),
    value: Float32Array.from(entries, ({ opinion }) => opinion),
    ...weighted(entries, weight, scale),
  };
}

/** Sample weights, where they differ: what is neither like nor dislike teaches nothing. */
function weighted(entries: Entry[], option: WeightOption, scale: number): Pick<Interactions, 'weight'> {
  const given = option === 'none' ? undefined : weights(entries, option, scale);
  if (entries.every(({ opinion }) => opinion !== 0)) return given === undefined ? {} : { weight: given };
  return { weight: Float32Array.from(entries, ({ opinion }, at) => (opinion === 0 ? 0 : (given?.[at] ?? 1))) };
}

/**
 * Sample weights from the merged ratings, scaled to a mean of 1, so that the learning rate means the same with weights
 * as without. A sum below 0 counts by its size, since the pair's value has its sign; if nothing has a rating, all weights
 * are equal.
 */
function weights(entries: Entry[], option: Exclude<WeightOption, 'none'>, scale: number): Float32Array {
  const raw = entries.map(({ pair }) => weightOf[option]({ ...pair, sum: sizeOf(pair.sum) }, scale));
  // The sum of huge ratings would overflow a float64; only relative weights matter anyway.
  const unit = raw.some((weight) => weight > 1e290) ? 1e290 : 1;
  const mean = raw.reduce((sum, weight) => sum + weight / unit, 0) / Math.max(1, raw.length);
  return Float32Array.from(raw, (weight) => (mean === 0 ? 1 : weight / unit / mean));
}

const weightOf: Record<Exclude<WeightOption, 'none'>, (pair: PairSum, scale: number) => number> = {
  sum: ratingSum,
  mean: ({ sum, ratings }, scale) => (ratings === 0 ? 0 : meanOfSum({ units: sum, scale }, ratings)),
  log1p: (pair, scale) => Math.log1p(ratingSum(pair, scale)),
};

function sizeOf(sum: bigint): bigint {
  return sum < 0n ? -sum : sum;
}

function ratingSum({ sum }: PairSum, scale: number): number {
  return Math.min(Number.MAX_VALUE, decimalToNumber({ units: sum, scale }));
}

function knownRows({ users, row, col, value, weight }: Interactions): KnownItems {
  const indptr = new Int32Array(users + 1);
  for (const user of row) indptr[user + 1]!++;
  for (let user = 0; user < users; user++) indptr[user + 1]! += indptr[user]!;
  const weights = value.map((opinion, entry) => Math.sign(opinion) * (weight?.[entry] ?? 1));
  return { indptr, indices: col, ...(weights.some((each) => each !== 1) && { weights }) };
}

function nothingLiked(likes: LikesRule | null): SegueError {
  const least = likes === null ? 'is not negative' : `is ${likes.likedFrom} or more`;
  return new SegueError(
    'too-little-data',
    `No rating ${least}, so nothing is liked. Set another threshold ("none": each row is a like), or choose another ` +
      `column as rating.`,
  );
}

function tooLittle(kept: number, minimum: number, items: number): SegueError {
  return new SegueError(
    'too-little-data',
    `Only ${kept} of ${items} items have ${minimum} rows or more, and a ranking needs two. ` +
      `Lower minimumRows, choose other columns, or add rows.`,
  );
}
