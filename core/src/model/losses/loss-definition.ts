import type { Coo, Csr } from '../sparse.js';

/** The parameters that affect only some losses, under LightFM's names. */
export interface LossParameters {
  readonly k: number;
  readonly n: number;
  readonly maxSampled: number;
}

/** One side of the model, users or items, as a loss sees it. */
export interface LossSide {
  /** The number of available rows. */
  readonly rows: number;
  /** Writes the representation of a row, d components and then the bias, into `out` (d + 1). */
  represent(row: number, out: Float32Array): void;
  /** Scores four rows for a represented user and writes the results into `scores`. */
  scoreFour(user: Float32Array, rows: Int32Array, scores: Float32Array): void;
}

/** What an epoch of any loss works with. The reference kernel's `Workspace` implements it. */
export interface LossWorkspace {
  readonly hyperparameters: LossParameters;
  readonly items: LossSide;
  readonly users: LossSide;
  /** The examples, users × items. */
  readonly interactions: Coo;
  /** Every stored (user, item), whatever its value: rows sorted, duplicates merged. */
  readonly positives: Csr;
  /** Representations (d + 1) of the example's user, of its item or positive, of the sampled negative. */
  readonly user: Float32Array;
  readonly item: Float32Array;
  readonly negative: Float32Array;
  /** Sample weight of an example. */
  weight(example: number): number;
  /** One gradient step for `user` and `item`, whose score has the gradient `loss`. */
  pointwiseStep(loss: number, user: number, item: number): void;
  /** One gradient step: the positive up, the negative down, the user towards their difference. */
  pairwiseStep(loss: number, user: number, positive: number, negative: number): void;
  /** Call after every example. */
  checkScales(): void;
}

/**
 * Runs one epoch of a loss over the examples in `order` and changes the workspace's sides. `seed` starts the worker's
 * generator; a loss that samples nothing ignores it.
 */
export type LossFunction = (workspace: LossWorkspace, order: Int32Array, seed: number) => void;

/** The facts about a loss, without its implementation; its name is its key in the table `losses`. */
export interface LossDefinition {
  /** One line for people to read. */
  readonly description: string;
  /** Does it rank items a user knows above others? If not, it predicts values, and dislikes count. */
  readonly isRanking: boolean;
  /** Does an epoch draw random numbers, so that each worker needs a seed? */
  readonly samples: boolean;
  /** Whether sample weights are accepted; if not, the error message that refuses them. */
  readonly weights: 'taken' | { readonly refusal: string };
  /** The parameters that affect this loss, besides those that affect every loss. */
  readonly parameters: readonly (keyof LossParameters)[];
  /** What to do about a fit that diverged, if there is better advice than to lower the learning rate. */
  divergenceAdvice?(parameters: LossParameters, items: number): string | undefined;
}
