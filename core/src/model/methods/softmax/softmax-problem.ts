import { isWasmAvailable } from '../../kernels/wasm/platform.js';
import type { Interactions } from '../../sparse.js';
import { startCompiledKernel } from './compiled-kernel.js';
import { packedModel, type PackedModel } from './packed-model.js';
import { biasPenalty, itemPenalty, scaleOf, userPenalty, weightSums } from './penalties.js';
import { startPlainKernel } from './plain-kernel.js';
import { softmaxDataOf, type SoftmaxData } from './softmax-data.js';
import type { SoftmaxKernel, SoftmaxKernelName, StartSoftmaxKernel } from './softmax-kernel.js';

/** A model's objective, ready to be computed. */
export interface SoftmaxProblem {
  readonly data: SoftmaxData;
  readonly model: PackedModel;
  readonly kernel: SoftmaxKernel;
  /** λ of each parameter. */
  readonly penalties: Float32Array;
}

/** What the objective depends on beside the data. */
export interface SoftmaxObjective {
  readonly noComponents: number;
  /** λ, above 0; default `usualRegularisation`. */
  readonly regularisation?: number;
  /** Default `wasm` where it can run. Both give the same bytes. */
  readonly kernel?: SoftmaxKernelName;
}

/** The usual λ. */
export const usualRegularisation = 0.3;

const kernels: Readonly<Record<SoftmaxKernelName, StartSoftmaxKernel>> = {
  wasm: startCompiledKernel,
  plain: startPlainKernel,
};

/**
 * Lays out the objective
 *
 *     Σ over users and their likes w · ln(1 + e^(L_u − s))  +  ½ Σ λ_u |x_u|²  +  ½ Σ λ_i (|y_i|² + 10 b_i²)
 *
 * s = x_u · y_i + b_i being the score, L_u = ln Σ e^s over the items unknown to the user, and w a like's weight.
 *
 * @param vectors how many the kernel will be asked for.
 */
export function softmaxProblem(
  interactions: Interactions,
  { noComponents, regularisation = usualRegularisation, kernel: name }: SoftmaxObjective,
  vectors: number,
): SoftmaxProblem {
  const data = softmaxDataOf(interactions);
  const model = packedModel(data, noComponents);
  const kernel = kernels[name ?? (isWasmAvailable() ? 'wasm' : 'plain')](data, model, vectors + 1);
  const penalties = kernel.create();
  fillPenalties(penalties, model, data, regularisation);
  return { data, model, kernel, penalties };
}

function fillPenalties(penalties: Float32Array, model: PackedModel, data: SoftmaxData, regularisation: number): void {
  const { d, width, itemsAt } = model;
  const scale = scaleOf(data, regularisation);
  const sums = weightSums(data);
  sums.user.forEach((weight, user) => penalties.fill(userPenalty(scale, weight), user * width, user * width + d));
  sums.item.forEach((weight, item) => {
    const at = itemsAt + item * width;
    penalties.fill(itemPenalty(scale, weight), at, at + d);
    penalties[at + d] = biasPenalty * itemPenalty(scale, weight);
  });
}
