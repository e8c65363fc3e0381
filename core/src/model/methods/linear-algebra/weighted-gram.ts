/** Sums are made in tiles of this many rows and columns, whose nine numbers stay in registers. */
const tile = 3;

/** The smallest width that is a multiple of the tile. */
export function tiledWidth(d: number): number {
  return tile * Math.ceil(d / tile);
}

/**
 * Adds Σ l rᵀ over the first `count` rows l of one matrix and r of another to the lower triangle of a width × width
 * matrix; the tiles on the diagonal are filled above it too. All are row-major, and l is a multiple of r, so the sum is
 * symmetric. A long function, because a tile's sums must be local variables to be fast.
 *
 * @param width a multiple of `tile`.
 */
export function addGram(
  matrix: Float64Array,
  lefts: Float64Array,
  rights: Float64Array,
  count: number,
  width: number,
): void {
  const end = count * width;
  for (let i = 0; i < width; i += tile) {
    for (let j = 0; j <= i; j += tile) {
      let [s00, s01, s02] = [0, 0, 0];
      let [s10, s11, s12] = [0, 0, 0];
      let [s20, s21, s22] = [0, 0, 0];
      for (let row = 0; row < end; row += width) {
        const a0 = lefts[row + i]!;
        const a1 = lefts[row + i + 1]!;
        const a2 = lefts[row + i + 2]!;
        const b0 = rights[row + j]!;
        const b1 = rights[row + j + 1]!;
        const b2 = rights[row + j + 2]!;
        s00 += a0 * b0;
        s01 += a0 * b1;
        s02 += a0 * b2;
        s10 += a1 * b0;
        s11 += a1 * b1;
        s12 += a1 * b2;
        s20 += a2 * b0;
        s21 += a2 * b1;
        s22 += a2 * b2;
      }
      const at = i * width + j;
      matrix[at]! += s00;
      matrix[at + 1]! += s01;
      matrix[at + 2]! += s02;
      matrix[at + width]! += s10;
      matrix[at + width + 1]! += s11;
      matrix[at + width + 2]! += s12;
      matrix[at + 2 * width]! += s20;
      matrix[at + 2 * width + 1]! += s21;
      matrix[at + 2 * width + 2]! += s22;
    }
  }
}
