/*
 * Long vectors of float32, `bytes` a multiple of 64. Products are float32, sums of products float64 in two pairs of lanes that
 * take turns; methods/softmax/plain-vectors.ts has the same operations for machines without WebAssembly.
 */

/** Σ a[i] · b[i]. */
export function vectorDot(a: usize, b: usize, bytes: usize): f64 {
  let low = f64x2.splat(0);
  let high = low;
  for (let i: usize = 0; i < bytes; i += 16) {
    const product = f32x4.mul(v128.load(a + i), v128.load(b + i));
    low = f64x2.add(low, f64x2.promote_low_f32x4(product));
    high = f64x2.add(high, f64x2.promote_low_f32x4(upperHalf(product)));
  }
  return sumOfLanes(low, high);
}

/** Σ a[i] · by[i] · b[i], the first two multiplied first. */
export function vectorScaledDot(a: usize, by: usize, b: usize, bytes: usize): f64 {
  let low = f64x2.splat(0);
  let high = low;
  for (let i: usize = 0; i < bytes; i += 16) {
    const product = f32x4.mul(f32x4.mul(v128.load(a + i), v128.load(by + i)), v128.load(b + i));
    low = f64x2.add(low, f64x2.promote_low_f32x4(product));
    high = f64x2.add(high, f64x2.promote_low_f32x4(upperHalf(product)));
  }
  return sumOfLanes(low, high);
}

/** target += factor · other; returns Σ target[i] · dual[i]. */
export function vectorAddThenDot(target: usize, factor: f32, other: usize, dual: usize, bytes: usize): f64 {
  const factors = f32x4.splat(factor);
  let low = f64x2.splat(0);
  let high = low;
  for (let i: usize = 0; i < bytes; i += 16) {
    const sum = f32x4.add(v128.load(target + i), f32x4.mul(factors, v128.load(other + i)));
    v128.store(target + i, sum);
    const product = f32x4.mul(sum, v128.load(dual + i));
    low = f64x2.add(low, f64x2.promote_low_f32x4(product));
    high = f64x2.add(high, f64x2.promote_low_f32x4(upperHalf(product)));
  }
  return sumOfLanes(low, high);
}

/** out = a + factor · b; out may be a. */
export function vectorCombine(out: usize, a: usize, factor: f32, b: usize, bytes: usize): void {
  const factors = f32x4.splat(factor);
  for (let i: usize = 0; i < bytes; i += 16) {
    v128.store(out + i, f32x4.add(v128.load(a + i), f32x4.mul(factors, v128.load(b + i))));
  }
}

/** target[i] *= factor · by[i]. */
export function vectorScale(target: usize, factor: f32, by: usize, bytes: usize): void {
  const factors = f32x4.splat(factor);
  for (let i: usize = 0; i < bytes; i += 16) {
    v128.store(target + i, f32x4.mul(v128.load(target + i), f32x4.mul(factors, v128.load(by + i))));
  }
}

/** gradient += penalties ∘ values; returns ½ Σ penalties[i] · values[i]². */
export function vectorPenalty(gradient: usize, values: usize, penalties: usize, bytes: usize): f64 {
  let low = f64x2.splat(0);
  let high = low;
  for (let i: usize = 0; i < bytes; i += 16) {
    const value = v128.load(values + i);
    const pull = f32x4.mul(v128.load(penalties + i), value);
    v128.store(gradient + i, f32x4.add(v128.load(gradient + i), pull));
    const product = f32x4.mul(pull, value);
    low = f64x2.add(low, f64x2.promote_low_f32x4(product));
    high = f64x2.add(high, f64x2.promote_low_f32x4(upperHalf(product)));
  }
  return 0.5 * sumOfLanes(low, high);
}

export function upperHalf(x: v128): v128 {
  return v128.shuffle<f32>(x, x, 2, 3, 2, 3);
}

export function sumOfLanes(low: v128, high: v128): f64 {
  const both = f64x2.add(low, high);
  return f64x2.extract_lane(both, 0) + f64x2.extract_lane(both, 1);
}
