import type { ModelRecord, TrainingProgress } from '@segue/core/contract/stored/model';
import type { JobState, ModelView } from '@segue/core/contract/api/models';
import type { Provenance } from '@segue/core/contract/stored/version';
import { isLightFms } from '@segue/core/model/methods/recipe';
import { describeUse } from '@segue/core/versions/answering/cause-sentences';
import { paths } from '@segue/core/contract/stored/paths';
import { findModel, type KeyedModel } from '../records/model-records.js';
import type { WorkRecord } from '@segue/core/contract/stored/work';
import { findDataset, mayRead, type Viewer } from '../records/dataset-records.js';
import type { Context, Tree } from '../ports.js';

/** Everything the API says about a model. */
export async function describeModel({ tree, clock }: Context, { key, model }: KeyedModel): Promise<ModelView> {
  const { version, number, pinned, metrics, kept, publishedAt, choice, chance } = model.current;
  const [progress, work, provenance] = await Promise.all([
    tree.read(paths.progress(key)),
    tree.read(paths.training(key)),
    version === undefined ? null : tree.read(paths.version(key, version).provenance),
  ]);
  const { id, dataset, owner, automatic, configuration, revision } = model;
  return {
    id,
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
    datasets.set(dataset, record !== null && mayRead(record, viewer));
  }
  return [...models]
    .filter(([, model]) => datasets.get(model.dataset))
    .sort(([, a], [, b]) => b.createdAt - a.createdAt)
    .map(([key, model]) => ({ key, model }));
}

/**
 * The public id of the model that `/api/recommendations` uses: the one in the settings while it exists, else the newest trained model
 * made for Spotify-like columns, else the newest trained model; `null` if there is none.
 */
export async function defaultModelId(tree: Tree): Promise<string | null> {
  const chosen = await tree.read(paths.defaultModel());
  if (chosen !== null && (await findModel(tree, chosen))) return chosen;
  const trained = (await visibleModels(tree, null)).filter(({ model }) => model.current.version !== undefined);
  return (trained.find(({ model }) => model.automatic) ?? trained[0])?.model.id ?? null;
}
