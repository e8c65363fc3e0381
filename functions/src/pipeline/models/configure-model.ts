import { SegueError } from '@segue/core/contract/errors';
import type { CurrentVersion, ModelConfiguration, ModelRecord } from '@segue/core/contract/stored/model';
import { paths } from '@segue/core/contract/stored/paths';
import { takesWeights } from '@segue/core/model/losses/losses';
import { limits } from '@segue/core/contract/limits';
import { datasetFor, mayRead, standingOf } from '../records/access.js';
import { findDataset, withColumns } from '../records/dataset-records.js';
import { canonicalJson } from '../records/digests.js';
import { unknownColumn } from '../rows/edit-rows.js';
import { columnNamesOf } from '@segue/core/versions/model-columns';
import { findModel, findModelOn, modelFor, type KeyedModel } from '../records/model-records.js';
import { bump, remove, set } from '@segue/core/contract/stored/updates';
import { refuse, type Context, type Tree } from '../ports.js';
import { checkTitles } from './check-titles.js';
import { withoutFindings } from './findings.js';
import { proposeColumns, type Proposals, type Proposed } from './propose-columns.js';
import { deleteModel } from '../records/remove-dataset.js';
import { resumeUpdates } from '../records/stopped-training.js';

/**
 * Defines a model, or changes the one with that id on the data set. Either way, training starts.
 *
 * @param address an id, or `{data set}~{id}`
 * @param proposals what an `auto` model takes from the columns' profile; by default nothing
 * @throws dataset-not-found, forbidden, unknown-column, model-id-taken, invalid-parameters, too-many-models; conflict if the
 * address is that of a model on another data set
 */
export async function defineModel(
  context: Context,
  uid: string,
  address: string,
  asked: ModelConfiguration,
  { automatic = false, proposals }: { automatic?: boolean; proposals?: Proposals } = {},
): Promise<KeyedModel> {
  await checkConfiguration(context, uid, asked);
  const id = idOn(asked.dataset, address);
  const proposed: Proposed = proposals ? await proposeColumns(asked, proposals) : { configuration: asked };
  const { configuration } = proposed;
  const found = await findModelOn(context.tree, configuration.dataset, id);
  if (!found) await checkNew(context.tree, uid, address, configuration);
  const defined = found
    ? await changeConfiguration(context, found, proposed)
    : await createModel(context, uid, id, proposed, automatic);
  await context.tree.write({
    ...resumeUpdates(defined.key),
    ...bump(paths.training(defined.key).requested),
    ...bump(paths.recount(configuration.dataset).requested),
  });
  return defined;
}

/** @throws conflict if the address names another data set */
function idOn(dataset: string, address: string): string {
  const [first = '', id] = address.split('~');
  if (id === undefined) return first;
  if (first !== dataset) throw otherDataset(address, first, dataset);
  return id;
}

/**
 * Whether there may be a new model at an address. The id of a data set is kept for the model of that id on it, the one that may
 * be offered after the first recount; and where somebody has a model of that id already, they mean that one.
 * @throws model-id-taken, conflict, too-many-models
 */
async function checkNew(tree: Tree, uid: string, address: string, { dataset }: ModelConfiguration): Promise<void> {
  const named = address === dataset ? null : await findDataset(tree, address);
  // A private one of others is not there.
  if (named && (await mayRead(tree, address, named, uid))) {
    throw new SegueError(
      'model-id-taken',
      `The id ${address} is kept for the data set of that id. Choose another one.`,
    );
  }
  const other = address.includes('~') ? null : await findModel(tree, address);
  const record = other && (await findDataset(tree, other.model.dataset));
  if (other && record && (await standingOf(tree, other.model.dataset, record, { uid })) === 'owner') {
    throw otherDataset(address, other.model.dataset, dataset);
  }
  if ((await tree.find(paths.models(), 'dataset', dataset)).entries.size >= limits.modelsPerDataset) {
    throw tooMany(dataset);
  }
}

