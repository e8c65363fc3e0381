import { type Cell, cellText } from '../cells.js';
import { decimalOfCell } from '../cell-decimal.js';
import { namesInCell } from '../columns/list-cells.js';
import { type Decimal, lowest, powerOfTen } from '../decimals.js';
import { addFeatureRow, combineFeatures, type PairFeatures } from './feature-sums.js';
import { combineTags, tagKey, type PairTags } from './tag-sums.js';

/** The sums over the rows of one user and item; the rating sum is in units of the whole table's scale. */
export interface PairSum {
  rows: number;
  /** How many of the rows have a numeric rating. */
  ratings: number;
  sum: bigint;
  /** Sums of the columns that describe items; absent if no row has a number in any of them. */
  features?: PairFeatures;
  /** The tags of the item and of the user; absent if no row has one. */
  tags?: PairTags;
}

/**
 * Stands for the user of rows that describe an item without a user, and for the item of rows that describe a user: no cell
 * that names a user or an item is empty.
 */
export const noName = '';

/**
 * The sums of a block, or of a whole data set, by user and item. They form a group: adding and subtracting blocks in
 * any order gives the same content, and the same content gives the same bytes.
 */
export interface InteractionSums {
  /** The number of rows that name no pair and describe nothing. */
  skipped: number;
  /** Rating sums are in units of 10^−scale. */
  scale: number;
  /** By user, then by item. */
  users: Map<string, Map<string, PairSum>>;
  /** How many columns describe items; absent if none do. */
  features?: number;
}

/** The columns of user, item, rating, features and tags, by number. */
export interface InteractionColumns {
  user: number;
  /** The user column holds lists: each name in a cell is a user of that row. Absent: a cell is one user. */
  userLists?: true;
  item: number;
  rating: number | null;
  /** Number columns that describe the item. */
  features?: readonly number[];
  /** Text columns that describe the item; a cell is a tag or a list of tags. */
  itemTags?: readonly number[];
  /** The same for the user. In sums, these columns count after those of the item. */
  userTags?: readonly number[];
}

/** The sums of no rows, with the given number of feature columns. */
export function emptyInteractions(features = 0): InteractionSums {
  const sums: InteractionSums = { skipped: 0, scale: 0, users: new Map() };
  return features === 0 ? sums : { ...sums, features };
}

/**
 * The sums of a block's rows. A row whose rating is not a number counts as a row without a rating. A row of several
 * users counts in full for each of them.
 */
export function summariseInteractions(
  rows: Iterable<{ index: number; cells: Cell[] }>,
  columns: InteractionColumns,
): InteractionSums {
  const sums = emptyInteractions(columns.features?.length);
  sumRows(rows, columns, () => sums);
  return sums;
}

/**
 * Adds rows to sums, each pair to those that `sumsOf` has for its user; a skipped row to those for its user cell. A row
 * that only describes an item has `noName` for its user, one that only describes a user has it for its item.
 */
export function sumRows(
  rows: Iterable<{ cells: Cell[] }>,
  columns: InteractionColumns,
  sumsOf: (user: string) => InteractionSums,
): void {
  const described = describedColumns(columns);
  for (const { cells } of rows) {
    const cell = cellText(cells[columns.user] ?? '');
    const item = cellText(cells[columns.item] ?? '');
    const users = usersIn(cell, columns);
    const isPair = users.length > 0 && item !== '';
    const description = describe(cells, described, { users: users.length > 0, item: item !== '' });
    if (!isPair && !describesAny(description)) {
      sumsOf(cell).skipped++;
      continue;
    }
    const rating = isPair && columns.rating !== null ? decimalOfCell(cells[columns.rating] ?? '') : null;
    for (const user of users.length === 0 ? [noName] : users) {
      addRow(sumsOf(user), { user, item: item === '' ? noName : item, rating, ...description });
    }
  }
}

interface Description {
  numbers: (Decimal | null)[];
  tags: ReadonlyMap<string, number>;
}

/** The columns that describe, found once for all rows: of numbers, and of tags, those of the item before those of the user. */
interface DescribedColumns {
  features: readonly number[];
  tags: readonly number[];
  itemTags: number;
}

function describedColumns({ features = [], itemTags = [], userTags = [] }: InteractionColumns): DescribedColumns {
  return { features, tags: [...itemTags, ...userTags], itemTags: itemTags.length };
}

const noTags: Description['tags'] = new Map();

function describe(
  cells: Cell[],
  { features, tags, itemTags }: DescribedColumns,
  has: { users: boolean; item: boolean },
): Description {
  const numbers = features.map((column) => (has.item ? decimalOfCell(cells[column] ?? '') : null));
  if (tags.length === 0) return { numbers, tags: noTags };
  const found = new Map<string, number>();
  tags.forEach((at, column) => {
    const cell = cellText(cells[at] ?? '').trim();
    if (cell !== '' && (column < itemTags ? has.item : has.users)) found.set(tagKey({ column, cell }), 1);
  });
  return { numbers, tags: found };
}

