import { checkEarlyStopping, trainUntilBest, type EarlyStoppingOptions, type MeasuredEpoch } from './early-stopping.js';
import { holdOut } from '../evaluation/hold-out.js';
import { buildItemFeatures, type ItemColumns } from './item-features.js';
import type { Parameters } from '../parameters.js';
import type { Interactions } from '../sparse.js';

/** What a training is about to see. */
export interface KnownData {
  /** Names by index, which the split hashes. */
  readonly users: readonly string[];
  readonly items: readonly string[];
  readonly interactions: Interactions;
  readonly itemColumns?: ItemColumns | undefined;
}

/** Another key than an evaluation's, so that the pairs it measures on stay unseen here. */
const split = { fraction: 0.2, key: 'segue early stopping' };

/**
 * For how many epochs to train: a part of the interactions is put aside, a model is trained on the rest until that part is
 * ranked no better for `patience` epochs, and the best epoch is the number; training anew for so long then uses everything.
 * The same data give the same number. Hands over after each epoch.
 *
 * @returns all `parameters.epochs` where the interactions are too few to put any aside.
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
