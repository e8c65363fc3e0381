import type { KernelName } from '../kernels/choice.js';
import type { Kernel } from '../kernels/kernel.js';
import { LightFm, type EpochDone } from '../lightfm/light-fm.js';
import { checkParameters } from '../parameter-checks.js';
import type { Parameters } from '../parameters.js';
import { interactionMatrix, type Coo, type Csr, type Interactions } from '../sparse.js';
import type { Embeddings } from '../state.js';

export type { Embeddings } from '../state.js';
export type { EpochDone } from '../lightfm/light-fm.js';
export type { KernelName } from '../kernels/choice.js';

/** How to compute, as opposed to what. */
export interface TrainOptions {
  /** Default `fast`. If a named kernel does not cover the fit, another one computes it; see `chooseKernel`. */
  readonly kernel?: Kernel | KernelName;
  /** Features of the items (items × features), for a hybrid model, which can also rank items without interactions. */
  readonly itemFeatures?: Csr;
}

/**
 * Trains a model and yields after every epoch: a caller can report progress, wait, or stop and drop it. The same
 * interactions (in the same order), parameters and kernel give the same bytes anywhere; `reference` and `exact` both
 * give LightFM's bytes.
 *
 * @returns, at the end, the model: one row of embeddings per user and item (with features, the sum over its features).
 * @throws ModelError `parameter`, `value`, `type` before the first epoch; `unsupported` for weights with a loss that
 *   takes none; `diverged`, naming the epoch, if a parameter is no longer finite.
 */
export function* trainEpochs(
  interactions: Interactions,
  parameters: Parameters,
  { kernel, itemFeatures }: TrainOptions = {},
): Generator<EpochDone, Embeddings> {
  checkParameters(parameters);
  const { epochs, ...options } = parameters;
  const model = new LightFm(options, kernel);
  const matrix = interactionMatrix(interactions);
  const sampleWeight = weightMatrix(matrix, interactions.weight);
  yield* model.fitPartialEpochs(matrix, { epochs, sampleWeight, itemFeatures });
  return representedEmbeddings(model, itemFeatures);
}

/** A model's rows of users and items. With features, items are sums over their features; else the arrays are shared. */
export function representedEmbeddings(model: LightFm, itemFeatures: Csr | undefined): Embeddings {
  if (itemFeatures === undefined) return model.embeddings;
  const { embeddings: itemEmbeddings, biases: itemBiases } = model.getItemRepresentations(itemFeatures);
  return { ...model.embeddings, itemEmbeddings, itemBiases };
}

/** Trains a model in one go. Throws as `trainEpochs` does. */
export function trainModel(interactions: Interactions, parameters: Parameters, options?: TrainOptions): Embeddings {
  const epochs = trainEpochs(interactions, parameters, options);
  for (;;) {
    const { done, value } = epochs.next();
    if (done === true) return value;
  }
}

/** Sample weights as a matrix with the entries of the interactions. */
export function weightMatrix(matrix: Coo, weight: Float32Array | undefined): Coo | undefined {
  return weight && { ...matrix, data: weight };
}
