import { limits } from '../contract/limits.js';
import type { ColumnFacts } from '../tables/profile/column-facts.js';
import { nameReason } from './feature-names.js';

/** Why a column describes no items, with the numbers for a sentence about it. */
export type LeftOutReason =
  /** It names the users or the items. */
  | { reason: 'role' }
  /** Fewer than half of its cells are filled. */
  | { reason: 'mostly-empty'; filled: number; rows: number }
  /** Fewer than 95 % of its filled cells are numbers. */
  | { reason: 'not-numeric'; numbers: number; filled: number }
  /** Its name says that it identifies or numbers rows. */
  | { reason: 'id-by-name'; word: string }
  /** Its name says that it is a time. */
  | { reason: 'time-by-name'; word: string }
  /** It has one value only. */
  | { reason: 'constant' }
  /** Its whole numbers have few values, as codes do. */
  | { reason: 'few-values'; distinct: number }
  /** Its whole numbers are all different: they number the rows. */
  | { reason: 'row-number'; rows: number }
  /** More columns describe items than a model takes. */
  | { reason: 'too-many'; most: number }
  /**
   * It says what a user thinks of an item: it varies between the users of `varying` of the `items` that have several,
   * and this is the share `within` of its variance.
   */
  | { reason: 'judgement'; varying: number; items: number; within: number }
  /** It gives the user away: it has one value for all items of `constant` of the `users` that have several. */
  | { reason: 'user-by-value'; constant: number; users: number };

/** A column that describes no items, and why. */
export type LeftOutColumn = { column: string } & LeftOutReason;

/** Columns that describe items, and all others. */
export interface FeatureColumns {
  columns: string[];
  leftOut: LeftOutColumn[];
}

/** The columns with a role in a model. A rating may describe items too: the popularity of a track does. */
interface Roles {
  user: string;
  item: string;
}

const least = { filled: 0.5, numeric: 0.95 };
/** Whole numbers with at most so many values are codes, such as keys and modes. */
const mostCodes = 12;
/** In a column with fewer cells, whole numbers may be all different by chance. */
const leastRowNumbers = 50;

/**
 * Which columns describe items, decided over all rows of the file. What their values say about users and items decides
 * `judgementColumns`. Times are left out although they are numbers: a year says when, not what.
 *
 * The profile does not know the order of rows, so whole numbers that are all different count as row numbers, strictly
 * rising or not.
 */
export function proposeFeatureColumns(facts: readonly ColumnFacts[], roles: Roles): FeatureColumns {
  const proposed: FeatureColumns = { columns: [], leftOut: [] };
  for (const column of facts) {
    const reason = reasonAgainst(column, roles) ?? reasonIfFull(proposed.columns.length);
    if (reason) proposed.leftOut.push({ column: column.name, ...reason });
    else proposed.columns.push(column.name);
  }
  return proposed;
}

function reasonAgainst(facts: ColumnFacts, { user, item }: Roles): LeftOutReason | null {
  const { name, rows, filled, numbers, distinct, fractions, allDifferent } = facts;
  if (name === user || name === item) return { reason: 'role' };
  if (filled === 0 || filled < least.filled * rows) return { reason: 'mostly-empty', filled, rows };
  if (numbers < least.numeric * filled) return { reason: 'not-numeric', numbers, filled };
  const byName = nameReason(name);
  if (byName) return byName;
  if (distinct < 2) return { reason: 'constant' };
  if (fractions) return null;
  if (distinct <= mostCodes) return { reason: 'few-values', distinct };
  return allDifferent && filled > leastRowNumbers ? { reason: 'row-number', rows: filled } : null;
}

function reasonIfFull(chosen: number): LeftOutReason | null {
  return chosen < limits.itemFeatures ? null : { reason: 'too-many', most: limits.itemFeatures };
}
