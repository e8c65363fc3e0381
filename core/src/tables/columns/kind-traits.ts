import type { Decimal } from '../decimals.js';

/** How to read the texts of a kind as numbers. */
export interface NumericTraits {
  /** The double nearest to a text of this kind. */
  value: (text: string) => number;
  /** The exact value, so that sums are the same in any order. */
  decimal: (text: string) => Decimal;
  /** Whether all values are whole numbers; if so, histogram edges are whole too. */
  whole: boolean;
}

/** Everything that depends on the kind of a column. Other code uses these traits and never compares kind names. */
export interface KindTraits {
  /** The name that people read. */
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
  /** Numeric kinds get a mean, deviation, quartiles and histogram, are right-aligned and can be a rating. */
  numeric: NumericTraits | null;
  /** Whether the column's minimum and maximum are its first and last text in code unit order, as for ISO dates. */
  ordered: boolean;
  /** How values identify users and items: as names, which may be misspelt, as codes such as ids, or not (null). */
  identity: 'name' | 'code' | null;
}
