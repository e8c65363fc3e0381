import { ModelError } from '../errors.js';
import {
  checkDiverged,
  checkFeatureCount,
  checkFeatures,
  checkFiniteInput,
  checkInteractions,
  checkSampleWeight,
  checkThreads,
  checkUsable,
  withinMemory,
  type Features,
} from './fit-checks.js';
import { chooseKernel, lacks, type KernelChoice, type KernelName } from '../kernels/choice.js';
import { isFarFromOverflow } from '../finite.js';
import { FittedState } from './fitted-state.js';
import type { FitRun, FitTask, Kernel } from '../kernels/kernel.js';
import { lossOf } from '../losses/losses.js';
import { checkHyperparameters } from '../parameter-checks.js';
import { defaultHyperparameters, type Hyperparameters } from '../parameters.js';
import { predictPairs, representations, type Pairs, type Rows } from './predict.js';
import { predictRanks, type RankOptions } from './predict-rank.js';
import { RandomState } from '../random.js';
import type { Csr, Sparse } from '../sparse.js';
import { createState, embeddingsOf, type Embeddings, type TrainedState } from '../state.js';

/** LightFM's constructor arguments; omitted ones have LightFM's defaults, and the seed 0. */
export interface LightFmOptions extends Partial<Hyperparameters> {
  /** A seed in [0, 2^32 − 1], or a generator; models that share a generator draw from one stream. */
  readonly randomState?: number | RandomState;
}

/** Arguments of `fit` and `fitPartial` other than the interactions. */
export interface FitOptions extends Features {
  /** COO with the rows and columns of the interactions, in the same order. */
  readonly sampleWeight?: Sparse | undefined;
  /** Default 1; below 1 a fresh model is initialised and nothing else happens. */
  readonly epochs?: number;
  /** Blocks of examples, each with its own seed; default 1. */
  readonly numThreads?: number;
}

/** Arguments of `predict` other than the ids. */
export interface PredictOptions extends Features {
  readonly numThreads?: number;
}

/** The progress of a fit: epoch `epoch` of `of` is done, from 1. */
export interface EpochDone {
  readonly epoch: number;
  readonly of: number;
}

/**
 * LightFM (Kula 2015): users and items are sums of the embeddings of their features; the score of a pair is the dot
 * product of both sums plus both biases. Without features it is matrix factorisation with a bias per row. The names are
 * LightFM's in camelCase, and it refuses the same input at the same time as LightFM. With the kernels `exact` and
 * `reference` the numbers are LightFM's, bit for bit (docs/lightfm.md); the default, `fast`, rounds and draws in its
 * own way.
 *
 *     const model = new LightFm({ loss: 'warp', noComponents: 30 });
 *     model.fit(interactionMatrix(interactions), { epochs: 30 });
 *     model.predict(user, Int32Array.from({ length: items }, (_, item) => item)); // the higher the better
 *
 * A model holds the memory of its last fit until `state` is read or another fit begins.
 */
export class LightFm {
  private hyperparameters: Hyperparameters;
  private readonly random: RandomState;
  private readonly held = new FittedState();

  /**
   * @param computing a kernel, or the name of the kernel to use if it covers the fit.
   * @throws ModelError `parameter`, `value` or `type` as `checkHyperparameters` and `checkSeed` do.
   */
  constructor(
    { randomState = 0, ...options }: LightFmOptions = {},
    private readonly computing: Kernel | KernelName = 'fast',
  ) {
    this.hyperparameters = { ...defaultHyperparameters, ...options };
    checkHyperparameters(this.hyperparameters);
    this.random = typeof randomState === 'number' ? new RandomState(randomState) : randomState;
  }

  /** Embeddings, biases and the optimiser's memory; shared, not copied. Throws `unfitted` before the first fit. */
  get state(): TrainedState {
    return this.held.read('all');
  }

  /** Embeddings and biases; shared, not copied. Throws `unfitted` before the first fit. */
  get embeddings(): Embeddings {
    return embeddingsOf(this.held.read('embeddings'));
  }

  /** Is there a model? */
  get isFitted(): boolean {
    return this.held.stored !== undefined;
  }

  /** The kernel for the current hyper-parameters, and, if it is not the requested one, why. */
  get kernelChoice(): KernelChoice {
    const { computing } = this;
    return typeof computing === 'string' ? chooseKernel(computing, this.hyperparameters) : { kernel: computing };
  }

  /** The current hyper-parameters. */
  getParams(): Hyperparameters {
    return { ...this.hyperparameters };
  }

  /** Changes hyper-parameters for later calls, unchecked as in LightFM. Throws `value` for an unknown name. */
  setParams(changes: Partial<Hyperparameters>): this {
    const unknown = Object.keys(changes).find((name) => !(name in this.hyperparameters));
    if (unknown !== undefined) {
      const known = Object.keys(this.hyperparameters).join(', ');
      throw new ModelError('value', `Invalid parameter ${unknown} for LightFm. Choose among ${known}.`);
    }
    this.hyperparameters = { ...this.hyperparameters, ...changes };
    return this;
  }

  /** Forgets the model (not the generator) and fits a new one. Throws as `fitPartialEpochs` does. */
  fit(interactions: Sparse, options: FitOptions = {}): this {
    this.held.forget();
    return this.fitPartial(interactions, options);
  }

