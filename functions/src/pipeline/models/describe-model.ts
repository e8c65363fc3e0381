import { isForMembers, type ModelRecord, type TrainingProgress } from '@segue/core/contract/stored/model';
import type { JobState, ModelView } from '@segue/core/contract/api/models';
import type { Provenance } from '@segue/core/contract/stored/version';
import { isLightFms } from '@segue/core/model/methods/recipe';
import { describeUse } from '@segue/core/versions/answering/cause-sentences';
import { paths } from '@segue/core/contract/stored/paths';
import { isMember, mayRead } from '../records/access.js';
import { addressOfModel, type KeyedModel } from '../records/model-records.js';
import type { WorkRecord } from '@segue/core/contract/stored/work';
import { findDataset, type Viewer } from '../records/dataset-records.js';
import type { Context, Tree } from '../ports.js';

/** What the API says about a model to a viewer who may read it. */
export async function describeModelTo(
  context: Context,
  { key, model }: KeyedModel,
  viewer: Viewer,
): Promise<ModelView> {
  const dataset = await findDataset(context.tree, model.dataset);
  const isInside = dataset !== null && (await isMember(context.tree, model.dataset, dataset, viewer));
  // safeguard: models-are-described-without-private-times, without: return await describeModel(context, { key, model });
  return await describeModel(context, { key, model: isInside ? model : toVisitors(model) }, !isInside);
}

/** The model without the versions that were made while its data set was private. */
function toVisitors(model: ModelRecord): ModelRecord {
  const kept = model.current.kept?.filter((one) => !one.private) ?? [];
  const { fence, revision, pinned } = model.current;
  const current = isForMembers(model.current) ? { number: 0, fence, revision, pinned } : model.current;
  return { ...model, current: { ...current, kept } };
}

/**
 * Everything the API says about a model.
 *
 * @param isVisitor whether to leave out what a training reports while the data set is private
 */
export async function describeModel(
  { tree, clock }: Context,
  { key, model }: KeyedModel,
  isVisitor = false,
): Promise<ModelView> {
  const { version, number, pinned, metrics, kept, publishedAt, choice, chance } = model.current;
  const [reported, work, provenance] = await Promise.all([
    tree.read(paths.progress(key)),
    tree.read(paths.training(key)),
    version === undefined ? null : tree.read(paths.version(key, version).provenance),
  ]);
  const progress = isVisitor && reported?.private ? null : reported;
  const { id, dataset, owner, automatic, configuration, revision } = model;
  return {
    id,
    address: addressOfModel(model),
    key,
    dataset,
    owner,
    automatic,
    configuration,
    revision,
    number,
    pinned,
    progress,
    version: version ?? null,
    state: stateOf(model, progress, work, clock.now()),
    metrics: metrics ?? null,
    users: provenance?.users ?? null,
    items: provenance?.items ?? null,
    digests: provenance && { data: provenance.data, embeddings: provenance.embeddings },
    trainedWith: provenance?.configuration ?? null,
    choice: choice ?? null,
    chance: chance ?? null,
    causes: provenance ? describeUse(model.current, provenance) : [],
    kernel: provenance?.kernel ?? null,
    epochs: provenance && epochsOf(provenance),
    versions: (kept ?? []).map((entry) => ({
      version: entry.version,
      number: entry.number,
      publishedAt: new Date(entry.publishedAt).toISOString(),
    })),
    publishedAt: publishedAt === undefined ? null : new Date(publishedAt).toISOString(),
  };
}

/** `null` for a method without epochs. */
function epochsOf({ epochs, configuration }: Provenance): number | null {
  return isLightFms(configuration.model) ? (epochs ?? configuration.epochs) : null;
}

function stateOf(
  model: ModelRecord,
  progress: TrainingProgress | null,
  work: WorkRecord | null,
  now: number,
): JobState {
  const phase = progress?.phase;
  if (phase === 'failed' || phase === 'cancelled') return phase;
  const open = (work?.requested ?? 0) > (work?.state?.handled ?? 0);
  // A worker that takes over trains even if no request is open.
  const isHeld = (work?.state?.lease?.until ?? 0) > now;
  if ((open || isHeld) && phase !== undefined && phase !== 'ready') return 'training';
  return open || model.current.version === undefined ? 'waiting' : 'ready';
}

/** The models the viewer may see, newest first. */
export async function visibleModels(tree: Tree, viewer: Viewer): Promise<KeyedModel[]> {
  const { entries: models } = await tree.readEach(paths.models());
  const datasets = new Map<string, boolean>();
  for (const { dataset } of models.values()) {
    if (datasets.has(dataset)) continue;
    const record = await findDataset(tree, dataset);
    datasets.set(dataset, record !== null && (await mayRead(tree, dataset, record, viewer)));
  }
  return [...models]
    .filter(([, model]) => datasets.get(model.dataset))
    .sort(([, a], [, b]) => b.createdAt - a.createdAt)
    .map(([key, model]) => ({ key, model }));
}
