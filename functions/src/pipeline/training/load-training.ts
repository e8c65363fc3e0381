import type { DatasetRecord } from '@segue/core/contract/stored/dataset';
import type { ModelRecord } from '@segue/core/contract/stored/model';
import { paths } from '@segue/core/contract/stored/paths';
import type { StoppedTraining } from '@segue/core/contract/stored/work';
import { modelBasis } from '../counting/derivations.js';
import { readTotal, type Total } from '../counting/totals.js';
import type { Context } from '../ports.js';
import { findDataset } from '../records/dataset-records.js';
import { readModel } from '../records/model-records.js';
import { deleteModel, removeModelRemains } from '../records/remove-dataset.js';
import { readCause } from './cause.js';
import { awaitPace } from './pace.js';
import { readStopped } from './stopped-training.js';
import { exceedsMachine } from './untrainable.js';

/** All that a round of training reads before it decides anything. */
export interface LoadedTraining {
  key: string;
  model: ModelRecord;
  dataset: DatasetRecord;
  /** The basis under which the model's sums lie. */
  basis: string;
  /** The merged interactions; `null` where they were never counted, or are too many for this machine. */
  total: Total | null;
  isTooLarge: boolean;
  /** The training that was cancelled last. */
  stopped: StoppedTraining | null;
  /** For people: what the training is for. */
  cause: string;
  /** When it was read: changes noted later may not be in it. */
  startedAt: number;
}

/**
 * Reads what a round trains on, once it is the model's turn.
 *
 * @returns `gone` where the model, or its data set, no longer exists; what was left of it is removed.
 */
export async function loadTraining(context: Context, key: string): Promise<LoadedTraining | 'gone'> {
  const found = await findTrained(context, key);
  if (found === 'gone') return 'gone';
  const [isTooLarge] = await Promise.all([
    exceedsMachine(context, key, found.model, found.dataset),
    awaitPace(context, key, found.model.dataset),
  ]);
  // Read again after the wait, so that the last edits of a storm are in.
  const startedAt = context.clock.now();
  const model = await readModel(context.tree, key);
  if (!model) return await removeRemains(context, key);
  const basis = modelBasis(found.dataset.rowsVersion, model.configuration);
  const [total, stopped, cause] = await Promise.all([
    isTooLarge ? null : readTotal(context.tree, paths.modelTotal(key, basis)),
    readStopped(context, key),
    readCause(context, key, model),
  ]);
  return { key, model, dataset: found.dataset, basis, total, isTooLarge, stopped, cause, startedAt };
}

async function findTrained(
  context: Context,
  key: string,
): Promise<{ model: ModelRecord; dataset: DatasetRecord } | 'gone'> {
  const model = await readModel(context.tree, key);
  if (!model) return await removeRemains(context, key);
  const dataset = await findDataset(context.tree, model.dataset);
  if (dataset) return { model, dataset };
  await deleteModel(context, key, model);
  return 'gone';
}

async function removeRemains(context: Context, key: string): Promise<'gone'> {
  await removeModelRemains(context, key);
  return 'gone';
}
