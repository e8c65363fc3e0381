import { dotTile, type DotTile } from './dot-tile.js';

const { sqrt, min } = Math;

/*
 * Symmetric, positive definite matrices of up to some thousand rows, float64, row-major. All sums run along rows, by
 * tiles of four rows and two columns, in an order that depends on the size alone.
 */

/**
 * Replaces the lower triangle of a symmetric, positive definite matrix by its Cholesky factor L, with L Lᵀ the matrix.
 * What stands above the diagonal is neither read nor written.
 */
function factorise(a: Float64Array, n: number): void {
  const dots: DotTile = new Float64Array(8);
  for (let top = 0; top < n; top += 4) {
    const end = min(n, top + 4);
    for (let j = 0; j < end; j += 2) {
      dotTile(dots, a, top * n, a, j * n, n, 0, min(j, top), end - top, min(2, n - j));
      for (let i = top; i < end; i++) {
        for (let column = j; column < min(j + 2, i + 1); column++) {
          let rest = a[i * n + column]! - dots[(i - top) * 2 + column - j]!;
          for (let k = min(j, top); k < column; k++) rest -= a[i * n + k]! * a[column * n + k]!;
          a[i * n + column] = column === i ? sqrt(rest) : rest / a[column * n + column]!;
        }
      }
    }
  }
}

/**
 * The transposed inverse of a Cholesky factor, L⁻ᵀ: its row j is column j of L⁻¹, and 0 before the diagonal.
 *
 * @param l the factor, lower triangle.
 */
function invertFactor(l: Float64Array, n: number): Float64Array {
  const u = new Float64Array(n * n);
  const dots: DotTile = new Float64Array(8);
  for (let top = 0; top < n; top += 4) {
    const end = min(n, top + 4);
    for (let j = 0; j < end; j += 2) {
      dotTile(dots, l, top * n, u, j * n, n, min(j, top), top, end - top, min(2, n - j));
      for (let i = top; i < end; i++) {
        for (let column = j; column < min(j + 2, i + 1); column++) {
          let sum = dots[(i - top) * 2 + column - j]!;
          for (let k = top; k < i; k++) sum += l[i * n + k]! * u[column * n + k]!;
          u[column * n + i] = ((column === i ? 1 : 0) - sum) / l[i * n + i]!;
        }
      }
    }
  }
  return u;
}

/** The inverse of a symmetric, positive definite matrix; destroys the lower triangle of `a`. */
export function invertSymmetric(a: Float64Array, n: number): Float64Array {
  factorise(a, n);
  const u = invertFactor(a, n);
  const inverse = a;
  const dots: DotTile = new Float64Array(8);
  for (let top = 0; top < n; top += 4) {
    const end = min(n, top + 4);
    for (let j = 0; j < end; j += 2) {
      dotTile(dots, u, top * n, u, j * n, n, top, n, end - top, min(2, n - j));
      for (let i = top; i < end; i++) {
        for (let column = j; column < min(j + 2, n); column++) {
          inverse[i * n + column] = dots[(i - top) * 2 + column - j]!;
          inverse[column * n + i] = dots[(i - top) * 2 + column - j]!;
        }
      }
    }
  }
  return inverse;
}