async function checkConfiguration(context: Context, uid: string, configuration: ModelConfiguration): Promise<void> {
  const { dataset, user, item, rating, itemFeatures = [], itemTags = [], userTags = [] } = configuration;
  const { weight, loss, model } = configuration;
  const record = await datasetFor(context.tree, dataset, { uid }, ['create', 'model']);
  const ready = await withColumns(context.tree, dataset, record);
  for (const column of columnNamesOf(configuration)) {
    if (!ready.columns.includes(column)) throw unknownColumn(ready, column);
  }
  await checkTitles(context.tree, uid, configuration, record);
  if (user === item) {
    throw new SegueError('invalid-parameters', 'user and item name the same column. Choose two different ones.');
  }
  if (itemFeatures.includes(user) || itemFeatures.includes(item)) {
    throw new SegueError('invalid-parameters', 'itemFeatures names user or item. Name columns of numbers instead.');
  }
  for (const [tags, columns] of Object.entries({ itemTags, userTags })) {
    if (!columns.includes(user) && !columns.includes(item)) continue;
    throw new SegueError('invalid-parameters', `${tags} names user or item. Name columns that describe them instead.`);
  }
  if (model === 'sound' && itemFeatures.length + itemTags.length === 0) {
    throw new SegueError(
      'invalid-parameters',
      'The model "sound" knows items by their numbers and tags. Name columns in itemFeatures or itemTags.',
    );
  }
  if (weight !== 'none' && rating === undefined) {
    throw new SegueError('invalid-parameters', `weight "${weight}" needs a rating column. Name one, or use "none".`);
  }
  if (weight !== 'none' && !takesWeights(loss)) {
    throw new SegueError('invalid-parameters', `${loss} does not support weights. Use weight "none", or another loss.`);
  }
}

async function createModel(
  context: Context,
  uid: string,
  id: string,
  { configuration, open }: Proposed,
  automatic: boolean,
): Promise<KeyedModel> {
  const key = `${id}~${context.newKey()}`;
  const current: CurrentVersion = { number: 0, fence: 0, revision: 1, pinned: false };
  const model: ModelRecord = {
    id,
    owner: uid,
    dataset: configuration.dataset,
    automatic,
    revision: 1,
    configuration,
    ...(open && { open }),
    current,
    createdAt: context.clock.now(),
  };
  await context.tree.write(set(paths.model(key), model));
  const place = paths.modelKey(id, configuration.dataset);
  const claimed = await context.tree.transact(place, (taken) => (taken === null ? key : refuse));
  if (!claimed.committed) {
    await context.tree.write(remove(paths.model(key)));
    throw new SegueError('conflict', `Somebody has just defined the model ${id}. Look at it, then try again.`);
  }
  // Several may have been defined at once.
  const { entries } = await context.tree.find(paths.models(), 'dataset', configuration.dataset);
  if (entries.size <= limits.modelsPerDataset) return { key, model };
  await deleteModel(context, key, model);
  throw tooMany(configuration.dataset);
}

/** Changes the configuration and raises its revision in one transaction, refused if the model is gone. */
async function changeConfiguration(
  context: Context,
  { key, model: found }: KeyedModel,
  { configuration, open }: Proposed,
): Promise<KeyedModel> {
  const outcome = await context.tree.transact(paths.model(key), (model) => {
    // A model whose data set could change would show what it has learned from one set to the readers of another.
    if (model?.dataset !== configuration.dataset) return refuse;
    const { open: _open, ...rest } = model;
    const isSame = canonicalJson(model.configuration) === canonicalJson(configuration);
    if (isSame && canonicalJson(model.open ?? {}) === canonicalJson(open ?? {})) return refuse;
    const revision = model.revision + 1;
    return {
      ...rest,
      configuration,
      ...(open && { open }),
      revision,
      dataset: configuration.dataset,
      automatic: false,
      current: { ...withoutFindings(model.current), revision },
    };
  });
  if (outcome.value === null) {
    throw new SegueError('model-not-found', `The model ${found.id} has just been deleted. Define it again.`);
  }
  return { key, model: outcome.value };
}

