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
import { describeCauses } from '@segue/core/versions/answering/cause-sentences';
import { versionConfiguration } from '@segue/core/versions/method-of';
import { causesOf, completeNotes, readBefore, type VersionBefore } from './cause.js';
import { awaitPace } from './pace.js';
import { readStopped } from '../records/stopped-training.js';
import { exceedsMachine } from './untrainable.js';

/** Everything a training round reads before it decides what to do. */
export interface LoadedTraining {
  key: string;
  model: ModelRecord;
  dataset: DatasetRecord;
  /** The basis under which the model's sums are stored. */
  basis: string;
  /** The merged interactions; `null` if they were never counted or are too many for this machine. */
  total: Total | null;
  isTooLarge: boolean;
  /** The training cancelled last; `null` for none. */
  stopped: StoppedTraining | null;
  /** What the causes of the resulting version are found from. */
  before: VersionBefore;
  /** What the training is for, in sentences for people to read; empty if nothing was counted. */
  cause: string;
  /** When the data was read: it may lack changes recorded later. */
  startedAt: number;
}

/**
 * Reads what a round trains on, once it is the model's turn.
 *
 * @returns `gone` if the model or its data set no longer exists; its remains are removed.
 */
export async function loadTraining(context: Context, key: string): Promise<LoadedTraining | 'gone'> {
  const found = await findTrained(context, key);
  if (found === 'gone') return 'gone';
  const [isTooLarge] = await Promise.all([
    exceedsMachine(context, key, found.model, found.dataset),
    awaitPace(context, key, found.model.dataset),
  ]);
  // Read again after the wait, to include the last edits of a storm.
  const startedAt = context.clock.now();
  const model = await readModel(context.tree, key);
  if (!model) return await removeRemains(context, key);
  const basis = modelBasis(found.dataset.rowsVersion, model.configuration, found.dataset.erased);
  const [total, stopped, read] = await Promise.all([
    isTooLarge ? null : readTotal(context.tree, paths.modelTotal(key, basis)),
    readStopped(context, key),
    readBefore(context, key, model, found.dataset),
  ]);
  const before = { ...read, notes: await completeNotes(context, found.dataset, { model, notes: read.notes, total }) };
  const { rowsVersion } = found.dataset;
  const configuration = versionConfiguration(model);
  const causes = total ? causesOf(before, { rowsVersion, basis, total, configuration, startedAt }) : [];
  const cause = describeCauses(causes);
  return { key, model, dataset: found.dataset, basis, total, isTooLarge, stopped, before, cause, startedAt };
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
