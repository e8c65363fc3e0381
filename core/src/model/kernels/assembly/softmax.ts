import { float, int, softmax } from './memory';
import { expFour, ln } from './softmax-arithmetic';
import { addTile, scoreTile, tileRows } from './softmax-tiles';
import { sumOfLanes, upperHalf } from './vectors';

/*
 * The data's part of the softmax objective and its gradient. A user's row ends with a 1 and an item's with its bias, so that
 * the dot product of both is the score. methods/softmax/plain-kernel.ts has the same operations in the same order.
 */

/** The score of an item that takes no part: its exponential is 0. */
const NO_SCORE: f32 = -3e38;

/** Writes the gradient of all rows; returns the value. Both are laid out as `values`: rows of users, then rows of items. */
export function softmaxObjective(values: usize, gradient: usize): f64 {
  const userBytes = <usize>softmax.userRows * softmax.stride;
  const items = values + userBytes;
  const itemGradients = gradient + userBytes;
  memory.fill(gradient, 0, userBytes + <usize>softmax.itemRows * softmax.stride);
  let value: f64 = 0;
  for (let first = 0; first < softmax.activeUsers; first += softmax.block) {
    const end = min(first + softmax.block, softmax.activeUsers);
    for (let item = 0; item < softmax.itemRows; item += tileRows()) {
      for (let i = first; i < end; i += 2) {
        const pushes = pushesOf(i - first);
        scoreTile(item, userRow(i, values), userRow(i + 1, values), items, pushes, pushes + pushesBytes());
      }
    }
    for (let i = first; i < end; i++) value += pushItems(int(softmax.active, i), pushesOf(i - first));
    for (let item = 0; item < softmax.itemRows; item += tileRows()) {
      for (let i = first; i < end; i += 2) {
        const a = userRow(i, values);
        const b = userRow(i + 1, values);
        const gradientA = userRow(i, gradient);
        const gradientB = userRow(i + 1, gradient);
        addTile(item, pushesOf(i - first), pushesBytes(), a, b, items, gradientA, gradientB, itemGradients);
      }
    }
    // The 1 is no parameter.
    for (let i = first; i < end; i++) store<f32>(userRow(i, gradient) + ((<usize>softmax.d) << 2), 0);
  }
  return value;
}

/** The row of the i-th active user. One that is not there, to make up a pair, has a row of zeros. */
function userRow(i: i32, rows: usize): usize {
  return i < softmax.activeUsers ? rows + <usize>int(softmax.active, i) * softmax.stride : softmax.nobody;
}

function pushesOf(place: i32): usize {
  return softmax.pushes + <usize>place * pushesBytes();
}

function pushesBytes(): usize {
  return (<usize>softmax.itemRows) << 2;
}

/** The terms of one user; each score in `pushes` is replaced by the derivative of their sum by it. */
function pushItems(user: i32, pushes: usize): f64 {
  const from = int(softmax.indptr, user);
  const count = int(softmax.indptr, user + 1) - from;
  const indices = softmax.indices + ((<usize>from) << 2);
  const weights = softmax.weights + ((<usize>from) << 2);
  const known = softmax.known;
  for (let i = softmax.items; i < softmax.itemRows; i++) store<f32>(pushes + ((<usize>i) << 2), NO_SCORE);
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
