import { solveInPlace } from './linear-algebra/small-system.js';
import { addGram, tiledWidth } from './linear-algebra/weighted-gram.js';

/** Solves for the row of one user, or item, after another, given the rows of the other side. It allocates nothing. */
export interface RowSolver {
  /** Numbers a row, a multiple of the tile; those beyond the components are 0. */
  readonly width: number;
  /** Takes note of the other side: of all its rows, each counting with the weight of what nobody observed. */
  readonly face: (rows: Float64Array, unobservedWeight: number) => void;
  /** Adds an observed row of the other side: its weight and whether it is liked, else its score is drawn to 0. */
  readonly observe: (row: number, weight: number, isLiked: boolean) => void;
  /** Solves, forgets what was observed, and returns the row, which the next call reuses. */
  readonly solve: (penalty: number) => Float64Array;
}

/**
 * The row x that minimises
 *
 *     Σ observed weight · (target − x·y)²  +  unobserved weight · Σ all (x·y)²  +  penalty · |x|²
 *
 * with target 1 for liked and 0 for other observed rows y.
 *
 * @param d components.
 * @param most the most rows that are observed for one row.
 */
export function rowSolver(d: number, most: number): RowSolver {
  const width = tiledWidth(d);
  const all = new Float64Array(width * width);
  const matrix = new Float64Array(width * width);
  const [right, column] = [new Float64Array(width), new Float64Array(width)];
  // The observed rows side by side, as they are and times their weights.
  const [observed, weighted] = [new Float64Array(most * width), new Float64Array(most * width)];
  let rows: Float64Array = new Float64Array(0);
  let count = 0;
  return {
    width,
    face: (faced, unobservedWeight) => {
      rows = faced;
      all.fill(0);
      addGram(all, rows, rows, rows.length / width, width);
      for (let at = 0; at < all.length; at++) all[at]! *= unobservedWeight;
      right.fill(0);
      count = 0;
    },
    observe: (row, weight, isLiked) => {
      const [from, to] = [row * width, count++ * width];
      for (let j = 0; j < width; j++) {
        const value = rows[from + j]!;
        observed[to + j] = value;
        weighted[to + j] = weight * value;
        if (isLiked) right[j]! += weight * value;
      }
    },
    solve: (penalty) => {
      matrix.set(all);
      for (let j = 0; j < width; j++) matrix[j * width + j]! += penalty;
      addGram(matrix, weighted, observed, count, width);
      solveInPlace(matrix, right, width, column);
      column.set(right);
      right.fill(0);
      count = 0;
      return column;
    },
  };
}
