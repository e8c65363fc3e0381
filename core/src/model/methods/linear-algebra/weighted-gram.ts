/**
 * Adds Σ l rᵀ over the first `count` rows l of one matrix and r of another to the upper triangle of rows 0 … d − 1 of a
 * matrix, and writes below its diagonal too. All are row-major. A long function, because the eight sums of a tile must be
 * local variables to be fast.
 *
 * @param width columns of all matrices, a multiple of four, at least d.
 */
export function addGram(
  matrix: Float64Array,
  lefts: Float64Array,
  rights: Float64Array,
  count: number,
  d: number,
  width: number,
): void {
  const end = count * width;
  for (let i = 0; i < d; i += 4) {
    for (let j = i; j < width; j += 2) {
      const [row0, row1] = [i * width + j, (i + 1) * width + j];
      const [row2, row3] = [(i + 2) * width + j, (i + 3) * width + j];
      let [s00, s01, s10, s11] = [matrix[row0]!, matrix[row0 + 1]!, matrix[row1]!, matrix[row1 + 1]!];
      let [s20, s21, s30, s31] = [matrix[row2]!, matrix[row2 + 1]!, matrix[row3]!, matrix[row3 + 1]!];
      for (let row = 0; row < end; row += width) {
        const b0 = rights[row + j]!;
        const b1 = rights[row + j + 1]!;
        const a0 = lefts[row + i]!;
        const a1 = lefts[row + i + 1]!;
        s00 += a0 * b0;
        s01 += a0 * b1;
        s10 += a1 * b0;
        s11 += a1 * b1;
        const a2 = lefts[row + i + 2]!;
        const a3 = lefts[row + i + 3]!;
        s20 += a2 * b0;
        s21 += a2 * b1;
        s30 += a3 * b0;
        s31 += a3 * b1;
      }
      matrix[row0] = s00;
      matrix[row0 + 1] = s01;
      matrix[row1] = s10;
      matrix[row1 + 1] = s11;
      matrix[row2] = s20;
      matrix[row2 + 1] = s21;
      matrix[row3] = s30;
      matrix[row3 + 1] = s31;
    }
  }
}
