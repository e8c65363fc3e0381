import { dot, inverseRoot, inverseRootOfLarge, isLarge } from './fast-arithmetic';
import { float, int, items, Side, task, users } from './memory';

/*
 * Rows of the fast kernel: d components, then two slots. An item's row holds its bias and a 1, a user's row a 1 and its bias,
 * so that the dot product of both is the whole score, and a row is the direction of the other's step. The 1 and the padding
 * have an accumulator of infinity, hence the rate 0, and never change.
 *
 * `gradients` holds 1 / √G instead of G while an epoch runs: it is the rate, but for a constant, and the next one follows by
 * one multiplication with (1 + y)^−½, y being the gradient's square divided by G.
 */

/** Above this value a scale is applied in the middle of an epoch. */
const MAX_SCALE: f64 = 1e6;

/** Turns G into 1 / √G, before an epoch. */
export function fastStart(): void {
  toRoots(items);
  toRoots(users);
}

/** Applies the L2 penalty and turns 1 / √G into G, after an epoch. */
export function fastFinish(): void {
  fastApplyScales();
  fromRoots(items);
  fromRoots(users);
}

function toRoots(side: Side): void {
  const end = side.gradients + <usize>side.features * task.stride;
  for (let at = side.gradients; at < end; at += 16) {
    v128.store(at, f32x4.div(f32x4.splat(1), f32x4.sqrt(v128.load(at))));
  }
}

function fromRoots(side: Side): void {
  const end = side.gradients + <usize>side.features * task.stride;
  for (let at = side.gradients; at < end; at += 16) {
    const root = v128.load(at);
    v128.store(at, f32x4.div(f32x4.splat(1), f32x4.mul(root, root)));
  }
}

/** Whether every row is its own only feature and nothing is penalised; then the rows themselves are the representations. */
export function isPlain(): bool {
  return items.indptr == 0 && users.indptr == 0 && task.penalised == 0;
}

/** The representation of a row, scaled, into `out`; `at` of the two last slots gets `slot0` and `slot1`. */
export function represent(side: Side, row: i32, out: usize): void {
  const stride = task.stride;
  const scale = side.scale;
  if (side.indptr == 0) {
    const from = side.values + <usize>row * stride;
    const weight = f32x4.splat(<f32>scale);
    for (let j: usize = 0; j < stride; j += 16) v128.store(out + j, f32x4.mul(weight, v128.load(from + j)));
    return;
  }
  memory.fill(out, 0, stride);
  const end = int(side.indptr, row + 1);
  for (let i = int(side.indptr, row); i < end; i++) {
    const from = side.values + <usize>int(side.indices, i) * stride;
    const weight = f32x4.splat(<f32>(<f64>float(side.weights, i) * scale));
    for (let j: usize = 0; j < stride; j += 16) {
      v128.store(out + j, f32x4.add(v128.load(out + j), f32x4.mul(weight, v128.load(from + j))));
    }
  }
}

/** Writes the two last slots of a scratch row. */
export function setSlots(row: usize, first: f32, second: f32): void {
  const at = row + ((<usize>task.d) << 2);
  store<f32>(at, first);
  store<f32>(at, second, 4);
}

/** Represents a user in `task.user` as the direction of items' steps; returns its bias, which no ranking needs. */
export function representUser(user: i32): f32 {
  represent(users, user, task.user);
  const bias = load<f32>(task.user + ((<usize>task.d) << 2), 4);
  setSlots(task.user, 1, 0);
  return bias;
}

/** The score of an item for the user in `task.user`, without the user's bias and without building a representation. */
export function scoreItem(item: i32): f32 {
  const stride = task.stride;
  const scale = items.scale;
  if (items.indptr == 0) return <f32>scale * dot(task.user, items.values + <usize>item * stride, stride);
  let sum: f32 = 0;
  const end = int(items.indptr, item + 1);
  for (let i = int(items.indptr, item); i < end; i++) {
    const row = items.values + <usize>int(items.indices, i) * stride;
    sum += <f32>(<f64>float(items.weights, i) * scale) * dot(task.user, row, stride);
  }
  return sum;
}

