const { abs } = Math;

/**
 * Solves A x = b for a small matrix of any kind, by Gaussian elimination with the largest pivot of each column.
 *
 * @param a n × n row-major; destroyed.
 * @param x b before, x after; length n.
 */
export function solveGeneral(a: Float64Array, x: Float64Array, n: number): void {
  for (let column = 0; column < n; column++) {
    let pivot = column;
    for (let row = column + 1; row < n; row++) {
      if (abs(a[row * n + column]!) > abs(a[pivot * n + column]!)) pivot = row;
    }
    swapRows(a, x, n, column, pivot);
    for (let row = column + 1; row < n; row++) {
      const factor = a[row * n + column]! / a[column * n + column]!;
      for (let k = column; k < n; k++) a[row * n + k]! -= factor * a[column * n + k]!;
      x[row]! -= factor * x[column]!;
    }
  }
  for (let row = n - 1; row >= 0; row--) {
    for (let k = row + 1; k < n; k++) x[row]! -= a[row * n + k]! * x[k]!;
    x[row]! /= a[row * n + row]!;
  }
}

function swapRows(a: Float64Array, x: Float64Array, n: number, one: number, other: number): void {
  if (one === other) return;
  for (let k = 0; k < n; k++) {
    const held = a[one * n + k]!;
    a[one * n + k] = a[other * n + k]!;
    a[other * n + k] = held;
  }
  const held = x[one]!;
  x[one] = x[other]!;
  x[other] = held;
}