function describesAny({ numbers, tags }: Description): boolean {
  return tags.size > 0 || numbers.some((number) => number !== null);
}

/** The users that a cell of the user column names. */
export function usersIn(cell: string, { userLists }: Pick<InteractionColumns, 'userLists'>): string[] {
  if (userLists) return namesInCell(cell);
  return cell === '' ? [] : [cell];
}

/** Adds a block to a total. Changes the total and returns it. */
export function addInteractions(total: InteractionSums, block: InteractionSums): InteractionSums {
  return combine(total, block, 1);
}

/** Subtracts a block from a total: the exact inverse of adding it. Changes the total and returns it. */
export function subtractInteractions(total: InteractionSums, block: InteractionSums): InteractionSums {
  return combine(total, block, -1);
}

/** Adds the sums of another pair of the same table. */
export function addToPair(pair: PairSum, { rows, ratings, sum, features, tags }: PairSum): void {
  pair.rows += rows;
  pair.ratings += ratings;
  pair.sum += sum;
  setFeatures(pair, combineFeatures(pair.features, features, 1));
  setTags(pair, combineTags(pair.tags, tags, 1));
}

/** Joins the sums of tables that share no users. The tables must not be used afterwards. */
export function joinInteractions(tables: readonly InteractionSums[]): InteractionSums {
  const scale = Math.max(0, ...tables.map((table) => table.scale));
  const whole = { ...emptyInteractions(tables[0]?.features), scale };
  for (const table of tables) {
    raiseScale(table, scale);
    whole.skipped += table.skipped;
    for (const [user, items] of table.users) whole.users.set(user, items);
  }
  return whole;
}

function combine(total: InteractionSums, block: InteractionSums, sign: 1 | -1): InteractionSums {
  raiseScale(total, block.scale);
  const factor = BigInt(sign) * powerOfTen(total.scale - block.scale);
  total.skipped += sign * block.skipped;
  for (const [user, items] of block.users) {
    for (const [item, { rows, ratings, sum, features, tags }] of items) {
      const pair = pairOf(total, user, item);
      pair.rows += sign * rows;
      pair.ratings += sign * ratings;
      pair.sum += factor * sum;
      if (total.features) setFeatures(pair, combineFeatures(pair.features, features, sign));
      setTags(pair, combineTags(pair.tags, tags, sign));
      if (isNothing(pair)) total.users.get(user)?.delete(item);
    }
    if (total.users.get(user)?.size === 0) total.users.delete(user);
  }
  return total;
}

function isNothing({ rows, ratings, sum, features, tags }: PairSum): boolean {
  return rows === 0 && ratings === 0 && sum === 0n && !features && !tags;
}

function setFeatures(pair: PairSum, features: PairFeatures | undefined): void {
  if (features) pair.features = features;
  else if (pair.features) delete pair.features;
}

function setTags(pair: PairSum, tags: PairTags | undefined): void {
  if (tags) pair.tags = tags;
  else if (pair.tags) delete pair.tags;
}

interface Row extends Description {
  user: string;
  item: string;
  rating: Decimal | null;
}

function addRow(sums: InteractionSums, { user, item, rating, numbers, tags }: Row): void {
  const pair = pairOf(sums, user, item);
  pair.rows++;
  setFeatures(pair, addFeatureRow(pair.features, numbers));
  if (tags.size > 0) setTags(pair, combineTags(pair.tags, tags, 1));
  if (rating === null) return;
  raiseScale(sums, rating.scale);
  pair.ratings++;
  pair.sum += rating.units * powerOfTen(sums.scale - rating.scale);
}

function pairOf(sums: InteractionSums, user: string, item: string): PairSum {
  let items = sums.users.get(user);
  if (!items) sums.users.set(user, (items = new Map<string, PairSum>()));
  let pair = items.get(item);
  if (!pair) items.set(item, (pair = { rows: 0, ratings: 0, sum: 0n }));
  return pair;
}

function raiseScale(sums: InteractionSums, scale: number): void {
  if (scale <= sums.scale) return;
  const factor = powerOfTen(scale - sums.scale);
  for (const items of sums.users.values()) for (const pair of items.values()) pair.sum *= factor;
  sums.scale = scale;
}

/** The smallest scale that holds every sum in a table, so that bytes depend on the sums and not on their history. */
export function smallestScale(sums: InteractionSums): number {
  let scale = 0;
  for (const items of sums.users.values()) {
    for (const { sum } of items.values()) {
      if (scale === sums.scale) return scale;
      if (sum % powerOfTen(sums.scale - scale) !== 0n) scale = lowest({ units: sum, scale: sums.scale }).scale;
    }
  }
  return scale;
}