  /** Continues fitting; three calls of one epoch equal one call of three. Throws as `fitPartialEpochs` does. */
  fitPartial(interactions: Sparse, options: FitOptions = {}): this {
    const epochs = this.fitPartialEpochs(interactions, options);
    while (epochs.next().done !== true);
    return this;
  }

  /**
   * Like `fitPartial`, but yields after every epoch, so that a caller can report progress or stop; what has been fitted
   * so far stays. It can continue until another fit of the model begins.
   *
   * @param interactions users × items.
   * @throws ModelError `type` for fractions instead of whole numbers, `parameter` for an unknown loss or schedule;
   *   then, in LightFM's order (docs/lightfm.md#errors): `unsupported` or `value` for sample weights, `rows` and
   *   `value` for features, `value` for input that is not finite, for threads or for a model too large for memory,
   *   `diverged` after an epoch; `value` if another fit has begun since.
   */
  *fitPartialEpochs(interactions: Sparse, options: FitOptions = {}): Generator<EpochDone, void> {
    const { epochs = 1, numThreads = 1 } = options;
    this.held.store('all');
    checkUsable(this.hyperparameters, epochs);
    const task = this.prepare(interactions, options);
    checkThreads(numThreads);
    const kernel = this.coveringKernel();
    const run = withinMemory(() => kernel.start(task));
    this.held.begin(run);
    const { samples } = lossOf(task.hyperparameters.loss);
    const { order } = run;
    for (let epoch = 1; epoch <= epochs; epoch++) {
      this.held.checkLatest(run);
      for (let i = 0; i < order.length; i++) order[i] = i;
      this.random.shuffle(order);
      run.runEpoch(this.random.seeds(samples ? numThreads : 0));
      this.held.moveOn(run);
      this.refuseDiverged(run, task, epoch, epochs);
      yield { epoch, of: epochs };
    }
  }

  /** Far from overflow, parameters need not be copied out to see that they have not diverged. */
  private refuseDiverged(run: FitRun, task: FitTask, epoch: number, epochs: number): void {
    if (isFarFromOverflow(run.magnitude())) return;
    this.held.store('embeddings');
    checkDiverged(task, epoch, epochs);
  }

  /**
   * Scores of pairs, float32; only their order within a user is meaningful.
   *
   * @param userIds one per item id, or a single user for all.
   * @throws ModelError `unfitted`, `value`, `rows`.
   */
  predict(userIds: Pairs['users'], itemIds: Pairs['items'], options: PredictOptions = {}): Float32Array {
    return predictPairs(this.embeddings, { users: userIds, items: itemIds }, options);
  }

  /**
   * The rank of every stored pair in `test` among all items that the user does not have in `trainInteractions`: 0 is
   * best, ties count against the pair. A COO comes back with sorted columns and merged duplicates, a CSR unchanged.
   *
   * @throws ModelError `unfitted`, `value`, `rows`.
   */
  predictRank(test: Sparse, options: RankOptions = {}): Csr {
    return predictRanks(this.embeddings, test, options);
  }

  /** Biases and embeddings of items: those of the features, or weighted sums of them. Throws `unfitted`, `value`. */
  getItemRepresentations(features?: Sparse): Rows {
    return representations(this.embeddings, 'item', features);
  }

  /** Biases and embeddings of users: those of the features, or weighted sums of them. Throws `unfitted`, `value`. */
  getUserRepresentations(features?: Sparse): Rows {
    return representations(this.embeddings, 'user', features);
  }

  /** A kernel given by name may be replaced by another; one given as an object must cover the fit. */
  private coveringKernel(): Kernel {
    const { kernel } = this.kernelChoice;
    const lacking = lacks(kernel, this.hyperparameters);
    if (lacking === undefined) return kernel;
    throw new ModelError(
      'unsupported',
      `The ${kernel.name} kernel has no ${lacking}. Give its name, so that another can compute, or use the reference kernel.`,
    );
  }

  /** Checks the input in LightFM's order and, on a fresh model, draws the first embeddings. */
  private prepare(matrix: Sparse, options: FitOptions): FitTask {
    const hyperparameters = this.getParams();
    const { stored } = this.held;
    const interactions = checkInteractions(matrix);
    const { rows: users, cols: items } = interactions;
    const sampleWeight = checkSampleWeight(options.sampleWeight, interactions, hyperparameters.loss);
    const features = checkFeatures(options, users, items, stored && embeddingsOf(stored));
    const { userFeatures, itemFeatures } = features;
    checkFiniteInput(userFeatures?.data, itemFeatures?.data, interactions.data, sampleWeight);
    const { noComponents, learningSchedule } = hyperparameters;
    const [itemColumns, userColumns] = [itemFeatures?.cols ?? items, userFeatures?.cols ?? users];
    const state = this.held.startFrom(() =>
      withinMemory(() => createState(this.random, itemColumns, userColumns, noComponents, learningSchedule)),
    );
    checkFeatureCount(features, users, items, this.embeddings);
    return { state, hyperparameters, interactions, sampleWeight, userFeatures, itemFeatures };
  }
}
