import { requestTo } from '@segue/core/contract/api/client';
import { listModels } from '@segue/core/contract/api/models';
import { SegueError } from '@segue/core/contract/errors';
import type { Act, Kind } from '@segue/core/contract/rights/table';
import { limits } from '@segue/core/contract/limits';
import type { ModelRecord } from '@segue/core/contract/stored/model';
import { paths } from '@segue/core/contract/stored/paths';
import { datasetFor, mayRead, type Account } from './access.js';
import { findDataset, type Viewer } from './dataset-records.js';
import type { Tree } from '../ports.js';

/** A model with its key in the tree. */
export interface KeyedModel {
  key: string;
  model: ModelRecord;
}

/** Between a data set's id and that of one of its models, in the full address of a model. Neither contains it. */
const between = '~';

/** The model under a key, or `null`. */
export async function readModel(tree: Tree, key: string): Promise<ModelRecord | null> {
  return await tree.read(paths.model(key));
}

/** The model of an id on a data set, without an access check, or `null`. */
export async function findModelOn(tree: Tree, dataset: string, id: string): Promise<KeyedModel | null> {
  const key = await tree.read(paths.modelKey(id, dataset));
  return key === null ? await findLegacy(tree, id, dataset) : await keyed(tree, key);
}

/**
 * The first model that an address may mean, without an access check, or `null`: `{data set}~{id}`, the id of a data set for the
 * model of that id on it, or an id alone.
 */
export async function findModel(tree: Tree, address: string): Promise<KeyedModel | null> {
  for await (const found of candidates(tree, address, null)) return found;
  return null;
}

/**
 * The model at an address whose data set the viewer may read. An id alone may be that of several models; those on the viewer's
 * own data sets come first, then the oldest.
 * @throws model-not-found, also for a model on a private data set of others.
 */
export async function readableModel(tree: Tree, address: string, viewer: Viewer): Promise<KeyedModel> {
  for await (const found of candidates(tree, address, viewer)) {
    const dataset = await findDataset(tree, found.model.dataset);
    // safeguard: models-are-as-private-as-their-data-set, without: if (dataset) return found;
    if (dataset && (await mayRead(tree, found.model.dataset, dataset, viewer))) return found;
  }
  throw modelNotFound(address);
}

/**
 * The model at an address with which an account may do something.
 * @throws model-not-found if it may not even see it; forbidden
 */
export async function modelFor(
  tree: Tree,
  address: string,
  account: Account,
  right: readonly [Act, Kind],
): Promise<KeyedModel> {
  const found = await readableModel(tree, address, account.uid);
  await datasetFor(tree, found.model.dataset, account, right);
  return found;
}

/** The address of a model that no other one has. */
export function addressOfModel({ id, dataset }: Pick<ModelRecord, 'id' | 'dataset'>): string {
  return id === dataset ? id : `${dataset}${between}${id}`;
}

/** The models that an address may mean, the likeliest first. */
async function* candidates(tree: Tree, address: string, viewer: Viewer): AsyncGenerator<KeyedModel> {
  const at = address.indexOf(between);
  if (at >= 0) {
    const exact = await findModelOn(tree, address.slice(0, at), address.slice(at + 1));
    if (exact) yield exact;
    return;
  }
  const keys = (await tree.read(paths.modelKeys(address))) ?? {};
  const own = viewer === null || Object.keys(keys).length < 2 ? [] : await tree.keys(paths.userLists(viewer));
  const isFirst = (dataset: string) => dataset === address || own.includes(dataset);
  const all = (await Promise.all(sorted(keys, isFirst).map((key) => keyed(tree, key)))).filter(
    (found) => found !== null,
  );
  yield* all.filter(({ model }) => isFirst(model.dataset));
  yield* all.filter(({ model }) => !isFirst(model.dataset)).sort((a, b) => a.model.createdAt - b.model.createdAt);
  const legacy = await findLegacy(tree, address);
  if (legacy) yield legacy;
}

/** So many that a name which many people use does not cost each of them all the others' models. */
function sorted(keys: Readonly<Record<string, string>>, isFirst: (dataset: string) => boolean): string[] {
  const entries = Object.entries(keys);
  const [first, others] = [entries.filter(([set]) => isFirst(set)), entries.filter(([set]) => !isFirst(set))];
  return [...first, ...others].slice(0, limits.modelsOfOneId).map(([, key]) => key);
}

/** From when an id belonged to one model in the world, until the sweep has moved it. */
async function findLegacy(tree: Tree, id: string, dataset?: string): Promise<KeyedModel | null> {
  const key = await tree.read(paths.modelId(id));
  const found = key === null ? null : await keyed(tree, key);
  return found && (dataset === undefined || found.model.dataset === dataset) ? found : null;
}

async function keyed(tree: Tree, key: string): Promise<KeyedModel | null> {
  const model = await readModel(tree, key);
  return model && { key, model };
}

function modelNotFound(id: string): SegueError {
  return new SegueError(
    'model-not-found',
    `There is no model ${id}. ${requestTo(listModels)} lists the models you can see.`,
  );
}
