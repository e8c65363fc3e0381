import type { Hyperparameters, LearningSchedule, Loss } from '../parameters.js';
import type { Coo, Csr } from '../sparse.js';
import type { TrainedState } from '../state.js';

/** Everything a fit works on. Inputs have been checked; a kernel trusts them. */
export interface FitTask {
  /** Changed in place by every epoch. */
  readonly state: TrainedState;
  readonly hyperparameters: Hyperparameters;
  /** The examples, users × items. */
  readonly interactions: Coo;
  /** One per example, or `undefined` for 1 each. */
  readonly sampleWeight: Float32Array | undefined;
  /** Rows ≥ users; `undefined` means each user is its own only feature. */
  readonly userFeatures: Csr | undefined;
  /** Rows ≥ items; `undefined` means each item is its own only feature. */
  readonly itemFeatures: Csr | undefined;
}

/** A fit under way. */
export interface FitRun {
  /** A permutation of the examples' indices; the caller fills it before every epoch. */
  readonly order: Int32Array;
  /**
   * Goes through all examples once, in `order`, cut into as many blocks as there are `seeds` (none: the loss samples
   * nothing). The task's state has the result only after `store`.
   */
  runEpoch(seeds: Uint32Array): void;
  /** The sum of the magnitudes of all current parameters; not finite if one of them is not. */
  magnitude(): number;
  /** Brings the task's state up to date: only embeddings and biases, or the optimiser's memory as well. */
  store(what: 'embeddings' | 'all'): void;
}

/**
 * `reference`: plain TypeScript, LightFM's numbers. `exact`: WebAssembly, LightFM's numbers. `fast`: WebAssembly with
 * different roundings and draws, an equally good model in a fraction of the time.
 */
export const kernelNames = ['fast', 'exact', 'reference'] as const;

/** One of `kernelNames`. */
export type KernelName = (typeof kernelNames)[number];

/** How epochs are computed: the port that the reference and the WebAssembly kernels implement. */
export interface Kernel {
  readonly name: KernelName;
  /** Does it compute this loss, or this schedule? The reference kernel computes all. */
  covers(part: Loss | LearningSchedule): boolean;
  /** Prepares what several epochs share (copies, lookups). */
  start(task: FitTask): FitRun;
}
