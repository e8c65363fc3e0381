import { adadelta, adagrad } from './exact-update';
import { float, int, items, Side, task, users } from './memory';

/** Above this value a scale is applied in the middle of an epoch. */
const MAX_SCALE: f64 = 1e6;

/**
 * Writes the representation of a row into `out`: float32 products and sums, feature by feature
 * (docs/lightfm.md#representation-and-score).
 */
export function represent(side: Side, row: i32, out: usize): void {
  const stride = task.stride;
  const zero = f32x4.splat(0);
  if (side.indptr == 0) {
    const from = side.values + <usize>row * stride;
    const weight = f32x4.splat(<f32>side.scale);
    // Adding 0 turns −0 into 0, as a sum that starts from 0 does.
    for (let j: usize = 0; j < stride; j += 16) {
      v128.store(out + j, f32x4.add(f32x4.mul(weight, v128.load(from + j)), zero));
    }
    return;
  }
  for (let j: usize = 0; j < stride; j += 16) v128.store(out + j, zero);
  const end = int(side.indptr, row + 1);
  for (let i = int(side.indptr, row); i < end; i++) {
    const from = side.values + <usize>int(side.indices, i) * stride;
    const weight = f32x4.splat(<f32>(<f64>float(side.weights, i) * side.scale));
    for (let j: usize = 0; j < stride; j += 16) {
      v128.store(out + j, f32x4.add(v128.load(out + j), f32x4.mul(weight, v128.load(from + j))));
    }
  }
}

/** The address of a row's representation: the parameters themselves if it equals them, otherwise `scratch`. */
export function represented(side: Side, row: i32, scratch: usize): usize {
  if (side.indptr == 0 && side.scale == 1) return side.values + <usize>row * task.stride;
  represent(side, row, scratch);
  return scratch;
}

/** Scores of one user and four items into `task.scores`. */
export function scoreFour(user: usize, a: usize, b: usize, c: usize, d: usize): void {
  scorePairs(user, user, user, user, a, b, c, d);
}

/**
 * Scores of four users, each with an item, into `task.scores`. Each sum takes the products one by one, in float32, bias
 * first; the four run side by side in the lanes of a vector.
 */
export function scorePairs(
  userA: usize,
  userB: usize,
  userC: usize,
  userD: usize,
  a: usize,
  b: usize,
  c: usize,
  d: usize,
): void {
  const length = (<usize>task.d) << 2;
  let sum = f32x4.add(
    f32x4(load<f32>(userA + length), load<f32>(userB + length), load<f32>(userC + length), load<f32>(userD + length)),
    f32x4(load<f32>(a + length), load<f32>(b + length), load<f32>(c + length), load<f32>(d + length)),
  );
  const whole = length & ~15;
  for (let j: usize = 0; j < length; j += 16) {
    const pa = f32x4.mul(v128.load(userA + j), v128.load(a + j));
    const pb = f32x4.mul(v128.load(userB + j), v128.load(b + j));
    const pc = f32x4.mul(v128.load(userC + j), v128.load(c + j));
    const pd = f32x4.mul(v128.load(userD + j), v128.load(d + j));
    const lowAB = v128.shuffle<f32>(pa, pb, 0, 4, 1, 5);
    const lowCD = v128.shuffle<f32>(pc, pd, 0, 4, 1, 5);
    const highAB = v128.shuffle<f32>(pa, pb, 2, 6, 3, 7);
    const highCD = v128.shuffle<f32>(pc, pd, 2, 6, 3, 7);
    sum = f32x4.add(sum, v128.shuffle<f32>(lowAB, lowCD, 0, 1, 4, 5));
    if (j < whole) {
      sum = f32x4.add(sum, v128.shuffle<f32>(lowAB, lowCD, 2, 3, 6, 7));
      sum = f32x4.add(sum, v128.shuffle<f32>(highAB, highCD, 0, 1, 4, 5));
      sum = f32x4.add(sum, v128.shuffle<f32>(highAB, highCD, 2, 3, 6, 7));
    } else {
      // The last vector holds one to three components, then the bias and padding.
      if (length - j > 4) sum = f32x4.add(sum, v128.shuffle<f32>(lowAB, lowCD, 2, 3, 6, 7));
      if (length - j > 8) sum = f32x4.add(sum, v128.shuffle<f32>(highAB, highCD, 0, 1, 4, 5));
    }
  }
  v128.store(task.scores, sum);
}