/** Requests a training now; what makes an `auto` model is chosen anew. */
export async function requestTraining(context: Context, uid: string, id: string): Promise<KeyedModel> {
  const found = await modelFor(context.tree, id, { uid }, ['create', 'version']);
  await context.tree.write({
    ...resumeUpdates(found.key),
    ...remove(paths.current(found.key).choice),
    ...bump(paths.training(found.key).requested),
  });
  return found;
}

/**
 * Cancels the training under way, which stops before its next epoch. The version in use stays until the rows or the
 * configuration change, or a user requests a training.
 */
export async function cancelTraining(context: Context, uid: string, id: string): Promise<KeyedModel> {
  const found = await modelFor(context.tree, id, { uid }, ['change', 'progress']);
  const training = paths.training(found.key);
  const state = await context.tree.read(training.state);
  await context.tree.write(set(training.cancelled, state?.fence ?? 0));
  return found;
}

/**
 * Rolls back to a kept version, pins the current one, or releases the pin. Choosing a version pins it unless the
 * request says otherwise; a released model trains again at once.
 * @throws version-not-found with the available versions; not-trained
 */
export async function chooseVersion(
  context: Context,
  uid: string,
  id: string,
  choice: { version?: string | undefined; pinned?: boolean | undefined },
): Promise<KeyedModel> {
  const { key, model } = await modelFor(context.tree, id, { uid }, ['change', 'version']);
  const pinned = choice.pinned ?? choice.version !== undefined;
  const outcome = await context.tree.transact(paths.current(key), (current) => {
    const wanted = choice.version ?? current?.version;
    const kept = current?.kept?.find(({ version }) => version === wanted);
    if (!current || !kept) return refuse;
    const { metrics: _old, ...rest } = current.number === kept.number ? current : rolledBack(current);
    const { version, number, publishedAt, startedAt, metrics } = kept;
    const isReleased = !pinned && rest.pinned;
    const next = { ...rest, version, number, publishedAt, startedAt, pinned, ...(metrics ? { metrics } : {}) };
    return isReleased ? { ...next, released: true as const } : next;
  });
  if (!outcome.committed) throw noSuchVersion(id, choice.version, outcome.value);
  // A second write, because the pin needs a transaction to ensure that the model still exists. If this write is lost,
  // the sweep requests the training. A pinned model needs a round as well, to update its progress.
  await context.tree.write({
    ...(pinned ? {} : resumeUpdates(key)),
    // safeguard: released-models-are-trained
    ...bump(paths.training(key).requested),
  });
  return { key, model: { ...model, current: outcome.value } };
}

/** The node without what it says of the version in use, which another takes the place of. */
function rolledBack({ contains: _contains, released: _released, ...current }: CurrentVersion): CurrentVersion {
  return { ...current, rolledBackFrom: current.number };
}

/** Deletes a model. */
export async function removeModel(context: Context, uid: string, id: string): Promise<void> {
  const { key, model } = await modelFor(context.tree, id, { uid }, ['delete', 'model']);
  await deleteModel(context, key, model);
}

function noSuchVersion(id: string, version: string | undefined, current: CurrentVersion | null): SegueError {
  const kept = (current?.kept ?? []).map((entry) => entry.version);
  if (kept.length === 0)
    return new SegueError('not-trained', `The model ${id} has no version yet. Wait for the first.`);
  return new SegueError('version-not-found', `The model ${id} has no version ${version}.`, { versions: kept });
}

function otherDataset(address: string, dataset: string, asked: string): SegueError {
  return new SegueError(
    'conflict',
    `The model ${address} belongs to the data set ${dataset}, and that never changes. Define a model for ${asked} under another id, ` +
      `or delete this one first.`,
  );
}

function tooMany(dataset: string): SegueError {
  const most = limits.modelsPerDataset;
  return new SegueError(
    'too-many-models',
    `The data set ${dataset} has ${most} models, the most it can have. Delete one first.`,
  );
}
