const { fround } = Math;

/*
 * exp and ln by the operations of kernels/assembly/softmax-arithmetic.ts, one after another, so that both give the same bytes.
 */

const LOWEST = -64;
const PER_LN2 = fround(1.442695);
const LN2_COARSE = fround(0.693359375);
const LN2_REST = fround(2.1219444e-4);
const POLYNOMIAL = Float32Array.of(0.008312502, 0.04189033, 0.16667116, 0.4999923);
/** Added and taken away again, it rounds a float32 to the nearest whole number, a half to the even one. */
const ROUNDING = 12582912;

/** 2^−k at index k. */
const powers = new Float32Array(100);
for (let k = 0, power = 1; k < powers.length; k++, power /= 2) powers[k] = power;

/** e^x for a float32 x ≤ 0, float32; exactly 0 below −64. */
export function expOf(x: number): number {
  if (!(x >= LOWEST)) return 0;
  const whole = fround(fround(fround(x * PER_LN2) + ROUNDING) - ROUNDING);
  const coarse = fround(x - fround(whole * LN2_COARSE));
  const rest = fround(coarse + fround(whole * LN2_REST));
  let sum = POLYNOMIAL[0]!;
  for (let k = 1; k < POLYNOMIAL.length; k++) sum = fround(fround(sum * rest) + POLYNOMIAL[k]!);
  sum = fround(fround(fround(fround(sum * rest) * rest) + rest) + 1);
  return fround(sum * powers[-whole]!);
}

const view = new DataView(new ArrayBuffer(8));
const SERIES = [13, 11, 9, 7, 5, 3, 1].map((odd) => 1 / odd);

/** ln x of a normal x > 0, float64, error below 1e-12. */
export function lnOf(x: number): number {
  view.setFloat64(0, x);
  const high = view.getUint32(0);
  let exponent = (high >>> 20) - 1023;
  view.setUint32(0, (high & 0x000fffff) | 0x3ff00000);
  let m = view.getFloat64(0);
  if (m > 1.4142135623730951) {
    m *= 0.5;
    exponent++;
  }
  const t = (m - 1) / (m + 1);
  const square = t * t;
  let sum = SERIES[0]!;
  for (let k = 1; k < SERIES.length; k++) sum = sum * square + SERIES[k]!;
  return 2 * t * sum + exponent * 0.6931471805599453;
}
