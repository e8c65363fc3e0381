import { requestTo } from '@segue/core/contract/api/client';
import { listModels } from '@segue/core/contract/api/models';
import { SegueError } from '@segue/core/contract/errors';
import type { ModelRecord } from '@segue/core/contract/stored/model';
import { paths } from '@segue/core/contract/stored/paths';
import { findDataset, mayRead, type Viewer } from './dataset-records.js';
import type { Tree } from '../ports.js';

/** A model with its key in the tree. */
export interface KeyedModel {
  key: string;
  model: ModelRecord;
}

/** The model under a key, or `null`. */
export async function readModel(tree: Tree, key: string): Promise<ModelRecord | null> {
  return await tree.read(paths.model(key));
}

/** The model of a public id, without an access check, or `null`. */
export async function findModel(tree: Tree, id: string): Promise<KeyedModel | null> {
  const key = await tree.read(paths.modelId(id));
  const model = key === null ? null : await readModel(tree, key);
  return key !== null && model ? { key, model } : null;
}

/**
 * The model of a public id whose data set the viewer may read.
 * @throws model-not-found, also for a model on another account's private data set.
 */
export async function readableModel(tree: Tree, id: string, viewer: Viewer): Promise<KeyedModel> {
  const found = await findModel(tree, id);
  const dataset = found && (await findDataset(tree, found.model.dataset));
  if (!found || !dataset || !mayRead(dataset, viewer)) throw modelNotFound(id);
  return found;
}

/**
 * The model of a public id that the viewer owns.
 * @throws model-not-found; forbidden if it belongs to another account.
 */
export async function ownedModel(tree: Tree, id: string, viewer: string): Promise<KeyedModel> {
  const found = await readableModel(tree, id, viewer);
  if (found.model.owner === viewer) return found;
  throw new SegueError('forbidden', `The model ${id} belongs to another account. Create your own under another id.`);
}

/**
 * The model of a public id that the viewer may delete: whoever defined it, and the owner of the data set that it stands on.
 * @throws model-not-found; forbidden
 */
export async function deletableModel(tree: Tree, id: string, viewer: string): Promise<KeyedModel> {
  const found = await readableModel(tree, id, viewer);
  const dataset = await findDataset(tree, found.model.dataset);
  return dataset?.owner === viewer ? found : await ownedModel(tree, id, viewer);
}

function modelNotFound(id: string): SegueError {
  return new SegueError(
    'model-not-found',
    `There is no model ${id}. ${requestTo(listModels)} lists the models you can see.`,
  );
}
