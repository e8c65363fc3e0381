/** Pairs of one side (users or items) by its index, and what holds for its rows. */
export interface IalsSide {
  /** Pairs from `starts[x]` up to `starts[x + 1]` belong to x; length of the side + 1. */
  readonly starts: Int32Array;
  /** The index on the other side. */
  readonly others: Int32Array;
  /** By place in `others`; `undefined` if all weights and targets are 1, which is faster. */
  readonly counts: IalsCounts | undefined;
  /** What |row|² costs, by index; below 0 for those that take no part, whose rows stay as they are. */
  readonly penalties: Float64Array;
}

/** How pairs count. */
export interface IalsCounts {
  readonly weights: Float64Array;
  /** The score that a pair is drawn to: 1 if it is liked, 0 if not. */
  readonly targets: Float64Array;
}

/**
 * The systems to solve: the row x of each that minimises
 *
 *     Σ observed weight · (target − x·y)²  +  unobserved weight · Σ all (x·y)²  +  penalty · |x|²
 *
 * over the rows y of the other side.
 */
export interface IalsData {
  /** Components of a row. */
  readonly d: number;
  readonly unobservedWeight: number;
  readonly users: IalsSide;
  readonly items: IalsSide;
}

/** Numbers a row: the components and the 1 at their end, in whole tiles of four. */
export function rowWidth(d: number): number {
  return 4 * Math.ceil((d + 1) / 4);
}

/** Rows of zeros that end with a 1. */
export function fillRows(rows: Float64Array, d: number): Float64Array {
  const width = rowWidth(d);
  for (let end = d; end < rows.length; end += width) rows[end] = 1;
  return rows;
}
