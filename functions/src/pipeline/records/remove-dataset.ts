import type { DatasetRecord, ListEntry } from '@segue/core/contract/dataset';
import type { ModelRecord } from '@segue/core/contract/model';
import { limits } from '@segue/core/contract/limits';
import { paths } from '@segue/core/contract/paths';
import type { Context, Updates } from '../ports.js';

/** Takes a rows version away, in writes that fire no more functions than the service allows. */
export async function removeRowsVersion({ tree }: Context, dataset: string, rowsVersion: number): Promise<void> {
  const blocks = await tree.keys(paths.rows(dataset, rowsVersion));
  for (let at = 0; at < blocks.length; at += limits.blocksPerWrite) {
    const some = blocks.slice(at, at + limits.blocksPerWrite);
    await tree.write(Object.fromEntries(some.map((block) => [paths.block(dataset, rowsVersion, block), null])));
  }
  await tree.write({
    [paths.columns(dataset, rowsVersion)]: null,
    [paths.changes(dataset, rowsVersion)]: null,
    [paths.holes(dataset, rowsVersion)]: null,
  });
}

/**
 * Deletes a data set with all that hangs on it. The record goes first: from then on every worker sees that it is gone,
 * and what one still writes is a stray that its own next round or the sweep removes.
 */
export async function deleteDataset(context: Context, id: string, record: DatasetRecord): Promise<void> {
  const uploads = await context.tree.find(paths.uploads(), 'dataset', id);
  await context.tree.write({
    [paths.dataset(id)]: null,
    [paths.publicList(id)]: null,
    [paths.userList(record.owner, id)]: null,
    ...Object.fromEntries(Object.keys(uploads).map((upload) => [paths.upload(upload), null])),
  });
  await removeDatasetRemains(context, id);
}

/** Removes what hangs on a data set that is gone, its models included. Safe to run again at any time. */
export async function removeDatasetRemains(context: Context, id: string): Promise<void> {
  const { tree } = context;
  for (const version of await tree.keys(paths.allRows(id))) await removeRowsVersion(context, id, Number(version));
  const models = await tree.find(paths.models(), 'dataset', id);
  for (const [key, model] of Object.entries(models)) await deleteModel(context, key, model as ModelRecord);
  await tree.write({
    [paths.allColumns(id)]: null,
    [paths.allChanges(id)]: null,
    [paths.allHoles(id)]: null,
    [paths.history(id)]: null,
    [paths.recount(id)]: null,
    [paths.allProfileSummaries(id)]: null,
    [paths.allProfileTotals(id)]: null,
  });
}

/** Deletes a model with its versions and sums. Its public id becomes free, its key is never used again. */
export async function deleteModel(context: Context, key: string, model: Pick<ModelRecord, 'id'>): Promise<void> {
  const owner = await context.tree.read(paths.modelId(model.id));
  const updates: Updates = { [paths.model(key)]: null };
  if (owner === key) updates[paths.modelId(model.id)] = null;
  await context.tree.write(updates);
  await removeModelRemains(context, key);
}

/** Removes what hangs on a model that is gone. Safe to run again at any time. */
export async function removeModelRemains({ tree }: Context, key: string): Promise<void> {
  await tree.write({
    [paths.versions(key)]: null,
    [paths.training(key)]: null,
    [paths.progress(key)]: null,
    [paths.allModelSummaries(key)]: null,
    [paths.allModelTotals(key)]: null,
  });
}

/** List entries of data sets that are gone, as writes that remove them. */
export function strayListUpdates(
  lists: { path: (dataset: string) => string; entries: Record<string, ListEntry> }[],
  exists: (dataset: string) => boolean,
): Updates {
  const updates: Updates = {};
  for (const { path, entries } of lists) {
    for (const dataset of Object.keys(entries)) if (!exists(dataset)) updates[path(dataset)] = null;
  }
  return updates;
}
