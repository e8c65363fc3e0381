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
    a[k * n + k] = pivot;
    x[k]! *= pivot;
    const known = x[k]!;
    for (let i = k + 1; i < n; i++) {
      const factor = a[i * n + k]! * pivot;
      a[i * n + k] = factor;
      column[i] = factor;
      x[i]! -= factor * known;
    }
    for (let i = k + 1; i < n; i++) {
      const factor = column[i]!;
      const row = i * n;
      for (let j = k + 1; j <= i; j++) a[row + j]! -= factor * column[j]!;
    }
  }
  for (let k = n - 1; k >= 0; k--) {
    x[k]! *= a[k * n + k]!;
    const known = x[k]!;
    const row = k * n;
    for (let j = 0; j < k; j++) x[j]! -= a[row + j]! * known;
  }
}
