import { factorise, substitute } from '../linear-algebra/small-system.js';
import { addGram } from '../linear-algebra/weighted-gram.js';
import { fillRows, rowWidth, type IalsData, type IalsSide } from './ials-data.js';
import type { IalsKernel } from './ials-kernel.js';

const { max, sqrt } = Math;

/** The kernel in plain TypeScript: the operations of kernels/assembly/ials.ts in the same order, so the same bytes. */
export function startPlainKernel({ d, unobservedWeight, users, items }: IalsData): IalsKernel {
  const width = rowWidth(d);
  const rowsOf = ({ penalties }: IalsSide) => fillRows(new Float64Array(penalties.length * width), d);
  const [userRows, itemRows] = [rowsOf(users), rowsOf(items)];
  const most = max(mostPairs(users), mostPairs(items)) * width;
  const scratch: Scratch = {
    d,
    width,
    unobserved: new Float64Array(width * width),
    matrix: new Float64Array(width * width),
    gathered: new Float64Array(most),
    weighted: new Float64Array(users.counts || items.counts ? most : 0),
    solution: new Float64Array(width),
  };
  const solve = (side: IalsSide, rows: Float64Array, facing: Float64Array) => {
    sumUnobserved(scratch, facing, unobservedWeight);
    return solveSide(scratch, side, rows, facing);
  };
  return {
    userRows,
    itemRows,
    solveUsers: () => solve(users, userRows, itemRows),
    solveItems: () => solve(items, itemRows, userRows),
  };
}

interface Scratch {
  readonly d: number;
  readonly width: number;
  /** Matrices of `width` rows: of what nobody observed, and of the row that is solved for. Column d is the right side. */
  readonly unobserved: Float64Array;
  readonly matrix: Float64Array;
  /** Observed rows one after another, as they are and times their weights. */
  readonly gathered: Float64Array;
  readonly weighted: Float64Array;
  readonly solution: Float64Array;
}

function mostPairs({ starts }: IalsSide): number {
  return starts.reduce((most, start, x) => max(most, x === 0 ? 0 : start - starts[x - 1]!), 0);
}

/** The matrix of all rows of a side, each counting with the weight of what nobody observed; its right side is 0. */
function sumUnobserved({ d, width, unobserved }: Scratch, facing: Float64Array, weight: number): void {
  unobserved.fill(0);
  addGram(unobserved, facing, facing, facing.length / width, d, width);
  for (let at = 0; at < unobserved.length; at++) unobserved[at]! *= weight;
  for (let at = d; at < unobserved.length; at += width) unobserved[at] = 0;
}

function solveSide(scratch: Scratch, side: IalsSide, rows: Float64Array, facing: Float64Array): number {
  const { d, width, matrix, unobserved, solution } = scratch;
  let [moved, length] = [0, 0];
  for (let x = 0; x < side.penalties.length; x++) {
    const penalty = side.penalties[x]!;
    if (penalty < 0) continue;
    matrix.set(unobserved);
    for (let j = 0; j < d; j++) matrix[j * width + j]! += penalty;
    addObserved(scratch, side, facing, x);
    factorise(matrix, d, width);
    substitute(matrix, solution, d, width);
    for (let j = 0; j < d; j++) {
      const step = solution[j]! - rows[x * width + j]!;
      moved += step * step;
      length += solution[j]! * solution[j]!;
      rows[x * width + j] = solution[j]!;
    }
  }
  return length === 0 ? 0 : sqrt(moved / length);
}

/** Adds the rows that x observed to the matrix. */
function addObserved(scratch: Scratch, { starts, others, counts }: IalsSide, facing: Float64Array, x: number): void {
  const { d, width, matrix, gathered, weighted } = scratch;
  const [from, to] = [starts[x]!, starts[x + 1]!];
  for (let at = from, end = 0; at < to; at++, end += width) {
    const row = others[at]! * width;
    for (let j = 0; j < width; j++) gathered[end + j] = facing[row + j]!;
    if (counts === undefined) continue;
    const weight = counts.weights[at]!;
    for (let j = 0; j < d; j++) weighted[end + j] = weight * gathered[end + j]!;
    gathered[end + d] = counts.targets[at]!;
  }
  addGram(matrix, counts === undefined ? gathered : weighted, gathered, to - from, d, width);
}
