/** Dot products of four rows and two others: place 2 · row + other. */
export type DotTile = Float64Array;

/**
 * Dot products of up to four rows of one matrix with up to two of another, over the columns from `from` up to `to`.
 * Eight sums at once, because each of them alone would wait for its last addition; that is why there are so many
 * parameters and lines.
 *
 * @param width columns of both matrices.
 * @param a, b where the first row of each starts.
 * @param rows, others how many rows of each there are; the dots of the rest mean nothing.
 */
export function dotTile(
  dots: DotTile,
  as: Float64Array,
  a: number,
  bs: Float64Array,
  b: number,
  width: number,
  from: number,
  to: number,
  rows: number,
  others: number,
): void {
  // Rows that are not there are stood in for by the first.
  const [a0, a1, a2, a3] = [a, rows > 1 ? a + width : a, rows > 2 ? a + 2 * width : a, rows > 3 ? a + 3 * width : a];
  const [b0, b1] = [b, others > 1 ? b + width : b];
  let [s00, s01, s10, s11] = [0, 0, 0, 0];
  let [s20, s21, s30, s31] = [0, 0, 0, 0];
  for (let k = from; k < to; k++) {
    const left = bs[b0 + k]!;
    const right = bs[b1 + k]!;
    s00 += as[a0 + k]! * left;
    s01 += as[a0 + k]! * right;
    s10 += as[a1 + k]! * left;
    s11 += as[a1 + k]! * right;
    s20 += as[a2 + k]! * left;
    s21 += as[a2 + k]! * right;
    s30 += as[a3 + k]! * left;
    s31 += as[a3 + k]! * right;
  }
  dots[0] = s00;
  dots[1] = s01;
  dots[2] = s10;
  dots[3] = s11;
  dots[4] = s20;
  dots[5] = s21;
  dots[6] = s30;
  dots[7] = s31;
}
