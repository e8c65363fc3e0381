import { magnitude } from '../finite.js';
import type { Csr } from '../sparse.js';
import type { SideState } from '../state.js';
import type { OptimisedArrays, GradientUpdate } from './optimisers.js';
import { packRows, represent, scoreFour, unpackRows } from './representation.js';

const fourPlaces = Int32Array.of(0, 1, 2, 3);

/** One side of the model in the reference kernel: packed rows (d components, then the bias) and a lazy scale. */
export class Side implements OptimisedArrays {
  readonly values: Float32Array;
  readonly gradients: Float32Array;
  readonly momentum: Float32Array;
  /** The number of available rows: those of the feature matrix. */
  readonly rows: number;
  /** The L2 penalty not yet applied to the stored values; float64. */
  scale = 1;
  /** Representations of four rows, one after another; then views of each. */
  private readonly four: Float32Array;
  private readonly fourRows: readonly Float32Array[];

  constructor(
    private readonly state: SideState,
    private readonly features: Csr | undefined,
    private readonly alpha: number,
    private readonly update: GradientUpdate,
    private readonly width: number,
  ) {
    this.rows = features === undefined ? state.biases.length : features.rows;
    this.values = packRows(state.embeddings, state.biases);
    this.gradients = packRows(state.embeddingGradients, state.biasGradients);
    this.momentum = packRows(state.embeddingMomentum, state.biasMomentum);
    this.four = new Float32Array(4 * width);
    this.fourRows = [0, 1, 2, 3].map((place) => this.four.subarray(place * width, (place + 1) * width));
  }

  /** Writes the representation of a row at the current scale into `out` (d + 1). */
  represent(row: number, out: Float32Array): void {
    represent(this.features, row, this.values, this.scale, out);
  }

  /** Scores four rows, `rows`, for a represented user, into `scores`. */
  scoreFour(user: Float32Array, rows: Int32Array, scores: Float32Array): void {
    if (this.features === undefined && this.scale === 1) {
      // Each row is its own representation, so there is no need to copy it.
      scoreFour(user, this.values, rows, scores);
    } else {
      for (let place = 0; place < 4; place++) this.represent(rows[place]!, this.fourRows[place]!);
      scoreFour(user, this.four, fourPlaces, scores);
    }
  }

  /** How many features a row stores. */
  featureCount(row: number): number {
    return this.features === undefined ? 1 : this.features.indptr[row + 1]! - this.features.indptr[row]!;
  }

  /**
   * Updates all features of a row, in stored order, with gradient `loss · direction[j]` (slot d is the bias). Adds
   * the local rates of the features to `rates[j]`.
   *
   * Going feature by feature gives the same result as LightFM's loop by component: components do not interact.
   */
  step(row: number, loss: number, direction: Float32Array, rates: Float64Array): void {
    const { features, alpha, update } = this;
    const width = direction.length;
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

  /** The sum of the magnitudes of all parameters. */
  magnitude(): number {
    return magnitude(this.values);
  }

  /** Brings the state up to date. */
  store(what: 'embeddings' | 'all'): void {
    unpackRows(this.values, this.state.embeddings, this.state.biases);
    if (what === 'embeddings') return;
    unpackRows(this.gradients, this.state.embeddingGradients, this.state.biasGradients);
    unpackRows(this.momentum, this.state.embeddingMomentum, this.state.biasMomentum);
  }
}
