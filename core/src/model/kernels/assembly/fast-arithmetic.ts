/*
 * Float32 arithmetic of the fast kernel. Nothing here asks the engine for a transcendental function, so every engine gives the
 * same bytes.
 */

/** Largest y for which the polynomial below is accurate enough. */
const LIMIT: f32 = 0.25;

/** Dot product of two rows of `stride` bytes, in four partial sums. */
export function dot(a: usize, b: usize, stride: usize): f32 {
  let sum = f32x4.mul(v128.load(a), v128.load(b));
  for (let j: usize = 16; j < stride; j += 16) sum = f32x4.add(sum, f32x4.mul(v128.load(a + j), v128.load(b + j)));
  const pairs = f32x4.add(sum, v128.shuffle<f32>(sum, sum, 2, 3, 0, 1));
  return f32x4.extract_lane(pairs, 0) + f32x4.extract_lane(pairs, 1);
}

/** Dot products of one row and four others, in the lanes of a vector. Each is what `dot` gives, bit for bit: lanes are added up in the same order. */
export function dotFour(user: usize, a: usize, b: usize, c: usize, d: usize, stride: usize): v128 {
  let u = v128.load(user);
  let sumA = f32x4.mul(u, v128.load(a));
  let sumB = f32x4.mul(u, v128.load(b));
  let sumC = f32x4.mul(u, v128.load(c));
  let sumD = f32x4.mul(u, v128.load(d));
  for (let j: usize = 16; j < stride; j += 16) {
    u = v128.load(user + j);
    sumA = f32x4.add(sumA, f32x4.mul(u, v128.load(a + j)));
    sumB = f32x4.add(sumB, f32x4.mul(u, v128.load(b + j)));
    sumC = f32x4.add(sumC, f32x4.mul(u, v128.load(c + j)));
    sumD = f32x4.add(sumD, f32x4.mul(u, v128.load(d + j)));
  }
  const ab = f32x4.add(v128.shuffle<f32>(sumA, sumB, 0, 4, 1, 5), v128.shuffle<f32>(sumA, sumB, 2, 6, 3, 7));
  const cd = f32x4.add(v128.shuffle<f32>(sumC, sumD, 0, 4, 1, 5), v128.shuffle<f32>(sumC, sumD, 2, 6, 3, 7));
  return f32x4.add(v128.shuffle<f32>(ab, cd, 0, 1, 4, 5), v128.shuffle<f32>(ab, cd, 2, 3, 6, 7));
}

/** Whether the polynomial for (1 + y)^−½ is not accurate enough for one of the lanes. */
export function isLarge(y: v128): bool {
  return v128.any_true(f32x4.gt(y, f32x4.splat(LIMIT)));
}

/**
 * (1 + y)^−½ for y in [0, 0.25], relative error 2e-8: a square root and a division of four lanes take as long as about
 * twenty multiplications. Exactly 1 for 0, so that what has no gradient stays as it is.
 */
export function inverseRoot(y: v128): v128 {
  // Horner's scheme, without y²: its tiny values would be subnormal, which the machine handles slowly.
  let sum = f32x4.add(f32x4.splat(0.24639192), f32x4.mul(y, f32x4.splat(-0.13259836)));
  sum = f32x4.add(f32x4.splat(-0.30936196), f32x4.mul(y, sum));
  sum = f32x4.add(f32x4.splat(0.37483644), f32x4.mul(y, sum));
  sum = f32x4.add(f32x4.splat(-0.4999972), f32x4.mul(y, sum));
  return f32x4.add(f32x4.splat(1), f32x4.mul(y, sum));
}

/** (1 + y)^−½ for any y from 0. */
export function inverseRootOfLarge(y: v128): v128 {
  const one = f32x4.splat(1);
  return f32x4.div(one, f32x4.sqrt(f32x4.add(one, y)));
}

/** 1 / (1 + e^−x), relative error 3e-7. */
export function sigmoid(x: f32): f32 {
  return 1 / (1 + exp(-x));
}

/** e^x for |x| ≤ 87, beyond that e^±87: as 2^whole · e^rest. */
function exp(x: f32): f32 {
  const clipped = max<f32>(min<f32>(x, 87), -87);
  const whole = nearest<f32>(clipped * 1.442695);
  // ln 2 in two parts, the first with few bits, so that its product with a small whole number is exact.
  const rest = clipped - whole * 0.693359375 + whole * 2.1219444e-4;
  let sum: f32 = 1.9875691e-4;
  sum = sum * rest + 1.3981999e-3;
  sum = sum * rest + 8.333452e-3;
  sum = sum * rest + 4.1665795e-2;
  sum = sum * rest + 0.16666665;
  sum = sum * rest + 0.5;
  sum = sum * rest * rest + rest + 1;
  return sum * reinterpret<f32>((<i32>whole + 127) << 23);
}

/** `sigmoid` of four, in the same operations: the same bytes. */
export function sigmoidFour(x: v128): v128 {
  const one = f32x4.splat(1);
  return f32x4.div(one, f32x4.add(one, expFour(f32x4.neg(x))));
}

function expFour(x: v128): v128 {
  const clipped = f32x4.max(f32x4.min(x, f32x4.splat(87)), f32x4.splat(-87));
  const whole = f32x4.nearest(f32x4.mul(clipped, f32x4.splat(1.442695)));
  const coarse = f32x4.sub(clipped, f32x4.mul(whole, f32x4.splat(0.693359375)));
  const rest = f32x4.add(coarse, f32x4.mul(whole, f32x4.splat(2.1219444e-4)));
  let sum = f32x4.splat(1.9875691e-4);
  sum = f32x4.add(f32x4.mul(sum, rest), f32x4.splat(1.3981999e-3));
  sum = f32x4.add(f32x4.mul(sum, rest), f32x4.splat(8.333452e-3));
  sum = f32x4.add(f32x4.mul(sum, rest), f32x4.splat(4.1665795e-2));
  sum = f32x4.add(f32x4.mul(sum, rest), f32x4.splat(0.16666665));
  sum = f32x4.add(f32x4.mul(sum, rest), f32x4.splat(0.5));
  sum = f32x4.add(f32x4.add(f32x4.mul(f32x4.mul(sum, rest), rest), rest), f32x4.splat(1));
  const power = i32x4.shl(i32x4.add(i32x4.trunc_sat_f32x4_s(whole), i32x4.splat(127)), 23);
  return f32x4.mul(sum, power);
}
