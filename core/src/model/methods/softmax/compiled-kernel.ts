import { MemoryPlan, copyIn, writeStructure } from '../../kernels/wasm/memory-plan.js';
import { createMemory, instantiate } from '../../kernels/wasm/platform.js';
import { addresses, softmaxFields } from '../../kernels/wasm/structures.js';
import type { PackedModel } from './packed-model.js';
import type { SoftmaxData } from './softmax-data.js';
import type { SoftmaxKernel } from './softmax-kernel.js';

/** Users that are computed together, so that rows of items are read from memory once for all of them. */
const BLOCK = 8;

/**
 * The kernel of kernels/assembly/softmax.ts. All lies in one linear memory: data, scratch space, and so many vectors.
 *
 * @throws RangeError if that memory is not to be had (4 GiB at most).
 */
export function startCompiledKernel(data: SoftmaxData, model: PackedModel, vectors: number): SoftmaxKernel {
  const plan = new MemoryPlan();
  const bytes = 4 * model.length;
  const own = Array.from({ length: vectors }, () => plan.reserve(bytes));
  const placed = {
    active: plan.reserveFor(data.active),
    indptr: plan.reserveFor(data.indptr),
    indices: plan.reserveFor(data.indices),
    weights: plan.reserveFor(data.weights),
    pushes: plan.reserve(4 * model.itemRows * BLOCK),
    known: plan.reserve(4 * model.itemRows),
    four: plan.reserve(16),
    nobody: plan.reserve(4 * model.width),
  };
  const memory = createMemory(plan.end);
  const { buffer } = memory;
  copyIn(buffer, placed.active, data.active);
  copyIn(buffer, placed.indptr, data.indptr);
  copyIn(buffer, placed.indices, data.indices);
  copyIn(buffer, placed.weights, data.weights);
  writeStructure(buffer, addresses.softmax, softmaxFields, {
    ...placed,
    block: BLOCK,
    activeUsers: data.active.length,
    userRows: model.userRows,
    itemRows: model.itemRows,
    items: data.items,
    d: model.d,
    stride: 4 * model.width,
  });
  const kernels = instantiate(memory, noLoss);
  return {
    create: () => new Float32Array(buffer, own.pop(), model.length),
    copy: (to, from) => to.set(from),
    dot: (a, b) => kernels.vectorDot(a.byteOffset, b.byteOffset, bytes),
    scaledDot: (a, by, b) => kernels.vectorScaledDot(a.byteOffset, by.byteOffset, b.byteOffset, bytes),
    combine: (out, a, factor, b) => kernels.vectorCombine(out.byteOffset, a.byteOffset, factor, b.byteOffset, bytes),
    addThenDot: (target, factor, other, dual) =>
      kernels.vectorAddThenDot(target.byteOffset, factor, other.byteOffset, dual.byteOffset, bytes),
    scale: (target, factor, by) => kernels.vectorScale(target.byteOffset, factor, by.byteOffset, bytes),
    evaluate: (values, penalties, gradient) =>
      kernels.softmaxObjective(values.byteOffset, gradient.byteOffset) +
      kernels.vectorPenalty(gradient.byteOffset, values.byteOffset, penalties.byteOffset, bytes),
  };
}

/** Losses of violations are WARP's. */
function noLoss(): never {
  throw new Error('a softmax fit has no violations');
}