/** How many features a row stores. */
function featureCount(side: Side, row: i32): i32 {
  return side.indptr == 0 ? 1 : int(side.indptr, row + 1) - int(side.indptr, row);
}

/** Updates all features of a row, in stored order, with gradient loss · direction. */
function step(side: Side, row: i32, loss: f64, direction: usize, rates: usize): void {
  const stride = task.stride;
  const slow = task.adadelta != 0;
  if (side.indptr == 0) {
    const at = <usize>row * stride;
    if (slow) adadelta(side, at, 1, loss, direction, rates);
    else adagrad(side, at, 1, loss, direction, rates);
    return;
  }
  const end = int(side.indptr, row + 1);
  for (let i = int(side.indptr, row); i < end; i++) {
    const at = <usize>int(side.indices, i) * stride;
    const weight = <f64>float(side.weights, i);
    if (slow) adadelta(side, at, weight, loss, direction, rates);
    else adagrad(side, at, weight, loss, direction, rates);
  }
}

/** A bias has the gradient of the loss itself: in a direction its slot is 1. */
function asDirection(representation: usize): void {
  store<f32>(representation + ((<usize>task.d) << 2), 1);
}

/** One gradient step of a pointwise loss. Spends `task.user` and `task.item`. */
export function pointwiseStep(loss: f64, user: i32, item: i32): void {
  asDirection(task.user);
  asDirection(task.item);
  step(items, item, loss, task.user, task.itemRates);
  step(users, user, loss, task.item, task.userRates);
  const features = featureCount(users, user) + featureCount(items, item);
  if (task.penalised != 0 || features == 0) grow(features, task.itemRates, task.userRates, 0);
}

/** One gradient step of a pairwise loss: positive before negative, since they may share features. Spends `task.user`. */
export function pairwiseStep(loss: f64, user: i32, positive: i32, negative: i32): void {
  const stride = task.stride;
  for (let j: usize = 0; j < stride; j += 16) {
    v128.store(task.difference + j, f32x4.sub(v128.load(task.negative + j), v128.load(task.item + j)));
  }
  asDirection(task.user);
  asDirection(task.difference);
  step(items, positive, -loss, task.user, task.itemRates);
  step(items, negative, loss, task.user, task.negativeRates);
  step(users, user, loss, task.difference, task.userRates);
  const features = featureCount(users, user) + featureCount(items, positive) + featureCount(items, negative);
  if (task.penalised != 0 || features == 0) grow(features, task.itemRates, task.negativeRates, task.userRates);
}

/** Both scales grow by the average local rate, summed biases first, then component by component. */
function grow(features: i32, first: usize, second: usize, third: usize): void {
  const d = task.d;
  let sum: f64 = 0;
  for (let slot = 0; slot <= d; slot++) {
    const at = (<usize>(slot == 0 ? d : slot - 1)) << 3;
    sum += load<f64>(first + at);
    sum += load<f64>(second + at);
    if (third != 0) sum += load<f64>(third + at);
  }
  const bytes = task.stride << 1;
  memory.fill(first, 0, bytes);
  memory.fill(second, 0, bytes);
  if (third != 0) memory.fill(third, 0, bytes);
  const average = sum / <f64>((d + 1) * features);
  items.scale *= 1 + items.alpha * average;
  users.scale *= 1 + users.alpha * average;
}

function applyScale(side: Side): void {
  const scale = side.scale;
  side.scale = 1;
  if (scale == 1) return;
  const end = side.values + <usize>side.features * task.stride;
  for (let at = side.values; at < end; at += 4) store<f32>(at, <f32>(<f64>load<f32>(at) / scale));
}

/** Brings the stored values up to the lazy L2 penalty ("regularize"). */
export function applyScales(): void {
  applyScale(items);
  applyScale(users);
}

/** Applies the scales where one has grown too far. Call it after every example. */
export function checkScales(): void {
  if (items.scale > MAX_SCALE || users.scale > MAX_SCALE) applyScales();
}
