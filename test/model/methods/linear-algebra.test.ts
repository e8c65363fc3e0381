import { describe, expect, it } from '@jest/globals';
import { rowWidth } from '@segue/core/model/methods/ials/ials-data';
import { invertSymmetric } from '@segue/core/model/methods/linear-algebra/cholesky';
import { solveGeneral } from '@segue/core/model/methods/linear-algebra/general-system';
import { leadingFactors } from '@segue/core/model/methods/linear-algebra/leading-factors';
import { factorise, substitute } from '@segue/core/model/methods/linear-algebra/small-system';
import { addGram } from '@segue/core/model/methods/linear-algebra/weighted-gram';
import { RandomState } from '@segue/core/model/random';

const random = new RandomState(7);
const draw = (length: number) => Float64Array.from({ length }, () => random.double() - 0.5);

/** A Bᵀ of row-major matrices with `width` columns. */
function product(a: Float64Array, b: Float64Array, width: number): Float64Array {
  const [rows, columns] = [a.length / width, b.length / width];
  return Float64Array.from({ length: rows * columns }, (_, at) => {
    const [i, j] = [Math.floor(at / columns), at % columns];
    let sum = 0;
    for (let k = 0; k < width; k++) sum += a[i * width + k]! * b[j * width + k]!;
    return sum;
  });
}

function definite(n: number): Float64Array {
  const rows = draw(n * (n + 2));
  const matrix = product(rows, rows, n + 2);
  for (let at = 0; at < n; at++) matrix[at * n + at]! += 1;
  return matrix;
}

/** Rows of n numbers that end with another, in whole tiles. */
function widened(rows: Float64Array, n: number, ends: Float64Array): Float64Array {
  const width = rowWidth(n);
  return Float64Array.from({ length: ends.length * width }, (_, at) => {
    const [row, j] = [Math.floor(at / width), at % width];
    return j < n ? rows[row * n + j]! : j === n ? ends[row]! : 0;
  });
}

function farthest(one: Float64Array, other: Float64Array): number {
  return one.reduce((most, value, at) => Math.max(most, Math.abs(value - other[at]!)), 0);
}

describe.each([1, 2, 3, 4, 5, 6, 7, 8, 9, 13, 53])('with %d rows', (n) => {
  it('an inverse times its matrix is the identity', () => {
    const matrix = definite(n);
    const inverse = invertSymmetric(matrix.slice(), n);
    const identity = Float64Array.from({ length: n * n }, (_, at) => (at % (n + 1) === 0 ? 1 : 0));
    expect(farthest(product(matrix, inverse, n), identity)).toBeLessThan(1e-12);
  });

  it('both solvers find what was multiplied', () => {
    const [matrix, x] = [definite(n), draw(n)];
    const right = product(matrix, x, n);
    const [wide, small, general] = [widened(matrix, n, right), new Float64Array(rowWidth(n)), right.slice()];
    factorise(wide, n, rowWidth(n));
    substitute(wide, small, n, rowWidth(n));
    solveGeneral(matrix.slice(), general, n);
    expect(Math.max(farthest(small.subarray(0, n), x), farthest(general, x))).toBeLessThan(1e-11);
  });

  it('sums of products over rows are what they are, tile by tile', () => {
    const width = rowWidth(n);
    const [lefts, rights] = [draw(5 * width), draw(5 * width)];
    const matrix = new Float64Array(width * width);
    addGram(matrix, lefts, rights, 4, n, width);
    for (let i = 0; i < n; i++) {
      for (let j = i; j < width; j++) {
        const wanted = [0, 1, 2, 3].reduce((sum, k) => sum + lefts[k * width + i]! * rights[k * width + j]!, 0);
        expect(matrix[i * width + j]).toBeCloseTo(wanted, 12);
      }
    }
  });
});

describe('leadingFactors', () => {
  it('give a matrix of their rank back, and of more components leave 0', () => {
    const [a, b] = [draw(9 * 3), draw(7 * 3)];
    const matrix = product(a, b, 3);
    const { left, right } = leadingFactors(matrix, 9, 7, draw(5 * 7), 4);
    const back = new Float64Array(9 * 7);
    for (let c = 0; c < 5; c++) {
      for (let at = 0; at < back.length; at++)
        back[at]! += left[c * 9 + Math.floor(at / 7)]! * right[c * 7 + (at % 7)]!;
    }
    expect(farthest(back, matrix)).toBeLessThan(1e-10);
    expect(Math.max(...right.subarray(3 * 7).map(Math.abs))).toBeLessThan(1e-6);
  });
});

describe('solveGeneral', () => {
  it('does without a pivot of 0', () => {
    const x = Float64Array.of(2, 3);
    solveGeneral(Float64Array.of(0, 1, 1, 0), x, 2);
    expect([...x]).toEqual([3, 2]);
  });
});
