import { meanOfColumn, type InteractionSums, type PairSum } from '../tables/sums/interactions.js';
import type { LeftOutColumn, LeftOutReason } from './feature-columns.js';

/** Where so large a part of the pairs is a single row, a row says something of its pair. */
const singleRows = 0.95;
/** A column with one value within each of more than this part of the users stands for the user. */
const givesAway = 0.9;

/**
 * Columns that would describe items by their form, but whose values belong to the pair or to the user: they are to be
 * left out, with the reason. The values are means over the rows of a pair.
 *
 * - A judgement varies between users for most items that have several. So do an artist's tracks: an artist has others in
 *   each genre. Therefore it counts only where nearly all pairs are single rows, as ratings are, and where the column
 *   varies more between the users of an item than between items.
 * - A column that gives the user away has one value for all items of a user, and thereby says which pairs are held out.
 *   Users with a single item say nothing about that and do not count.
 *
 * @param columns names of the columns in the sums, in their order
 */
export function judgementColumns(sums: InteractionSums, columns: readonly string[]): LeftOutColumn[] {
  const single = singleRowShare(sums);
  return columns.flatMap((column, at) => {
    const reason = userReason(sums, at) ?? (single >= singleRows ? judgementReason(sums, at) : null);
    return reason ? [{ column, ...reason }] : [];
  });
}

function singleRowShare({ users }: InteractionSums): number {
  let [pairs, single] = [0, 0];
  for (const items of users.values()) {
    for (const { rows } of items.values()) {
      pairs++;
      if (rows === 1) single++;
    }
  }
  return single / pairs;
}

function userReason(sums: InteractionSums, column: number): LeftOutReason | null {
  let [users, constant] = [0, 0];
  for (const items of sums.users.values()) {
    const { isSeveral, isConstant } = firstMeans(items.values(), column);
    if (isSeveral) users++;
    if (isSeveral && isConstant) constant++;
  }
  if (constant <= givesAway * users) return null;
  return { reason: 'user-by-value', constant, users };
}

/** Whether several pairs have a mean, and whether all means are alike: mostly the first two tell. */
function firstMeans(pairs: Iterable<PairSum>, column: number): { isSeveral: boolean; isConstant: boolean } {
  let [known, least, largest] = [0, Infinity, -Infinity];
  for (const pair of pairs) {
    const mean = meanOfColumn(pair, column);
    if (Number.isNaN(mean)) continue;
    known++;
    least = Math.min(least, mean);
    largest = Math.max(largest, mean);
    if (areApart(least, largest)) return { isSeveral: true, isConstant: false };
  }
  return { isSeveral: known > 1, isConstant: true };
}

function judgementReason(sums: InteractionSums, column: number): LeftOutReason | null {
  const several = meansByItem(sums, column).filter(isSeveral);
  const varying = several.filter(varies).length;
  if (2 * varying <= several.length) return null;
  const within = shareWithin(several);
  return within > 0.5 ? { reason: 'judgement', varying, items: several.length, within } : null;
}

/** The means of each item, one per user that has one; in an order that depends on the sums alone. */
function meansByItem({ users }: InteractionSums, column: number): number[][] {
  const pairsOf = new Map<string, PairSum[]>();
  for (const items of users.values()) {
    for (const [item, pair] of items) {
      const known = pairsOf.get(item);
      if (known) known.push(pair);
      else pairsOf.set(item, [pair]);
    }
  }
  const names = [...pairsOf.keys()].sort();
  return names.map((name) => knownMeans(pairsOf.get(name) ?? [], column).sort((a, b) => a - b));
}

function knownMeans(pairs: Iterable<PairSum>, column: number): number[] {
  return Array.from(pairs, (pair) => meanOfColumn(pair, column)).filter((mean) => !Number.isNaN(mean));
}

function isSeveral(values: readonly number[]): boolean {
  return values.length > 1;
}

function varies(values: readonly number[]): boolean {
  return areApart(
    values.reduce((a, b) => Math.min(a, b)),
    values.reduce((a, b) => Math.max(a, b)),
  );
}

/** Means of the same number may differ in their last bits. */
function areApart(least: number, largest: number): boolean {
  return largest - least > 4 * Number.EPSILON * Math.max(Math.abs(least), Math.abs(largest));
}

/** The variance within groups as a share of all variance, both without bias; NaN where nothing varies. */
function shareWithin(groups: readonly number[][]): number {
  const all = groups.flat();
  const within = groups.reduce((sum, values) => sum + squaresAround(values), 0) / (all.length - groups.length);
  return within / (squaresAround(all) / (all.length - 1));
}

function squaresAround(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
}
