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
    for (let i = k + 1; i < n; i++) column[i] = a[i * n + k]! * pivot;
    let i = k + 1;
    for (; i + 1 < n; i += 2) eliminateTwo(a, column, i, k, n);
    if (i < n) eliminate(a, column, i, k, n);
    for (let j = k + 1; j < n; j++) x[j]! -= column[j]! * known;
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
  a[row + k] = factor;
  for (let j = k + 1; j <= i; j++) a[row + j]! -= factor * column[j]!;
}

/** The same for rows i and i + 1 in one pass over the column. */
function eliminateTwo(a: Float64Array, column: Float64Array, i: number, k: number, n: number): void {
  const [first, second] = [column[i]!, column[i + 1]!];
  const row = i * n;
  const next = row + n;
  a[row + k] = first;
  a[next + k] = second;
  for (let j = k + 1; j <= i; j++) {
    const value = column[j]!;
    a[row + j]! -= first * value;
    a[next + j]! -= second * value;
  }
  a[next + i + 1]! -= second * second;
}
