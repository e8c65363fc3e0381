import type { LearningSchedule } from './parameters.js';
import type { RandomState } from './random.js';

/** A trained model, as predictions need it. Row-major float32, one row per feature (without features: user or item). */
export interface Embeddings {
  /** The length d of an embedding. */
  readonly noComponents: number;
  /** Item features × d. */
  readonly itemEmbeddings: Float32Array;
  /** One per row of `itemEmbeddings`. */
  readonly itemBiases: Float32Array;
  /** User features × d. */
  readonly userEmbeddings: Float32Array;
  /** One per row of `userEmbeddings`. */
  readonly userBiases: Float32Array;
}

/**
 * One side (users or items) of a model in training, with its optimiser's memory (docs/lightfm.md#state). All float32:
 * embeddings F × d row-major, biases F.
 */
export interface SideState {
  readonly embeddings: Float32Array;
  /** Accumulator G of each component (sum of squared gradients, or their running mean). */
  readonly embeddingGradients: Float32Array;
  /** The value of all accumulators until they are first read, then undefined. They take memory only from then on. */
  readonly untouchedGradients: number | undefined;
  /** Momentum M of each component (adadelta's running mean of squared steps; adagrad leaves it 0). */
  readonly embeddingMomentum: Float32Array;
  readonly biases: Float32Array;
  readonly biasGradients: Float32Array;
  readonly biasMomentum: Float32Array;
}

/** Everything a fit changes: a fit can stop after an epoch and later continue as if it had not stopped. */
export interface TrainedState {
  readonly noComponents: number;
  readonly item: SideState;
  readonly user: SideState;
}

/** The initial value of the accumulators G, by schedule. */
const firstGradients: Readonly<Record<LearningSchedule, number>> = { adagrad: 1, adadelta: 0 };

/**
 * A fresh model: embeddings uniform in (−0.5/d, 0.5/d), items before users, row by row, one double each; biases 0.
 * Advances `random` by (item features + user features) · d doubles.
 */
export function createState(
  random: RandomState,
  itemFeatures: number,
  userFeatures: number,
  noComponents: number,
  schedule: LearningSchedule,
): TrainedState {
  const item = createSide(random, itemFeatures, noComponents, firstGradients[schedule]);
  const user = createSide(random, userFeatures, noComponents, firstGradients[schedule]);
  return { noComponents, item, user };
}

function createSide(random: RandomState, features: number, noComponents: number, firstGradient: number): SideState {
  const size = features * noComponents;
  let gradients: { readonly embeddings: Float32Array; readonly biases: Float32Array } | undefined;
  let momentum: Float32Array | undefined;
  const touched = () =>
    (gradients ??= {
      embeddings: new Float32Array(size).fill(firstGradient),
      biases: new Float32Array(features).fill(firstGradient),
    });
  return {
    embeddings: new Float32Array(size).map(() => (random.double() - 0.5) / noComponents),
    get embeddingGradients() {
      return touched().embeddings;
    },
    // Adagrad never reads it.
    get embeddingMomentum() {
      return (momentum ??= new Float32Array(size));
    },
    biases: new Float32Array(features),
    get biasGradients() {
      return touched().biases;
    },
    biasMomentum: new Float32Array(features),
    get untouchedGradients() {
      return gradients === undefined ? firstGradient : undefined;
    },
  };
}

/** The trained part of a state; the arrays are shared, not copied. */
export function embeddingsOf(state: TrainedState): Embeddings {
  return {
    noComponents: state.noComponents,
    itemEmbeddings: state.item.embeddings,
    itemBiases: state.item.biases,
    userEmbeddings: state.user.embeddings,
    userBiases: state.user.biases,
  };
}
