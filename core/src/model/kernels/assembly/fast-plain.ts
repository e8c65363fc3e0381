import { inverseRoot, inverseRootOfLarge, isLarge } from './fast-arithmetic';
import { items, task, users } from './memory';

/*
 * Steps of a model without features and penalties: rows are representations, and a component of a row meets only the same
 * component of others. So one pass reads all rows of the step before it writes, without copies, and three independent chains
 * keep the machine busy.
 */

/** One pairwise step; positive and negative differ. */
export function plainPairwiseStep(loss: f32, user: i32, positive: i32, negative: i32): void {
  const stride = task.stride;
  const atUser = <usize>user * stride;
  const atPositive = <usize>positive * stride;
  const atNegative = <usize>negative * stride;
  const u = users.values + atUser;
  const p = items.values + atPositive;
  const q = items.values + atNegative;
  const uRoots = users.gradients + atUser;
  const pRoots = items.gradients + atPositive;
  const qRoots = items.gradients + atNegative;
  const l = f32x4.splat(loss);
  const lr = f32x4.splat(<f32>task.learningRate);
  for (let j: usize = 0; j < stride; j += 16) {
    const uValue = v128.load(u + j);
    const pValue = v128.load(p + j);
    const qValue = v128.load(q + j);
    const uRoot = v128.load(uRoots + j);
    const pRoot = v128.load(pRoots + j);
    const qRoot = v128.load(qRoots + j);
    const push = f32x4.mul(l, uValue);
    const uStep = f32x4.mul(uRoot, f32x4.mul(l, f32x4.sub(qValue, pValue)));
    const pStep = f32x4.mul(pRoot, push);
    const qStep = f32x4.mul(qRoot, push);
    v128.store(u + j, f32x4.sub(uValue, f32x4.mul(lr, uStep)));
    v128.store(p + j, f32x4.add(pValue, f32x4.mul(lr, pStep)));
    v128.store(q + j, f32x4.sub(qValue, f32x4.mul(lr, qStep)));
    const uY = f32x4.mul(uStep, uStep);
    const pY = f32x4.mul(pStep, pStep);
    const qY = f32x4.mul(qStep, qStep);
    if (isLarge(f32x4.pmax(f32x4.pmax(uY, pY), qY))) {
      v128.store(uRoots + j, f32x4.mul(uRoot, inverseRootOfLarge(uY)));
      v128.store(pRoots + j, f32x4.mul(pRoot, inverseRootOfLarge(pY)));
      v128.store(qRoots + j, f32x4.mul(qRoot, inverseRootOfLarge(qY)));
    } else {
      v128.store(uRoots + j, f32x4.mul(uRoot, inverseRoot(uY)));
      v128.store(pRoots + j, f32x4.mul(pRoot, inverseRoot(pY)));
      v128.store(qRoots + j, f32x4.mul(qRoot, inverseRoot(qY)));
    }
  }
  // The difference of two items has 1 − 1 where the user's bias needs a 1.
  const bias = ((<usize>task.d) << 2) + 4;
  const root = load<f32>(uRoots + bias);
  const step = root * loss;
  store<f32>(u + bias, load<f32>(u + bias) - <f32>task.learningRate * step);
  store<f32>(uRoots + bias, root / sqrt<f32>(1 + step * step));
}

/** One pointwise step. */
export function plainPointwiseStep(loss: f32, user: i32, item: i32): void {
  const stride = task.stride;
  const atUser = <usize>user * stride;
  const atItem = <usize>item * stride;
  const u = users.values + atUser;
  const p = items.values + atItem;
  const uRoots = users.gradients + atUser;
  const pRoots = items.gradients + atItem;
  const l = f32x4.splat(loss);
  const lr = f32x4.splat(<f32>task.learningRate);
  for (let j: usize = 0; j < stride; j += 16) {
    const uValue = v128.load(u + j);
    const pValue = v128.load(p + j);
    const uRoot = v128.load(uRoots + j);
    const pRoot = v128.load(pRoots + j);
    const uStep = f32x4.mul(uRoot, f32x4.mul(l, pValue));
    const pStep = f32x4.mul(pRoot, f32x4.mul(l, uValue));
    v128.store(u + j, f32x4.sub(uValue, f32x4.mul(lr, uStep)));
    v128.store(p + j, f32x4.sub(pValue, f32x4.mul(lr, pStep)));
    const uY = f32x4.mul(uStep, uStep);
    const pY = f32x4.mul(pStep, pStep);
    if (isLarge(f32x4.pmax(uY, pY))) {
      v128.store(uRoots + j, f32x4.mul(uRoot, inverseRootOfLarge(uY)));
      v128.store(pRoots + j, f32x4.mul(pRoot, inverseRootOfLarge(pY)));
    } else {
      v128.store(uRoots + j, f32x4.mul(uRoot, inverseRoot(uY)));
      v128.store(pRoots + j, f32x4.mul(pRoot, inverseRoot(pY)));
    }
  }
}
