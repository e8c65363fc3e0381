import type { DatasetRecord, ListEntry } from '@segue/core/contract/dataset';
import type { ModelRecord } from '@segue/core/contract/model';
import { paths } from '@segue/core/contract/paths';
import type { UploadRecord } from '@segue/core/contract/upload';
import { modelBasis, profileBasis } from '../counting/derivations.js';
import type { Context, Tree, Updates } from '../ports.js';
import {
  deleteModel,
  removeDatasetRemains,
  removeModelRemains,
  removeRowsVersion,
  strayListUpdates,
} from '../records/remove-dataset.js';

/**
 * Removes what no upload, data set or model justifies. What lies there is read first and its justification after it:
 * the other way round, something that was begun in between would look like a stray.
 */
export async function sweepStrays(context: Context): Promise<void> {
  const { tree } = context;
  const stored = await listStoredKeys(tree);
  const uploads = await readAll<UploadRecord>(tree, paths.uploads());
  const models = await readAll<ModelRecord>(tree, paths.models());
  const datasets = await readAll<DatasetRecord>(tree, paths.datasets());

  for (const id of stored.datasetKeys) {
    const uploading = [...uploads.values()].some(({ dataset }) => dataset === id);
    if (!datasets.has(id) && !uploading) await removeDatasetRemains(context, id);
  }
  const longAgo = context.clock.now() - context.leaseSeconds * 1000;
  for (const [key, model] of models) {
    // Made by a caller who stopped before the id was theirs.
    if (stored.modelIds.get(model.id) !== key && model.createdAt < longAgo) await deleteModel(context, key, model);
  }
  for (const key of stored.modelKeys) if (!models.has(key)) await removeModelRemains(context, key);
  for (const [id, versions] of stored.rowsVersions) {
    const shown = datasets.get(id)?.rowsVersion;
    for (const version of versions) {
      const coming = [...uploads.values()].some(
        ({ dataset, rowsVersion }) => dataset === id && rowsVersion === version,
      );
      if (shown !== undefined && version !== shown && !coming) await removeRowsVersion(context, id, version);
    }
  }
  await removeStale(tree, stored, { datasets, models, uploads });
}

interface StoredKeys {
  datasetKeys: Set<string>;
  modelKeys: Set<string>;
  rowsVersions: Map<string, Set<number>>;
  /** Bases that derived data lies under, by the path above them. */
  bases: Map<string, string[]>;
  modelIds: Map<string, string>;
  parts: string[];
  lists: Parameters<typeof strayListUpdates>[0];
}

/** What lies under a data set and a rows version of it. */
const versionedRoots = ['rows', 'columns', 'changes', 'holes'];
const datasetRoots = ['history', 'recounts', 'summaries/profiles', 'totals/profiles'];
const modelRoots = ['versions', 'training', 'progress', 'summaries/models', 'totals/models'];

async function listStoredKeys(tree: Tree): Promise<StoredKeys> {
  const parts = await tree.keys('uploadParts');
  const rowsVersions = await readRowsVersions(tree);
  const bases = new Map<string, string[]>();
  for (const root of ['summaries/profiles', 'totals/profiles', 'summaries/models', 'totals/models']) {
    for (const key of await tree.keys(root)) bases.set(`${root}/${key}`, await tree.keys(`${root}/${key}`));
  }
  return {
    parts,
    rowsVersions,
    bases,
    lists: await readLists(tree),
    modelIds: new Map(Object.entries(((await tree.read(paths.modelIds())) ?? {}) as Record<string, string>)),
    datasetKeys: new Set([...rowsVersions.keys(), ...(await keysUnder(tree, datasetRoots))]),
    modelKeys: await keysUnder(tree, modelRoots),
  };
}

/** Rows versions of which anything lies there: a worker that is late may write beside rows that are gone. */
async function readRowsVersions(tree: Tree): Promise<Map<string, Set<number>>> {
  const versions = new Map<string, Set<number>>();
  for (const root of versionedRoots) {
    for (const id of await tree.keys(root)) {
      const known = versions.get(id) ?? new Set();
      versions.set(id, known);
      for (const version of await tree.keys(`${root}/${id}`)) known.add(Number(version));
    }
  }
  return versions;
}

async function readLists(tree: Tree): Promise<StoredKeys['lists']> {
  const all = ((await tree.read(paths.publicLists())) ?? {}) as Record<string, ListEntry>;
  const users = await tree.keys('lists/users');
  const ofUsers = users.map(async (uid) => ({
    path: (dataset: string) => paths.userList(uid, dataset),
    entries: ((await tree.read(paths.userLists(uid))) ?? {}) as Record<string, ListEntry>,
  }));
  return [{ path: paths.publicList, entries: all }, ...(await Promise.all(ofUsers))];
}

async function keysUnder(tree: Tree, roots: string[]): Promise<Set<string>> {
  return new Set((await Promise.all(roots.map((root) => tree.keys(root)))).flat());
}

async function readAll<T>(tree: Tree, path: string): Promise<Map<string, T>> {
  return new Map(Object.entries(((await tree.read(path)) ?? {}) as Record<string, T>));
}

async function removeStale(
  tree: Tree,
  { bases, modelIds, parts, lists }: StoredKeys,
  there: {
    datasets: Map<string, DatasetRecord>;
    models: Map<string, ModelRecord>;
    uploads: Map<string, UploadRecord>;
  },
): Promise<void> {
  const { datasets, models, uploads } = there;
  // Two models of the same columns have the same basis, so a basis is present for its owner only.
  const present = new Map<string, string>();
  for (const [id, { rowsVersion }] of datasets) present.set(`profiles/${id}`, profileBasis(id, rowsVersion));
  for (const [key, { configuration, dataset }] of models) {
    const record = datasets.get(dataset);
    if (record) present.set(`models/${key}`, modelBasis(record.rowsVersion, configuration));
  }
  const updates: Updates = strayListUpdates(lists, (id) => datasets.has(id));
  for (const [path, keys] of bases) {
    const own = present.get(path.slice(path.indexOf('/') + 1));
    for (const basis of keys) if (basis !== own) updates[`${path}/${basis}`] = null;
  }
  for (const [id, key] of modelIds) if (models.get(key)?.id !== id) updates[paths.modelId(id)] = null;
  for (const upload of parts) if (!uploads.has(upload)) updates[paths.uploadParts(upload)] = null;
  if (Object.keys(updates).length > 0) await tree.write(updates);
}
