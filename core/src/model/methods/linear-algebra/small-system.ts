const { sqrt } = Math;

/**
 * Solves A x = b for a symmetric, positive definite A, by Cholesky's method. For small systems, of which there are many:
 * it allocates nothing.
 *
 * @param a the lower triangle of A, n × n row-major; destroyed.
 * @param x b before, x after; length n.
 * @param column scratch, length n.
 */
export function solveInPlace(a: Float64Array, x: Float64Array, n: number, column: Float64Array): void {
  for (let k = 0; k < n; k++) {
    // The right-looking form: its updates do not wait for each other, as sums along a row would.
    const pivot = 1 / sqrt(a[k * n + k]!);
    const known = x[k]! * pivot;
    a[k * n + k] = pivot;
    x[k] = known;
    for (let i = k + 1; i < n; i++) {
      const factor = a[i * n + k]! * pivot;
      a[i * n + k] = factor;
      column[i] = factor;
      x[i]! -= factor * known;
    }
    let i = k + 1;
    for (; i + 2 < n; i += 3) eliminateThree(a, column, i, k, n);
    for (; i < n; i++) eliminate(a, column, i, k, n);
  }
  for (let k = n - 1; k >= 0; k--) {
    const known = x[k]! * a[k * n + k]!;
    x[k] = known;
    const row = k * n;
    for (let j = 0; j < k; j++) x[j]! -= a[row + j]! * known;
  }
}

/** Takes the part along column k out of row i. */
function eliminate(a: Float64Array, column: Float64Array, i: number, k: number, n: number): void {
  const factor = column[i]!;
  const row = i * n;
  for (let j = k + 1; j <= i; j++) a[row + j]! -= factor * column[j]!;
}

/** The same for rows i to i + 2 in one pass over the column; writes above the diagonal too. */
function eliminateThree(a: Float64Array, column: Float64Array, i: number, k: number, n: number): void {
  const first = column[i]!;
  const second = column[i + 1]!;
  const third = column[i + 2]!;
  const row = i * n;
  for (let j = k + 1; j <= i + 2; j++) {
    const value = column[j]!;
    a[row + j]! -= first * value;
    a[row + n + j]! -= second * value;
    a[row + 2 * n + j]! -= third * value;
  }
}
