/** Cells of each of the two tables. */
const width = 2048;

/**
 * A count-min sketch: for any value an upper bound of how often it occurs, which exceeds the true count by about one
 * row in a thousand. Sketches add up and subtract exactly. It tells whether a value may have become a frequent one
 * where counts are kept for a sample only.
 */
export type CountSketch = Float64Array;

/** A sketch of nothing. */
export function emptySketch(): CountSketch {
  return new Float64Array(2 * width);
}

/** Counts a value `times` more often; `times` may be negative. */
export function sketchAdd(sketch: CountSketch, hash: number, times: number): void {
  sketch[cellIn(hash, 0)]! += times;
  sketch[cellIn(hash, 1)]! += times;
}

/** An upper bound of how often a value occurs. */
export function sketchBound(sketch: CountSketch, hash: number): number {
  return Math.min(sketch[cellIn(hash, 0)]!, sketch[cellIn(hash, 1)]!);
}

/** The tables take different bits, from the middle: the highest ones are alike in a sample, the lowest says text. */
function cellIn(hash: number, table: 0 | 1): number {
  const bits = table === 0 ? Math.floor(hash / 2) : Math.floor(hash / 2 ** 13);
  return table * width + (bits % width);
}
