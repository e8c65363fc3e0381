import { magnitude } from '../../finite.js';
import type { Csr } from '../../sparse.js';
import type { SideState } from '../../state.js';
import { copyIn, writeStructure, type MemoryPlan } from './memory-plan.js';
import { fillRows, packInto, unpackFrom, type PackedLayout } from './row-packing.js';
import { sideFields } from './structures.js';

/** The memory of one side in linear memory. */
export class SideMemory {
  private readonly values: number;
  private readonly gradients: number;
  private readonly momentum: number;
  private readonly indptr: number;
  private readonly indices: number;
  private readonly weights: number;
  private readonly size: number;

  constructor(
    plan: MemoryPlan,
    private readonly state: SideState,
    private readonly features: Csr | undefined,
    private readonly layout: PackedLayout,
    keepsMomentum: boolean,
  ) {
    this.size = state.biases.length * layout.width;
    this.values = plan.reserve(4 * this.size);
    this.gradients = plan.reserve(4 * this.size);
    this.momentum = keepsMomentum ? plan.reserve(4 * this.size) : 0;
    this.indptr = plan.reserveFor(features?.indptr);
    this.indices = plan.reserveFor(features?.indices);
    this.weights = plan.reserveFor(features?.data);
  }

  /** Copies parameters and features in. */
  load(buffer: ArrayBufferLike): void {
    const { state, features, layout } = this;
    const parameters = this.rows(buffer, this.values);
    packInto(parameters, layout, state.embeddings, state.biases);
    if (layout.oneSlot !== undefined) {
      for (let at = layout.oneSlot; at < parameters.length; at += layout.width) parameters[at] = 1;
    }
    const accumulators = this.rows(buffer, this.gradients).fill(layout.spareGradient);
    if (state.untouchedGradients === undefined) {
      packInto(accumulators, layout, state.embeddingGradients, state.biasGradients);
    } else fillRows(accumulators, layout, state.untouchedGradients);
    if (this.momentum !== 0) {
      packInto(this.rows(buffer, this.momentum), layout, state.embeddingMomentum, state.biasMomentum);
    }
    copyIn(buffer, this.indptr, features?.indptr);
    copyIn(buffer, this.indices, features?.indices);
    copyIn(buffer, this.weights, features?.data);
  }

  /** Writes the structure `Side` at `address`. */
  describe(buffer: ArrayBufferLike, address: number, alpha: number): void {
    const { state, features } = this;
    const { values, gradients, momentum, indptr, indices, weights } = this;
    const rows = features?.rows ?? state.biases.length;
    writeStructure(buffer, address, sideFields, {
      scale: 1,
      alpha,
      values,
      gradients,
      momentum,
      indptr,
      indices,
      weights,
      rows,
      features: state.biases.length,
    });
  }

  /** The sum of the magnitudes of all parameters, and of the constants between them. */
  magnitude(buffer: ArrayBufferLike): number {
    return magnitude(this.rows(buffer, this.values));
  }

  /** Brings the state up to date. */
  store(buffer: ArrayBufferLike, what: 'embeddings' | 'all'): void {
    const { state, layout } = this;
    unpackFrom(this.rows(buffer, this.values), layout, state.embeddings, state.biases);
    if (what === 'embeddings') return;
    unpackFrom(this.rows(buffer, this.gradients), layout, state.embeddingGradients, state.biasGradients);
    if (this.momentum !== 0) {
      unpackFrom(this.rows(buffer, this.momentum), layout, state.embeddingMomentum, state.biasMomentum);
    }
  }

  private rows(buffer: ArrayBufferLike, address: number): Float32Array {
    return new Float32Array(buffer, address, this.size);
  }
}
