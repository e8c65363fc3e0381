import type { LossWorkspace } from '../losses/loss-definition.js';
import type { Hyperparameters } from '../parameters.js';
import { toCanonicalCsr, type Coo, type Csr } from '../sparse.js';
import type { FitTask } from './kernel.js';
import { optimisers } from './optimisers.js';
import { Side } from './side.js';

/** A scale larger than this is applied in the middle of an epoch, before numbers get out of hand. */
const MAX_SCALE = 1e6;

/** What an epoch of any loss works with: both sides, the examples, and the vectors of the example at hand. */
export class Workspace implements LossWorkspace {
  readonly hyperparameters: Hyperparameters;
  readonly items: Side;
  readonly users: Side;
  readonly interactions: Coo;
  /** Every stored (user, item), whatever its value: rows sorted, duplicates merged. */
  readonly positives: Csr;

  /** Representations (d + 1) of the example's user, its item or positive, and the sampled negative. */
  readonly user: Float32Array;
  readonly item: Float32Array;
  readonly negative: Float32Array;

  private readonly sampleWeight: Float32Array | undefined;
  private readonly difference: Float32Array;
  /** Local rates (d + 1, the bias last) of the rows in a step; 0 between steps if a penalty makes them matter. */
  private readonly userRates: Float64Array;
  private readonly itemRates: Float64Array;
  private readonly negativeRates: Float64Array;
  /** These rates in the order in which LightFM adds them up. */
  private readonly pointwiseRates: readonly Float64Array[];
  private readonly pairwiseRates: readonly Float64Array[];

  constructor({ state, hyperparameters, interactions, sampleWeight, itemFeatures, userFeatures }: FitTask) {
    const width = state.noComponents + 1;
    const update = optimisers[hyperparameters.learningSchedule](hyperparameters);
    this.hyperparameters = hyperparameters;
    this.items = new Side(state.item, itemFeatures, hyperparameters.itemAlpha, update, width);
    this.users = new Side(state.user, userFeatures, hyperparameters.userAlpha, update, width);
    this.interactions = interactions;
    this.positives = toCanonicalCsr(interactions);
    this.sampleWeight = sampleWeight;
    this.user = new Float32Array(width);
    this.item = new Float32Array(width);
    this.negative = new Float32Array(width);
    this.difference = new Float32Array(width);
    this.userRates = new Float64Array(width);
    this.itemRates = new Float64Array(width);
    this.negativeRates = new Float64Array(width);
    this.pointwiseRates = [this.itemRates, this.userRates];
    this.pairwiseRates = [this.itemRates, this.negativeRates, this.userRates];
  }

  /** Sample weight of an example. */
  weight(example: number): number {
    return this.sampleWeight === undefined ? 1 : this.sampleWeight[example]!;
  }

  /** One gradient step of a pointwise loss: moves user and item together by −`loss`. Overwrites `user` and `item`. */
  pointwiseStep(loss: number, user: number, item: number): void {
    asDirection(this.user);
    asDirection(this.item);
    this.items.step(item, loss, this.user, this.itemRates);
    this.users.step(user, loss, this.item, this.userRates);
    this.finishStep(this.users.featureCount(user) + this.items.featureCount(item), this.pointwiseRates);
  }

  /**
   * One gradient step of a pairwise loss: the positive up, the negative down, the user towards their difference.
   * Overwrites `user`. Moves the user's bias by +loss, as LightFM does, although this changes no ranking.
   */
  pairwiseStep(loss: number, user: number, positive: number, negative: number): void {
    for (let j = 0; j < this.difference.length; j++) this.difference[j] = this.negative[j]! - this.item[j]!;
    asDirection(this.user);
    asDirection(this.difference);
    // Positive before negative: in a hybrid model they may share features, and then the order matters.
    this.items.step(positive, -loss, this.user, this.itemRates);
    this.items.step(negative, loss, this.user, this.negativeRates);
    this.users.step(user, loss, this.difference, this.userRates);
    const features =
      this.users.featureCount(user) + this.items.featureCount(positive) + this.items.featureCount(negative);
    this.finishStep(features, this.pairwiseRates);
  }

  /** Applies both scales if one of them has grown too far. Call after every example. */
  checkScales(): void {
    if (this.items.scale > MAX_SCALE || this.users.scale > MAX_SCALE) this.applyScales();
  }

  /** Brings the stored parameters up to the lazy L2 penalty. */
  applyScales(): void {
    this.items.applyScale();
    this.users.applyScale();
  }

  /** Brings the task's state up to date. */
  store(what: 'embeddings' | 'all'): void {
    this.items.store(what);
    this.users.store(what);
  }

  /** The lazy L2 penalty: both scales grow by the average local rate, summed in LightFM's order, biases first. */
  private finishStep(features: number, rows: readonly Float64Array[]): void {
    // Without penalties nothing grows, unless the average is NaN: without features it is, and then LightFM fails. (A
    // rate that is not finite makes a parameter not finite, so that case fails as well.)
    const { itemAlpha, userAlpha } = this.hyperparameters;
    if (itemAlpha === 0 && userAlpha === 0 && features > 0) return;
    const d = this.user.length - 1;
    let sum = 0;
    for (const rates of rows) sum += rates[d]!;
    for (let j = 0; j < d; j++) for (const rates of rows) sum += rates[j]!;
    for (const rates of rows) rates.fill(0);
    const average = sum / ((d + 1) * features);
    this.items.grow(average);
    this.users.grow(average);
  }
}

/** A bias has the gradient of the loss itself, so in a direction the bias slot, no longer needed by now, is 1. */
function asDirection(representation: Float32Array): void {
  representation[representation.length - 1] = 1;
}
