import type { Hyperparameters, LearningSchedule, Loss } from '../parameters.js';
import type { Coo, Csr } from '../sparse.js';
import type { TrainedState } from '../state.js';

/** All that a fit works on. Inputs are checked before; a kernel trusts them. */
export interface FitTask {
  /** Changed in place by every epoch. */
  readonly state: TrainedState;
  readonly hyperparameters: Hyperparameters;
  /** The examples, users × items. */
  readonly interactions: Coo;
  /** One an example, or `undefined` for 1 each. */
  readonly sampleWeight: Float32Array | undefined;
  /** Rows ≥ users; `undefined` means each user is its own only feature. */
  readonly userFeatures: Csr | undefined;
  /** Rows ≥ items; `undefined` means each item is its own only feature. */
  readonly itemFeatures: Csr | undefined;
}

/** A fit under way. */
export interface FitRun {
  /** To be filled by the caller before every epoch: a permutation of the examples' indices. */
  readonly order: Int32Array;
  /**
   * Goes through all examples once, in `order`, cut into as many blocks as there are `seeds` (none: the loss samples
   * nothing). The task's state holds the result after `store` only.
   */
  runEpoch(seeds: Uint32Array): void;
  /** The sum of the magnitudes of all parameters as they are now; not finite where one of them is not. */
  magnitude(): number;
  /** Brings the task's state up to date: embeddings and biases, or what the optimiser remembers as well. */
  store(what: 'embeddings' | 'all'): void;
}

/**
 * `reference`: plain TypeScript, LightFM's numbers. `exact`: WebAssembly, LightFM's numbers. `fast`: WebAssembly with other
 * roundings and draws, a model as good in a fraction of the time.
 */
export type KernelName = 'fast' | 'exact' | 'reference';

/** How epochs are computed: the port behind which the reference and the WebAssembly kernels stand. */
export interface Kernel {
  readonly name: KernelName;
  /** Does it compute this loss, or this schedule? The reference kernel computes all. */
  covers(part: Loss | LearningSchedule): boolean;
  /** Prepares what lasts for several epochs (copies, lookups). */
  start(task: FitTask): FitRun;
}
