import { dotFour } from './fast-arithmetic';
import { float, int, softmax } from './memory';
import { expFour, ln } from './softmax-arithmetic';
import { sumOfLanes, upperHalf } from './vectors';

/*
 * The data's part of the softmax objective and its gradient. A user's row ends with a 1 and an item's with its bias, so that
 * the dot product of both is the score. methods/softmax/plain-objective.ts has the same operations in the same order.
 */

/** The score of an item that takes no part: its exponential is 0. */
const NO_SCORE: f32 = -3e38;

/** Writes the gradient of all rows; returns the value. Both are laid out as `values`: rows of users, then rows of items. */
export function softmaxObjective(values: usize, gradient: usize): f64 {
  const stride = softmax.stride;
  const userBytes = <usize>softmax.userRows * stride;
  memory.fill(gradient, 0, userBytes + <usize>softmax.itemRows * stride);
  let value: f64 = 0;
  for (let i = 0; i < softmax.activeUsers; i++) {
    const user = int(softmax.active, i);
    const at = <usize>user * stride;
    value += pushItems(user, values + at, values + userBytes, softmax.pushes);
    addGradient(softmax.pushes, values + at, values + userBytes, gradient + at, gradient + userBytes);
    // The 1 is no parameter.
    store<f32>(gradient + at + ((<usize>softmax.d) << 2), 0);
  }
  return value;
}

/** The terms of one user; into `pushes` goes the derivative of their sum by each item's score. */
function pushItems(user: i32, row: usize, items: usize, pushes: usize): f64 {
  const from = int(softmax.indptr, user);
  const count = int(softmax.indptr, user + 1) - from;
  const indices = softmax.indices + ((<usize>from) << 2);
  const weights = softmax.weights + ((<usize>from) << 2);
  const known = softmax.known;
  scoreItems(row, items, pushes);
  for (let k = 0; k < count; k++) {
    const at = pushes + ((<usize>int(indices, k)) << 2);
    store<f32>(known + ((<usize>k) << 2), load<f32>(at));
    store<f32>(at, NO_SCORE);
  }
  const top = largest(pushes);
  const sum = exponentials(pushes, top);
  // Each positive is weighed against the sum of the unknown: σ = sum / (e^(score − top) + sum), from the smaller of both.
  let value: f64 = 0;
  let pull: f64 = 0;
  for (let k = 0; k < count; k += 4) {
    const at = known + ((<usize>k) << 2);
    const above = f32x4.sub(v128.load(at), f32x4.splat(top));
    v128.store(at, above);
    v128.store(softmax.four, expFour(f32x4.neg(f32x4.abs(above))));
    for (let lane = 0; lane < 4 && k + lane < count; lane++) {
      const weight = <f64>float(weights, k + lane);
      if (weight == 0) continue;
      const margin = <f64>float(known, k + lane);
      const small = <f64>float(softmax.four, lane);
      // margin > 0: small = e^−margin
      const own: f64 = margin > 0 ? 1 : small;
      const others = margin > 0 ? sum * small : sum;
      const total = own + others;
      value += weight * (margin > 0 ? ln(total) : ln(total) - margin);
      const share = (weight * others) / total;
      pull += share;
      store<f32>(known + ((<usize>(k + lane)) << 2), <f32>-share);
    }
  }
  scale(pushes, <f32>(pull / sum));
  for (let k = 0; k < count; k++) {
    const push: f32 = float(weights, k) == 0 ? 0 : float(known, k);
    store<f32>(pushes + ((<usize>int(indices, k)) << 2), push);
  }
  return value;
}

function scoreItems(user: usize, items: usize, scores: usize): void {
  const stride = softmax.stride;
  let row = items;
  for (let i = 0; i < softmax.itemRows; i += 4) {
    const four = dotFour(user, row, row + stride, row + 2 * stride, row + 3 * stride, stride);
    v128.store(scores + ((<usize>i) << 2), four);
    row += 4 * stride;
  }
  for (let i = softmax.items; i < softmax.itemRows; i++) store<f32>(scores + ((<usize>i) << 2), NO_SCORE);
}

function largest(scores: usize): f32 {
  let most = v128.load(scores);
  const end = scores + ((<usize>softmax.itemRows) << 2);
  for (let at = scores + 16; at < end; at += 16) most = f32x4.pmax(most, v128.load(at));
  return max<f32>(
    max<f32>(f32x4.extract_lane(most, 0), f32x4.extract_lane(most, 1)),
    max<f32>(f32x4.extract_lane(most, 2), f32x4.extract_lane(most, 3)),
  );
}

/** Replaces each score by e^(score − top); returns the sum. */
function exponentials(scores: usize, top: f32): f64 {
  const tops = f32x4.splat(top);
  let low = f64x2.splat(0);
  let high = low;
  const end = scores + ((<usize>softmax.itemRows) << 2);
  for (let at = scores; at < end; at += 16) {
    const four = expFour(f32x4.sub(v128.load(at), tops));
    v128.store(at, four);
    low = f64x2.add(low, f64x2.promote_low_f32x4(four));
    high = f64x2.add(high, f64x2.promote_low_f32x4(upperHalf(four)));
  }
  return sumOfLanes(low, high);
}

function scale(pushes: usize, factor: f32): void {
  const factors = f32x4.splat(factor);
  const end = pushes + ((<usize>softmax.itemRows) << 2);
  for (let at = pushes; at < end; at += 16) v128.store(at, f32x4.mul(v128.load(at), factors));
}

/** Writes the gradient of a user's row, and adds to those of the items. */
function addGradient(pushes: usize, user: usize, items: usize, userGradient: usize, itemGradients: usize): void {
  const stride = softmax.stride;
  const bytes = <usize>softmax.itemRows * stride;
  // Sixteen components at a time, of all items: their sums stay in registers.
  for (let j: usize = 0; j < stride; j += 64) {
    const u0 = v128.load(user + j);
    const u1 = v128.load(user + j, 16);
    const u2 = v128.load(user + j, 32);
    const u3 = v128.load(user + j, 48);
    let sum0 = f32x4.splat(0);
    let sum1 = sum0;
    let sum2 = sum0;
    let sum3 = sum0;
    let at = pushes;
    for (let row = j; row < bytes; row += stride) {
      const push = v128.load32_splat(at);
      at += 4;
      const item = items + row;
      const out = itemGradients + row;
      sum0 = f32x4.add(sum0, f32x4.mul(push, v128.load(item)));
      sum1 = f32x4.add(sum1, f32x4.mul(push, v128.load(item, 16)));
      sum2 = f32x4.add(sum2, f32x4.mul(push, v128.load(item, 32)));
      sum3 = f32x4.add(sum3, f32x4.mul(push, v128.load(item, 48)));
      v128.store(out, f32x4.add(v128.load(out), f32x4.mul(push, u0)));
      v128.store(out, f32x4.add(v128.load(out, 16), f32x4.mul(push, u1)), 16);
      v128.store(out, f32x4.add(v128.load(out, 32), f32x4.mul(push, u2)), 32);
      v128.store(out, f32x4.add(v128.load(out, 48), f32x4.mul(push, u3)), 48);
    }
    v128.store(userGradient + j, sum0);
    v128.store(userGradient + j, sum1, 16);
    v128.store(userGradient + j, sum2, 32);
    v128.store(userGradient + j, sum3, 48);
  }
}
