import type { Decimal } from '../decimals.js';

/** How the texts of a kind are numbers. */
export interface NumericTraits {
  /** The double nearest to a text of this kind. */
  value: (text: string) => number;
  /** The exact value, so that sums come out the same in any order. */
  decimal: (text: string) => Decimal;
  /** Whether all values are whole; the edges of a histogram then are too. */
  whole: boolean;
}

/** Everything that depends on the kind of a column. Code elsewhere asks these traits and never compares kind names. */
export interface KindTraits {
  /** What people read. */
  label: string;
  /** The position of this kind's count in stored digests, from 0 and without gaps. Never changes once released. */
  storedAt: number;
  /**
   * The prefilter: a text of this kind starts with one of the UTF-16 code units in `firsts` and has a length within
   * `lengths` (inclusive). `accepts` is called only for such texts, which keeps reading fast.
   */
  firsts: string;
  lengths: readonly [shortest: number, longest: number];
  /** Whether a text that passed the prefilter is of this kind. */
  accepts: (text: string) => boolean;
  /** Whether a number cell is of this kind. Omitted by kinds whose cells are always texts. */
  acceptsNumber?: (value: number) => boolean;
  /** Narrower kinds whose cells a column of this kind may hold as well: whole numbers are numbers too. */
  covers: readonly KindTraits[];
  /** Kinds with numbers get mean, deviation, quartiles and histogram, are right-aligned and can be a rating. */
  numeric: NumericTraits | null;
  /** Whether the first and last text in code unit order are the column's minimum and maximum, as for ISO dates. */
  ordered: boolean;
  /** Whether values identify users and items: as names, which may be misspelt, as codes such as ids, or not at all. */
  identity: 'name' | 'code' | null;
}
