import { solveInPlace } from './linear-algebra/small-system.js';
import { addGram, tiledWidth } from './linear-algebra/weighted-gram.js';

/** What is known of one user, or item: rows of the other side. */
export interface ObservedRows {
  /** Where each row starts; those from place `from` up to, but not including, `to` are observed. */
  readonly starts: Int32Array;
  readonly from: number;
  readonly to: number;
  /** What each counts, by place in `starts`. */
  readonly weights: Float64Array;
  /** 1 for rows whose score is drawn to 1, 0 for 0. */
  readonly isLiked: Uint8Array;
  /** Whether all of them are liked and weigh 1, which is faster. */
  readonly isPlain: boolean;
}

/** Solves for the row of one user, or item, after another, given the rows of the other side. It allocates nothing. */
export interface RowSolver {
  /** Numbers a row, a multiple of the tile; those beyond the components are 0. */
  readonly width: number;
  /** Takes note of the other side: of all its rows, each counting with the weight of what nobody observed. */
  readonly face: (rows: Float64Array, unobservedWeight: number) => void;
  /** Solves for one row; the next call reuses it. */
  readonly solve: (observed: ObservedRows, penalty: number) => Float64Array;
}

/**
 * The row x that minimises
 *
 *     Σ observed weight · (target − x·y)²  +  unobserved weight · Σ all (x·y)²  +  penalty · |x|²
 *
 * with target 1 for liked and 0 for other observed rows y.
 *
 * @param d components.
 * @param most the most rows of either side, and that are observed for one row.
 */
export function rowSolver(d: number, most: number): RowSolver {
  const width = tiledWidth(d);
  const all = new Float64Array(width * width);
  const matrix = new Float64Array(width * width);
  const [solution, column] = [new Float64Array(width), new Float64Array(width)];
  // The observed rows one after another, as they are and times their weights.
  const plain = new Float64Array(most * width);
  const weighted = new Float64Array(most * width);
  let rows: Float64Array = new Float64Array(0);
  return {
    width,
    face: (faced, unobservedWeight) => {
      rows = faced;
      all.fill(0);
      addGram(all, rows, rows, rows.length / width, width);
      for (let at = 0; at < all.length; at++) all[at]! *= unobservedWeight;
    },
    solve: (observed, penalty) => {
      matrix.set(all);
      for (let j = 0; j < width; j++) matrix[j * width + j]! += penalty;
      const { from, to, isPlain } = observed;
      gather(plain, solution, rows, observed);
      if (!isPlain) weigh(weighted, solution, plain, observed);
      addGram(matrix, isPlain ? plain : weighted, plain, to - from, width);
      solveInPlace(matrix, solution, width, column);
      return solution;
    },
  };
}

/** Copies the observed rows one after another, and adds them up. */
function gather(plain: Float64Array, sum: Float64Array, rows: Float64Array, { starts, from, to }: ObservedRows): void {
  const width = sum.length;
  sum.fill(0);
  let end = 0;
  for (let at = from; at < to; at++) {
    const start = starts[at]!;
    for (let j = 0; j < width; j++) {
      const value = rows[start + j]!;
      plain[end + j] = value;
      sum[j]! += value;
    }
    end += width;
  }
}

/** Multiplies gathered rows by their weights, and adds up those that are liked. */
function weigh(weighted: Float64Array, sum: Float64Array, plain: Float64Array, observed: ObservedRows): void {
  const { weights, isLiked, from, to } = observed;
  const width = sum.length;
  sum.fill(0);
  let end = 0;
  for (let at = from; at < to; at++) {
    const weight = weights[at]!;
    for (let j = 0; j < width; j++) weighted[end + j] = weight * plain[end + j]!;
    if (isLiked[at] === 1) for (let j = 0; j < width; j++) sum[j]! += weighted[end + j]!;
    end += width;
  }
}
