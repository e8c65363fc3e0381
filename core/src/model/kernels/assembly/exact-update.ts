import { Side, task } from './memory';

/*
 * One-parameter updates for a row of parameters, four at a time: what kernels/optimisers.ts does one by one. Components never
 * meet, so lanes change no rounding. Parameter j has the gradient loss · direction[j]; padding has direction 0.
 */

/** Lanes 2 and 3 as float64. */
function high(x: v128): v128 {
  return f64x2.promote_low_f32x4(v128.shuffle<f32>(x, x, 2, 3, 2, 3));
}

/** Two pairs of float64, rounded to four float32. */
function rounded(low: v128, high: v128): v128 {
  return v128.shuffle<f32>(f32x4.demote_f64x2_zero(low), f32x4.demote_f64x2_zero(high), 0, 1, 4, 5);
}

/** Adds local rates to `rates` (two pairs from byte `at`). */
function keepRates(rates: usize, at: usize, low: v128, high: v128): void {
  const place = rates + (at << 1);
  v128.store(place, f64x2.add(v128.load(place), low));
  v128.store(place, f64x2.add(v128.load(place, 16), high), 16);
}

/** The L2 penalty: a second rounding of values just stored. */
function penalise(values: usize, alpha: f64, low: v128, high_: v128): void {
  const one = f64x2.splat(1);
  const a = f64x2.splat(alpha);
  const stored = v128.load(values);
  v128.store(
    values,
    rounded(
      f64x2.mul(f64x2.promote_low_f32x4(stored), f64x2.add(one, f64x2.mul(a, low))),
      f64x2.mul(high(stored), f64x2.add(one, f64x2.mul(a, high_))),
    ),
  );
}

/** Adagrad (Duchi 2011). The rate is learningRate / √G with G before this gradient. */
export function adagrad(side: Side, at: usize, weight: f64, loss: f64, direction: usize, rates: usize): void {
  const values = side.values + at;
  const gradients = side.gradients + at;
  const stride = task.stride;
  const lr = f64x2.splat(task.learningRate);
  const w = f64x2.splat(weight);
  const l = f64x2.splat(loss);
  const penalised = task.penalised != 0;
  for (let j: usize = 0; j < stride; j += 16) {
    const toward = v128.load(direction + j);
    const sums = v128.load(gradients + j);
    const old = v128.load(values + j);
    const sumLow = f64x2.promote_low_f32x4(sums);
    const sumHigh = high(sums);
    const rateLow = f64x2.div(lr, f64x2.sqrt(sumLow));
    const rateHigh = f64x2.div(lr, f64x2.sqrt(sumHigh));
    const gradientLow = f64x2.mul(l, f64x2.promote_low_f32x4(toward));
    const gradientHigh = f64x2.mul(l, high(toward));
    const stepLow = f64x2.mul(gradientLow, w);
    const stepHigh = f64x2.mul(gradientHigh, w);
    // (rate · weight) · gradient: the association is LightFM's.
    v128.store(
      values + j,
      rounded(
        f64x2.sub(f64x2.promote_low_f32x4(old), f64x2.mul(f64x2.mul(rateLow, w), gradientLow)),
        f64x2.sub(high(old), f64x2.mul(f64x2.mul(rateHigh, w), gradientHigh)),
      ),
    );
    v128.store(
      gradients + j,
      rounded(f64x2.add(sumLow, f64x2.mul(stepLow, stepLow)), f64x2.add(sumHigh, f64x2.mul(stepHigh, stepHigh))),
    );
    if (penalised) {
      if (side.alpha != 0) penalise(values + j, side.alpha, rateLow, rateHigh);
      keepRates(rates, j, rateLow, rateHigh);
    }
  }
}

/** A running mean of squares: float32 product, float64 square and sum. */
function decayed(mean: v128, squareLow: v128, squareHigh: v128): v128 {
  const kept = f32x4.mul(f32x4.splat(<f32>task.rho), mean);
  const fresh = f64x2.splat(task.fresh);
  return rounded(
    f64x2.add(f64x2.promote_low_f32x4(kept), f64x2.mul(fresh, squareLow)),
    f64x2.add(high(kept), f64x2.mul(fresh, squareHigh)),
  );
}

/** Adadelta (Zeiler 2012). The rate is √(M + ε) / √(G + ε) with G after this gradient. */
export function adadelta(side: Side, at: usize, weight: f64, loss: f64, direction: usize, rates: usize): void {
  const values = side.values + at;
  const gradients = side.gradients + at;
  const momentum = side.momentum + at;
  const stride = task.stride;
  const epsilon = f32x4.splat(<f32>task.epsilon);
  const w = f64x2.splat(weight);
  const l = f64x2.splat(loss);
  const penalised = task.penalised != 0;
  for (let j: usize = 0; j < stride; j += 16) {
    const toward = v128.load(direction + j);
    const moved = v128.load(momentum + j);
    const gradientLow = f64x2.mul(l, f64x2.promote_low_f32x4(toward));
    const gradientHigh = f64x2.mul(l, high(toward));
    const stepLow = f64x2.mul(w, gradientLow);
    const stepHigh = f64x2.mul(w, gradientHigh);
    const sums = decayed(v128.load(gradients + j), f64x2.mul(stepLow, stepLow), f64x2.mul(stepHigh, stepHigh));
    v128.store(gradients + j, sums);
    const over = f32x4.add(moved, epsilon);
    const under = f32x4.add(sums, epsilon);
    const rateLow = f64x2.div(f64x2.sqrt(f64x2.promote_low_f32x4(over)), f64x2.sqrt(f64x2.promote_low_f32x4(under)));
    const rateHigh = f64x2.div(f64x2.sqrt(high(over)), f64x2.sqrt(high(under)));
    // (rate · gradient) · weight here, unlike adagrad.
    const deltaLow = f64x2.mul(f64x2.mul(rateLow, gradientLow), w);
    const deltaHigh = f64x2.mul(f64x2.mul(rateHigh, gradientHigh), w);
    v128.store(momentum + j, decayed(moved, f64x2.mul(deltaLow, deltaLow), f64x2.mul(deltaHigh, deltaHigh)));
    const old = v128.load(values + j);
    v128.store(values + j, rounded(f64x2.sub(f64x2.promote_low_f32x4(old), deltaLow), f64x2.sub(high(old), deltaHigh)));
    if (penalised) {
      if (side.alpha != 0) penalise(values + j, side.alpha, rateLow, rateHigh);
      keepRates(rates, j, rateLow, rateHigh);
    }
  }
}
