import { dotTile, type DotTile } from './dot-tile.js';

const { min, sqrt } = Math;

/** A matrix as a sum of a few products: column c of `left` times column c of `right`. Both are stored by columns. */
export interface Factors {
  /** Components × rows of the matrix. */
  readonly left: Float64Array;
  /** Components × columns of the matrix. */
  readonly right: Float64Array;
}

/**
 * About the best approximation of a matrix by so many components: orthogonal iteration towards its leading singular
 * vectors (Golub and Van Loan 2013, section 8.2.4), each component's length shared equally by its two sides. Rounds are
 * few and the start is given, so near-equal singular values cannot make it jump from one answer to another.
 *
 * @param matrix rows × columns, row-major.
 * @param start components × columns: directions to begin with, not all in one plane.
 */
export function leadingFactors(
  matrix: Float64Array,
  rows: number,
  columns: number,
  start: Float64Array,
  rounds: number,
): Factors {
  if (columns === 0) return { left: new Float64Array(0), right: new Float64Array(0) };
  const components = start.length / columns;
  const transposed = transpose(matrix, rows, columns);
  let right: Float64Array = start.slice();
  orthonormalise(right, components, columns);
  for (let round = 0; round < rounds; round++) {
    const left = timesTransposed(right, components, matrix, rows, columns);
    orthonormalise(left, components, rows);
    right = timesTransposed(left, components, transposed, columns, rows);
    orthonormalise(right, components, columns);
  }
  const left = timesTransposed(right, components, matrix, rows, columns);
  for (let c = 0; c < components; c++) {
    const length = sqrt(lengthOf(left.subarray(c * rows, (c + 1) * rows)));
    if (length === 0) continue;
    for (let at = c * rows; at < (c + 1) * rows; at++) left[at]! /= length;
    for (let at = c * columns; at < (c + 1) * columns; at++) right[at]! *= length;
  }
  return { left, right };
}

/** A Bᵀ of two row-major matrices with `width` columns: aRows × bRows. */
function timesTransposed(a: Float64Array, aRows: number, b: Float64Array, bRows: number, width: number): Float64Array {
  const product = new Float64Array(aRows * bRows);
  const dots: DotTile = new Float64Array(8);
  for (let i = 0; i < aRows; i += 4) {
    const tall = min(4, aRows - i);
    for (let j = 0; j < bRows; j += 2) {
      const wide = min(2, bRows - j);
      dotTile(dots, a, i * width, b, j * width, width, 0, width, tall, wide);
      for (let y = 0; y < tall; y++) for (let x = 0; x < wide; x++) product[(i + y) * bRows + j + x] = dots[2 * y + x]!;
    }
  }
  return product;
}

function transpose(matrix: Float64Array, rows: number, columns: number): Float64Array {
  const transposed = new Float64Array(matrix.length);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      transposed[column * rows + row] = matrix[row * columns + column]!;
    }
  }
  return transposed;
}

/** What is left of a vector after it lost its part along others, relative to before, that is only rounding. */
const NOTHING = 1e-10;

/** Modified Gram-Schmidt over the rows, twice per row; a row within the span of those before it becomes 0. */
function orthonormalise(vectors: Float64Array, count: number, length: number): void {
  for (let i = 0; i < count; i++) {
    const own = vectors.subarray(i * length, (i + 1) * length);
    const before = lengthOf(own);
    for (let pass = 0; pass < 2; pass++) {
      for (let j = 0; j < i; j++) {
        const other = vectors.subarray(j * length, (j + 1) * length);
        let dot = 0;
        for (let k = 0; k < length; k++) dot += own[k]! * other[k]!;
        for (let k = 0; k < length; k++) own[k]! -= dot * other[k]!;
      }
    }
    const rest = lengthOf(own);
    const scale = rest > NOTHING * before ? 1 / rest : 0;
    for (let k = 0; k < length; k++) own[k]! *= scale;
  }
}

function lengthOf(vector: Float64Array): number {
  let sum = 0;
  for (const value of vector) sum += value * value;
  return sqrt(sum);
}