/** Updates one row of parameters with gradient loss · direction; returns the sum of local rates but for the learning rate. */
function updateRow(side: Side, at: usize, weight: f32, loss: f32, direction: usize): f32 {
  const stride = task.stride;
  const values = side.values + at;
  const roots = side.gradients + at;
  const push = f32x4.splat(weight * loss);
  const lr = f32x4.splat(<f32>task.learningRate);
  const decay = f32x4.splat(<f32>(side.alpha * task.learningRate));
  let rates = f32x4.splat(0);
  for (let j: usize = 0; j < stride; j += 16) {
    const root = v128.load(roots + j);
    const step = f32x4.mul(root, f32x4.mul(push, v128.load(direction + j)));
    const moved = f32x4.sub(v128.load(values + j), f32x4.mul(lr, step));
    v128.store(values + j, f32x4.mul(moved, f32x4.add(f32x4.splat(1), f32x4.mul(decay, root))));
    const y = f32x4.mul(step, step);
    v128.store(roots + j, f32x4.mul(root, isLarge(y) ? inverseRootOfLarge(y) : inverseRoot(y)));
    rates = f32x4.add(rates, root);
  }
  return (
    f32x4.extract_lane(rates, 0) +
    f32x4.extract_lane(rates, 1) +
    (f32x4.extract_lane(rates, 2) + f32x4.extract_lane(rates, 3))
  );
}

/** Updates all features of a row; returns the sum of local rates but for the learning rate. */
function step(side: Side, row: i32, loss: f32, direction: usize): f32 {
  const stride = task.stride;
  if (side.indptr == 0) return updateRow(side, <usize>row * stride, 1, loss, direction);
  let rates: f32 = 0;
  const end = int(side.indptr, row + 1);
  for (let i = int(side.indptr, row); i < end; i++) {
    rates += updateRow(side, <usize>int(side.indices, i) * stride, float(side.weights, i), loss, direction);
  }
  return rates;
}

function featureCount(side: Side, row: i32): i32 {
  return side.indptr == 0 ? 1 : int(side.indptr, row + 1) - int(side.indptr, row);
}

/** One gradient step of a pointwise loss, with `task.user` and `task.item` represented. */
export function pointwiseStep(loss: f32, user: i32, item: i32): void {
  setSlots(task.item, 0, 1);
  let rates = step(items, item, loss, task.user);
  rates += step(users, user, loss, task.item);
  grow(rates, featureCount(users, user) + featureCount(items, item));
}

/** One gradient step of a pairwise loss, with `task.user` represented. */
export function pairwiseStep(loss: f32, user: i32, positive: i32, negative: i32): void {
  const stride = task.stride;
  represent(items, positive, task.item);
  represent(items, negative, task.negative);
  const difference = task.difference;
  for (let j: usize = 0; j < stride; j += 16) {
    v128.store(difference + j, f32x4.sub(v128.load(task.negative + j), v128.load(task.item + j)));
  }
  setSlots(difference, 0, 1);
  let rates = step(items, positive, -loss, task.user);
  rates += step(items, negative, loss, task.user);
  rates += step(users, user, loss, difference);
  grow(rates, featureCount(users, user) + featureCount(items, positive) + featureCount(items, negative));
}

/** Both scales grow by the average local rate; applied where one has grown too far. */
function grow(rates: f32, features: i32): void {
  if (task.penalised == 0 && features != 0) return;
  const average = (task.learningRate * <f64>rates) / <f64>((task.d + 1) * features);
  items.scale *= 1 + items.alpha * average;
  users.scale *= 1 + users.alpha * average;
  if (items.scale > MAX_SCALE || users.scale > MAX_SCALE) fastApplyScales();
}

/** Brings the stored values up to the lazy L2 penalty. */
export function fastApplyScales(): void {
  applyScale(items, 4);
  applyScale(users, 0);
}

/** Divides all values of a side; the slot that holds 1 (`one` bytes behind the components) keeps it. */
function applyScale(side: Side, one: usize): void {
  const scale = side.scale;
  side.scale = 1;
  if (scale == 1) return;
  const stride = task.stride;
  const divisor = f32x4.splat(<f32>scale);
  const end = side.values + <usize>side.features * stride;
  for (let at = side.values; at < end; at += 16) v128.store(at, f32x4.div(v128.load(at), divisor));
  for (let row = side.values; row < end; row += stride) store<f32>(row + ((<usize>task.d) << 2) + one, 1);
}
