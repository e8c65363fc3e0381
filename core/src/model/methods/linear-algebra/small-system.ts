const { sqrt } = Math;

/*
 * Symmetric, positive definite systems A x = b by Cholesky's method. For small systems, of which there are many: nothing is
 * allocated. A matrix has `width` columns, a multiple of four, above d; its upper triangle of d rows counts, and column d is
 * b. kernels/assembly/symmetric-tiles.ts has the same operations in the same order for each number.
 */

/** Replaces A by U, where A = Uᵀ U and the diagonal of U is inverted, and b by U⁻ᵀ b. */
export function factorise(matrix: Float64Array, d: number, width: number): void {
  for (let k = 0; k < d; k++) {
    // The right-looking form: its updates do not wait for each other, as sums along a column would.
    const row = k * width;
    const pivot = 1 / sqrt(matrix[row + k]!);
    matrix[row + k] = pivot;
    for (let j = k + 1; j <= d; j++) matrix[row + j]! *= pivot;
    for (let i = k + 1; i < d; i++) {
      const factor = matrix[row + i]!;
      const own = i * width;
      for (let j = i; j <= d; j++) matrix[own + j]! -= factor * matrix[row + j]!;
    }
  }
}

/** Solves U x = b for what `factorise` left; x is as long as a row, and 0 from place d. */
export function substitute(matrix: Float64Array, x: Float64Array, d: number, width: number): void {
  for (let i = d - 1; i >= 0; i--) {
    const row = i * width;
    const next = (i & ~3) + 4;
    let [even, odd] = [0, 0];
    for (let j = next; j < width; j += 2) {
      even += matrix[row + j]! * x[j]!;
      odd += matrix[row + j + 1]! * x[j + 1]!;
    }
    let value = matrix[row + d]! - (even + odd);
    for (let j = i + 1; j < next && j < d; j++) value -= matrix[row + j]! * x[j]!;
    x[i] = value * matrix[row + i]!;
  }
}
