import type { Csr } from '../sparse.js';
import type { SideState } from '../state.js';
import type { OptimisedArrays, Update } from './optimisers.js';
import { packRows, represent, unpackRows } from './representation.js';

/** One side of the model as the reference kernel works on it: packed rows (d components, then the bias) and a lazy scale. */
export class Side implements OptimisedArrays {
  readonly values: Float32Array;
  readonly gradients: Float32Array;
  readonly momentum: Float32Array;
  /** Rows one can ask for: those of the feature matrix. */
  readonly rows: number;
  /** L2 penalty that the stored values still lack; float64. */
  scale = 1;

  constructor(
    private readonly state: SideState,
    private readonly features: Csr | undefined,
    private readonly alpha: number,
    private readonly update: Update,
  ) {
    this.rows = features === undefined ? state.biases.length : features.rows;
    this.values = packRows(state.embeddings, state.biases);
    this.gradients = packRows(state.embeddingGradients, state.biasGradients);
    this.momentum = packRows(state.embeddingMomentum, state.biasMomentum);
  }

  /** The representation of a row with the scale as it is now, into `out` (d + 1). */
  represent(row: number, out: Float32Array): void {
    represent(this.features, row, this.values, this.scale, out);
  }

  /** How many features a row stores. */
  featureCount(row: number): number {
    return this.features === undefined ? 1 : this.features.indptr[row + 1]! - this.features.indptr[row]!;
  }

  /**
   * Updates all features of a row, in stored order, with gradient `loss · direction[j]` (slot d is the bias). `rates[j]`
   * becomes the sum of the local rates over the features.
   *
   * Going feature by feature gives what LightFM's component by component gives: components never meet.
   */
  step(row: number, loss: number, direction: Float32Array, rates: Float64Array): void {
    const { features, alpha, update } = this;
    const width = direction.length;
    rates.fill(0);
    if (features === undefined) {
      update(this, row * width, 1, loss, direction, alpha, rates);
      return;
    }
    for (let i = features.indptr[row]!; i < features.indptr[row + 1]!; i++) {
      update(this, features.indices[i]! * width, features.data[i]!, loss, direction, alpha, rates);
    }
  }

  /** Lets the scale grow by the average local rate of a step. */
  grow(rate: number): void {
    this.scale *= 1 + this.alpha * rate;
  }

  /** Divides every value by the scale, which becomes 1 again ("regularize"). */
  applyScale(): void {
    const { values, scale } = this;
    if (scale !== 1) for (let i = 0; i < values.length; i++) values[i]! /= scale;
    this.scale = 1;
  }

  /** Brings the state up to date. */
  store(): void {
    unpackRows(this.values, this.state.embeddings, this.state.biases);
    unpackRows(this.gradients, this.state.embeddingGradients, this.state.biasGradients);
    unpackRows(this.momentum, this.state.embeddingMomentum, this.state.biasMomentum);
  }
}
