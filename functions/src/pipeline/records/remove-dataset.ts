import type { DatasetRecord } from '@segue/core/contract/stored/dataset';
import type { ModelRecord } from '@segue/core/contract/stored/model';
import { limits } from '@segue/core/contract/limits';
import { paths } from '@segue/core/contract/stored/paths';
import type { Place } from '@segue/core/contract/stored/path';
import { remove, type Updates } from '@segue/core/contract/stored/updates';
import type { Context, Tree } from '../ports.js';
import { listTitles } from './stored-titles.js';

/** Removes a rows version, in writes that fire no more functions than the service allows. */
export async function removeRowsVersion({ tree }: Context, dataset: string, rowsVersion: number): Promise<void> {
  const blocks = await tree.keys(paths.rows(dataset, rowsVersion));
  for (let at = 0; at < blocks.length; at += limits.blocksPerWrite) {
    const some = blocks.slice(at, at + limits.blocksPerWrite);
    await tree.write(removeAll(...some.map((block) => paths.block(dataset, rowsVersion, block))));
  }
  await tree.write(
    removeAll(
      paths.columns(dataset, rowsVersion),
      paths.changes(dataset, rowsVersion),
      paths.holes(dataset, rowsVersion),
      paths.deletedRows(dataset, rowsVersion),
    ),
  );
}

/** The write that deletes everything at the given places. */
export function removeAll(...places: Place<unknown>[]): Updates {
  return Object.assign({}, ...places.map(remove)) as Updates;
}

/**
 * Deletes a data set and everything that belongs to it. The record goes first: from then on every worker sees that the
 * data set is gone. Whatever a worker still writes is a stray, which its own next round or the sweep removes.
 */
export async function deleteDataset(context: Context, id: string, record: Pick<DatasetRecord, 'owner'>): Promise<void> {
  const { tree } = context;
  const members = await tree.keys(paths.members(id));
  const found = await tree.find(paths.uploads(), 'dataset', id);
  const uploads = [...found.entries.keys(), ...found.unreadable];
  const isDefault = isModelOf(id, await tree.read(paths.defaultModel()));
  await tree.write(
    removeAll(
      paths.dataset(id),
      paths.publicList(id),
      ...[record.owner, ...members].map((uid) => paths.userList(uid, id)),
      paths.members(id),
      paths.invitations(id),
      ...uploads.flatMap((upload) => [paths.upload(upload), paths.uploadParts(upload)]),
      ...(isDefault ? [paths.defaultModel()] : []),
    ),
  );
  await removeDatasetRemains(context, id);
  await removeTitlesFrom(tree, id);
}

/** Whether the address of a model is that of one on a data set. */
function isModelOf(dataset: string, address: string | null): boolean {
  return address === dataset || address?.startsWith(`${dataset}~`) === true;
}

/** Removes the titles that models, also those on other data sets, have from this one. */
export async function removeTitlesFrom(tree: Tree, id: string): Promise<void> {
  const places = (await listTitles(tree)).filter(({ dataset }) => dataset === id).map(({ place }) => place);
  if (places.length > 0) await tree.write(removeAll(...places));
}

/** Removes what is left of a deleted data set, including its models. Safe to run again at any time. */
export async function removeDatasetRemains(context: Context, id: string): Promise<void> {
  const { tree } = context;
  for (const version of await tree.keys(paths.allRows(id))) await removeRowsVersion(context, id, Number(version));
  const models = await tree.find(paths.models(), 'dataset', id);
  for (const [key, model] of models.entries) await deleteModel(context, key, model);
  await tree.write(
    removeAll(
      paths.allColumns(id),
      paths.allChanges(id),
      paths.allHoles(id),
      paths.allDeletedRows(id),
      paths.history(id),
      paths.publicHistory(id),
      paths.audit(id),
      paths.erasures(id),
      paths.members(id),
      paths.invitations(id),
      paths.recount(id),
      paths.allProfileSummaries(id),
      paths.allProfileTotals(id),
    ),
  );
}

/** Deletes a model with its versions and sums. Its public id becomes free; its key is never reused. */
export async function deleteModel(
  context: Context,
  key: string,
  model: Pick<ModelRecord, 'id' | 'dataset'>,
): Promise<void> {
  const { tree } = context;
  const own = paths.modelKey(model.id, model.dataset);
  const places = [own, paths.modelId(model.id)];
  const owners = await Promise.all(places.map((place) => tree.read(place)));
  await tree.write(removeAll(paths.model(key), ...places.filter((_, place) => owners[place] === key)));
  await removeModelRemains(context, key);
}

/** Removes what is left of a deleted model. Safe to run again at any time. */
export async function removeModelRemains({ tree }: Context, key: string): Promise<void> {
  await tree.write(
    removeAll(
      paths.versions(key),
      paths.allItemTitles(key),
      paths.allLeftOut(key),
      paths.training(key),
      paths.progress(key),
      paths.allModelSummaries(key),
      paths.allModelTotals(key),
    ),
  );
}
