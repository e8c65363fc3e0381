/** The number of cells in each of the two tables. */
const width = 2048;

/**
 * A count-min sketch: for any value, an upper bound on how often it occurs, which exceeds the true count by about one
 * row in a thousand. Sketches add and subtract exactly. They show whether a value may have become frequent when counts
 * are kept for a sample only.
 */
export type CountSketch = Float64Array;

/** An empty sketch. */
export function emptySketch(): CountSketch {
  return new Float64Array(2 * width);
}

/** Counts a value `times` more often; `times` may be negative. */
export function sketchAdd(sketch: CountSketch, hash: number, times: number): void {
  sketch[cellIn(hash, 0)]! += times;
  sketch[cellIn(hash, 1)]! += times;
}

/** An upper bound on how often a value occurs. */
export function sketchBound(sketch: CountSketch, hash: number): number {
  return Math.min(sketch[cellIn(hash, 0)]!, sketch[cellIn(hash, 1)]!);
}

/** The tables use different middle bits: in a sample the highest bits are equal, and the lowest bit marks a text. */
function cellIn(hash: number, table: 0 | 1): number {
  const bits = table === 0 ? Math.floor(hash / 2) : Math.floor(hash / 2 ** 13);
  return table * width + (bits % width);
}
