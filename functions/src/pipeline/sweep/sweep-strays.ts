import type { DatasetRecord } from '@segue/core/contract/stored/dataset';
import type { ModelRecord } from '@segue/core/contract/stored/model';
import type { Place } from '@segue/core/contract/stored/path';
import { paths } from '@segue/core/contract/stored/paths';
import { modelBasis, profileBasis } from '../counting/derivations.js';
import type { Children, Context, Tree } from '../ports.js';
import {
  deleteModel,
  removeAll,
  removeDatasetRemains,
  removeModelRemains,
  removeRowsVersion,
} from '../records/remove-dataset.js';
import { listDataset } from '../records/lists.js';
import type { StoredTitles } from '../records/stored-titles.js';
import { listStoredKeys, type StoredKeys } from './stored-keys.js';

/** The existing data sets, models and uploads. */
interface Owners {
  datasets: Children<DatasetRecord>;
  models: Children<ModelRecord>;
  uploads: Children<{ dataset: string; rowsVersion: number }>;
}

/**
 * Removes what no upload, data set or model refers to. Lists stored keys before reading what refers to them: the other
 * way round, something begun in between would look like a stray. An unreadable record keeps everything that belongs to
 * it.
 */
export async function sweepStrays(context: Context): Promise<void> {
  const { tree } = context;
  // safeguard: sweep-lists-keys-before-references, without: const owners = await readOwners(tree);
  const stored = await listStoredKeys(tree);
  // safeguard: sweep-lists-keys-before-references, without: const stored = await listStoredKeys(tree);
  const owners = await readOwners(tree);

  await sweepDatasets(context, stored, owners);
  await sweepModels(context, stored, owners);
  await sweepLists(context, stored, owners);
  const stale = [
    ...staleBases(stored, owners),
    ...staleListEntries(stored, owners),
    // Nobody may read the titles of a data set that is gone, or of rows erased since.
    ...stored.titles
      .filter((titles) => !isThere(owners.datasets, titles.dataset) || isErased(titles, owners))
      .map(({ place }) => place),
    ...[...stored.modelIds].filter(([id, key]) => !ownsId(owners, key, id)).map(([id]) => paths.modelId(id)),
    ...stored.modelKeys
      .filter(({ id, key }) => !ownsId(owners, key, id))
      .map(({ id, dataset }) => paths.modelKey(id, dataset)),
    ...stored.parts.filter((upload) => !isThere(owners.uploads, upload)).map(paths.uploadParts),
  ];
  if (stale.length > 0) await tree.write(removeAll(...stale));
}

async function readOwners(tree: Tree): Promise<Owners> {
  const uploads = await tree.readEach(paths.uploads());
  const models = await tree.readEach(paths.models());
  const datasets = await tree.readEach(paths.datasets());
  return { uploads, models, datasets };
}

async function sweepDatasets(context: Context, stored: StoredKeys, { datasets, uploads }: Owners): Promise<void> {
  // An unreadable upload may be about to publish any of these rows.
  if (uploads.unreadable.length > 0) return;
  const coming = [...uploads.entries.values()];
  for (const id of stored.datasetKeys) {
    const isComing = coming.some(({ dataset }) => dataset === id);
    if (!isThere(datasets, id) && !isComing) await removeDatasetRemains(context, id);
  }
  for (const [id, versions] of stored.rowsVersions) {
    const shown = datasets.entries.get(id)?.rowsVersion;
    for (const version of versions) {
      const isComing = coming.some(({ dataset, rowsVersion }) => dataset === id && rowsVersion === version);
      if (shown !== undefined && version !== shown && !isComing) await removeRowsVersion(context, id, version);
    }
  }
}

async function sweepModels(context: Context, stored: StoredKeys, { models }: Owners): Promise<void> {
  const longAgo = context.clock.now() - context.leaseSeconds * 1000;
  for (const [key, model] of models.entries) {
    const isClaimed = stored.modelKeys.some((claim) => claim.key === key) || stored.modelIds.get(model.id) === key;
    // Left by a caller that stopped before it had claimed the id.
    if (!isClaimed && model.createdAt < longAgo) await deleteModel(context, key, model);
  }
  for (const key of stored.trainedKeys) if (!isThere(models, key)) await removeModelRemains(context, key);
}

function isErased({ dataset, erased }: StoredTitles, { datasets }: Owners): boolean {
  return erased < (datasets.entries.get(dataset)?.erased ?? 0);
}

function isThere({ entries, unreadable }: Children<unknown>, key: string): boolean {
  return entries.has(key) || unreadable.includes(key);
}

function ownsId({ models }: Owners, key: string, id: string): boolean {
  return models.unreadable.includes(key) || models.entries.get(key)?.id === id;
}

/** Models on the same columns share a basis, so each basis is checked together with its owner. */
function* staleBases({ bases }: StoredKeys, { datasets, models }: Owners): Generator<Place<unknown>> {
  const present = new Map<string, string>();
  for (const [id, { rowsVersion, erased }] of datasets.entries)
    present.set(`profiles/${id}`, profileBasis(id, rowsVersion, erased));
  for (const [key, { configuration, dataset }] of models.entries) {
    const record = datasets.entries.get(dataset);
    if (record) present.set(`models/${key}`, modelBasis(record.rowsVersion, configuration, record.erased));
  }
  for (const { root, key, bases: keys } of bases) {
    const kind = root.endsWith('/profiles') ? 'profiles' : 'models';
    const isUnreadable = (kind === 'profiles' ? datasets : models).unreadable.includes(key);
    if (isUnreadable || (kind === 'models' && datasets.unreadable.length > 0)) continue;
    for (const basis of keys) if (basis !== present.get(`${kind}/${key}`)) yield paths.stored(root, key, basis);
  }
}

/** Lists what is listed wrongly, or not at all, as its record says: a caller stopped before it had written its entries. */
async function sweepLists({ tree }: Context, stored: StoredKeys, { datasets }: Owners): Promise<void> {
  for (const [id, record] of datasets.entries) {
    const isPublic = stored.publicList.has(id) === (record.visibility === 'public');
    const accounts = accountsIn(stored, id, record);
    const isEverybodys = [...accounts].every((uid) => stored.userLists.get(uid)?.has(id) === true);
    if (!isPublic || !isEverybodys) await listDataset(tree, id);
  }
}

function* staleListEntries(stored: StoredKeys, { datasets }: Owners): Generator<Place<unknown>> {
  for (const id of stored.publicList) if (!isThere(datasets, id)) yield paths.publicList(id);
  for (const [uid, ids] of stored.userLists) {
    for (const id of ids) {
      const record = datasets.entries.get(id);
      const isStale = record ? !accountsIn(stored, id, record).has(uid) : !isThere(datasets, id);
      if (isStale) yield paths.userList(uid, id);
    }
  }
}

function accountsIn({ members }: StoredKeys, id: string, { owner }: DatasetRecord): Set<string> {
  return new Set([owner, ...(members.get(id) ?? [])]);
}
