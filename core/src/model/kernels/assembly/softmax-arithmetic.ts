/*
 * exp and ln of the softmax kernel: polynomials, so that every engine gives the same bytes. methods/softmax/plain-arithmetic.ts
 * has the same operations for machines without WebAssembly.
 */

/** Below it, e^x counts as 0: it is no part of a sum that has a 1, and its products would be subnormal, hence slow. */
const LOWEST: f32 = -64;

/** 1.5 · 2^23: added to a small float32 it leaves the nearest whole number, a half to the even one, in the lowest bits. */
const ROUNDING: f32 = 12582912;

/** e^x of four x ≤ 0 as 2^whole · e^rest, relative error 3e-7; exactly 0 below −64. The polynomial is the best of its degree. */
export function expFour(x: v128): v128 {
  const lowest = f32x4.splat(LOWEST);
  const clipped = f32x4.pmax(x, lowest);
  const rounded = f32x4.add(f32x4.mul(clipped, f32x4.splat(1.442695)), f32x4.splat(ROUNDING));
  const whole = f32x4.sub(rounded, f32x4.splat(ROUNDING));
  // ln 2 in two parts, the first with few bits, so that its product with a small whole number is exact.
  const coarse = f32x4.sub(clipped, f32x4.mul(whole, f32x4.splat(0.693359375)));
  const rest = f32x4.add(coarse, f32x4.mul(whole, f32x4.splat(2.1219444e-4)));
  let sum = f32x4.add(f32x4.mul(f32x4.splat(0.008312502), rest), f32x4.splat(0.04189033));
  sum = f32x4.add(f32x4.mul(sum, rest), f32x4.splat(0.16667116));
  sum = f32x4.add(f32x4.mul(sum, rest), f32x4.splat(0.4999923));
  sum = f32x4.add(f32x4.add(f32x4.mul(f32x4.mul(sum, rest), rest), rest), f32x4.splat(1));
  const power = i32x4.shl(i32x4.add(rounded, i32x4.splat(127)), 23);
  return v128.and(f32x4.mul(sum, power), f32x4.ge(x, lowest));
}

/** ln x of a normal x > 0, float64: exponent · ln 2 + 2 artanh((m − 1) / (m + 1)), m in [√½, √2]; error below 1e-12. */
export function ln(x: f64): f64 {
  const bits = reinterpret<u64>(x);
  let exponent = <i32>(bits >> 52) - 1023;
  let m = reinterpret<f64>((bits & 0x000fffffffffffff) | 0x3ff0000000000000);
  if (m > 1.4142135623730951) {
    m *= 0.5;
    exponent++;
  }
  const t = (m - 1) / (m + 1);
  const square = t * t;
  let sum: f64 = 0.07692307692307693;
  sum = sum * square + 0.09090909090909091;
  sum = sum * square + 0.1111111111111111;
  sum = sum * square + 0.14285714285714285;
  sum = sum * square + 0.2;
  sum = sum * square + 0.3333333333333333;
  sum = sum * square + 1;
  return 2 * t * sum + <f64>exponent * 0.6931471805599453;
}
