import type { VectorSpace } from '../lbfgs.js';
import type { PackedModel } from './packed-model.js';
import type { SoftmaxData } from './softmax-data.js';

/** What computes: compiled to WebAssembly, or the same operations in plain TypeScript, about twenty times slower. */
export type SoftmaxKernelName = 'wasm' | 'plain';

/** A model's objective over data that do not change, and the vectors it is computed with. */
export interface SoftmaxKernel extends VectorSpace<Float32Array> {
  /**
   * The objective at `values`, float64; writes its gradient. Both are vectors that `create` made, of `model.length`.
   *
   * @param penalties λ of each parameter, 0 where there is none.
   */
  evaluate(values: Float32Array, penalties: Float32Array, gradient: Float32Array): number;
}

/** Lays out data and room for so many vectors. */
export type StartSoftmaxKernel = (data: SoftmaxData, model: PackedModel, vectors: number) => SoftmaxKernel;
