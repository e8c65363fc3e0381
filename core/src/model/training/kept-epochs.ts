import { checkEarlyStopping, trainUntilBest, type EarlyStoppingOptions, type MeasuredEpoch } from './early-stopping.js';
import { holdOut, usualFraction } from '../evaluation/hold-out.js';
import { buildItemFeatures, type ItemColumns } from './item-features.js';
import type { Parameters } from '../parameters.js';
import type { Interactions } from '../sparse.js';

/** The data of an upcoming training. */
export interface KnownData {
  /** Names by index, which the split hashes. */
  readonly users: readonly string[];
  readonly items: readonly string[];
  readonly interactions: Interactions;
  readonly itemColumns?: ItemColumns | undefined;
}

/** A different key from the evaluation's, so that the pairs the evaluation measures on stay unseen here. */
const split = { fraction: usualFraction, key: 'segue early stopping' };

/**
 * How many epochs to train: holds out a part of the interactions and trains a model on the rest until the ranking of
 * that part has not improved for `patience` epochs. The best epoch is the result; a new training with that many epochs
 * then uses everything. The same data gives the same number. Yields after each epoch.
 *
 * @returns all `parameters.epochs` if there are too few interactions to hold any out.
 * @throws ModelError as `trainUntilBest` does.
 */
export function* epochsToKeep(
  { users, items, interactions, itemColumns }: KnownData,
  parameters: Parameters,
  options: Omit<EarlyStoppingOptions, 'itemFeatures'>,
): Generator<MeasuredEpoch, number> {
  checkEarlyStopping(parameters, options);
  const parts = holdOut(users, items, interactions, split);
  if (parts.train.row.length === 0 || parts.test.row.length === 0) return parameters.epochs;
  const itemFeatures = itemColumns && buildItemFeatures(itemColumns, parts.train);
  const { best } = yield* trainUntilBest(parts, parameters, { ...options, ...(itemFeatures && { itemFeatures }) });
  return best.epoch || parameters.epochs;
}
