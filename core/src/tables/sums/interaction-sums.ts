import { type Cell, cellText } from '../cells.js';
import { decimalOfCell } from '../cell-decimal.js';
import { lowest, powerOfTen } from '../decimals.js';
import { addFeatureRow, combineFeatures, type FeatureSums } from './feature-sums.js';

/** The sums over the rows of one user and item; the rating sum is in units of the whole table's scale. */
export interface PairSum {
  rows: number;
  /** How many of the rows have a numeric rating. */
  ratings: number;
  sum: bigint;
}

/**
 * The sums of a block, or of a whole data set, by user and item. They form a group: adding and subtracting blocks in
 * any order gives the same content, and the same content gives the same bytes.
 */
export interface InteractionSums {
  /** The number of rows without a user or an item. */
  skipped: number;
  /** Rating sums are in units of 10^−scale. */
  scale: number;
  /** By user, then by item. */
  users: Map<string, Map<string, PairSum>>;
  /** Sums of the columns that describe items; absent if there are none. */
  features?: FeatureSums;
}

/** The columns of user, item, rating and item features, by number. */
export interface InteractionColumns {
  user: number;
  item: number;
  rating: number | null;
  /** Number columns that describe the item. */
  features?: readonly number[];
}

/** The sums of no rows, with the given number of feature columns. */
export function emptyInteractions(features = 0): InteractionSums {
  const sums: InteractionSums = { skipped: 0, scale: 0, users: new Map() };
  return features === 0 ? sums : { ...sums, features: { columns: features, items: new Map() } };
}

/** The sums of a block's rows. A row whose rating is not a number counts as a row without a rating. */
export function summariseInteractions(
  rows: Iterable<{ index: number; cells: Cell[] }>,
  columns: InteractionColumns,
): InteractionSums {
  const { features = [] } = columns;
  const sums = emptyInteractions(features.length);
  for (const { cells } of rows) {
    const user = cellText(cells[columns.user] ?? '');
    const item = cellText(cells[columns.item] ?? '');
    if (user === '' || item === '') {
      sums.skipped++;
      continue;
    }
    addRow(sums, pairOf(sums, user, item), columns.rating === null ? '' : (cells[columns.rating] ?? ''));
    if (sums.features) {
      const described = features.map((column) => cells[column] ?? '');
      addFeatureRow(sums.features, item, described);
    }
  }
  return sums;
}

/** Adds a block to a total. Changes the total and returns it. */
export function addInteractions(total: InteractionSums, block: InteractionSums): InteractionSums {
  return combine(total, block, 1);
}

/** Subtracts a block from a total: the exact inverse of adding it. Changes the total and returns it. */
export function subtractInteractions(total: InteractionSums, block: InteractionSums): InteractionSums {
  return combine(total, block, -1);
}

/** Joins the sums of tables that share no users. The tables must not be used afterwards. */
export function joinInteractions(tables: readonly InteractionSums[]): InteractionSums {
  const scale = Math.max(0, ...tables.map((table) => table.scale));
  const whole = { ...emptyInteractions(tables[0]?.features?.columns), scale };
  for (const table of tables) {
    raiseScale(table, scale);
    whole.skipped += table.skipped;
    for (const [user, items] of table.users) whole.users.set(user, items);
    if (whole.features && table.features) combineFeatures(whole.features, table.features, 1);
  }
  return whole;
}

function combine(total: InteractionSums, block: InteractionSums, sign: 1 | -1): InteractionSums {
  raiseScale(total, block.scale);
  const factor = BigInt(sign) * powerOfTen(total.scale - block.scale);
  total.skipped += sign * block.skipped;
  for (const [user, items] of block.users) {
    for (const [item, { rows, ratings, sum }] of items) {
      const pair = pairOf(total, user, item);
      pair.rows += sign * rows;
      pair.ratings += sign * ratings;
      pair.sum += factor * sum;
      if (pair.rows === 0 && pair.ratings === 0 && pair.sum === 0n) total.users.get(user)?.delete(item);
    }
    if (total.users.get(user)?.size === 0) total.users.delete(user);
  }
  if (total.features && block.features) combineFeatures(total.features, block.features, sign);
  return total;
}

function addRow(sums: InteractionSums, pair: PairSum, rating: Cell): void {
  pair.rows++;
  const number = decimalOfCell(rating);
  if (number === null) return;
  raiseScale(sums, number.scale);
  pair.ratings++;
  pair.sum += number.units * powerOfTen(sums.scale - number.scale);
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
