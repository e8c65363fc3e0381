/**
 * numpy's `sum` of a float32 array, rounding for rounding: pairwise in blocks of 128, with eight sums per block.
 * LightFM checks that this sum is finite, so finite values whose sum overflows count as not finite; which ones do
 * depends on their order.
 */
export function pairwiseSum(values: Float32Array, start = 0, end = values.length): number {
  const length = end - start;
  if (length > 128) {
    const half = length >>> 1;
    const middle = start + half - (half % 8);
    return Math.fround(pairwiseSum(values, start, middle) + pairwiseSum(values, middle, end));
  }
  return length < 8 ? sequentialSum(values, start, end, 0) : blockSum(values, start, end);
}

function sequentialSum(values: Float32Array, start: number, end: number, from: number): number {
  let sum = from;
  for (let i = start; i < end; i++) sum = Math.fround(sum + values[i]!);
  return sum;
}

function blockSum(values: Float32Array, start: number, end: number): number {
  const lanes = values.slice(start, start + 8);
  const whole = end - ((end - start) % 8);
  for (let i = start + 8; i < whole; i += 8) for (let lane = 0; lane < 8; lane++) lanes[lane]! += values[i + lane]!;
  const pair = (lane: number) => Math.fround(lanes[lane]! + lanes[lane + 1]!);
  const four = (lane: number) => Math.fround(pair(lane) + pair(lane + 2));
  return sequentialSum(values, whole, end, Math.fround(four(0) + four(4)));
}

/** LightFM's test of an array: is its float32 sum finite? */
export function isFiniteSum(values: Float32Array): boolean {
  return isFarFromOverflow(magnitude(values)) || Number.isFinite(pairwiseSum(values));
}

/** If the magnitudes add up to less than 1e38, no float32 sum of the values overflows (at 3.4e38), in any order. */
export function isFarFromOverflow(sumOfMagnitudes: number): boolean {
  return sumOfMagnitudes < 1e38;
}

/** The sum of all magnitudes, in four independent float64 sums; NaN if one value is NaN. */
export function magnitude(values: Float32Array): number {
  let [a, b, c, d] = [0, 0, 0, 0];
  const whole = values.length - (values.length % 4);
  for (let i = 0; i < whole; i += 4) {
    a += Math.abs(values[i]!);
    b += Math.abs(values[i + 1]!);
    c += Math.abs(values[i + 2]!);
    d += Math.abs(values[i + 3]!);
  }
  for (let i = whole; i < values.length; i++) a += Math.abs(values[i]!);
  return a + b + c + d;
}
