import * as z from 'zod/mini';
import {
  alarmRecord,
  kernelName,
  merge,
  modelConfiguration,
  modelMetrics,
  titleSource,
  trainingProgress,
} from '../stored/model.js';
import { storedChance } from '../stored/chance.js';
import { candidate, recipe, storedChoice } from '../stored/method.js';
import { apartFigures, measuredApart, measuredOn, rankingFigures } from '../stored/figures.js';
import { byId, idPattern } from './fields.js';
import { modelDefinition } from './model-definition.js';
import { byNewId, currentChange } from './model-requests.js';
import { defineRoute, requestBytes } from './route.js';

/** `GET /api/models/{id}`. */
export type ModelView = z.output<typeof modelView>;
/** Where a model stands. */
export type JobState = ModelView['state'];
/** What a version was trained on and what came of it, each as the first digits of a SHA-256. */
export type VersionDigests = NonNullable<ModelView['digests']>;

const configurationView = z.object({
  ...modelConfiguration.shape,
  itemFeatures: z.exactOptional(z.array(z.string())),
  itemTags: z.exactOptional(z.array(z.string())),
  userTags: z.exactOptional(z.array(z.string())),
  merges: z.exactOptional(z.array(z.object(merge.shape))),
  titles: z.exactOptional(z.object(titleSource.shape)),
});

const figures = z.object(rankingFigures.shape);

const apartView = z.object({ ...apartFigures.shape, test: figures, popularity: figures });

const measuredApartView = z.object({
  ...measuredApart.shape,
  hash: apartView,
  cold: z.exactOptional(apartView),
  on: z.object(measuredOn.shape),
});

const metricsView = z.object({
  ...modelMetrics.shape,
  interval: z.exactOptional(z.object({ low: z.number(), high: z.number() })),
  baselines: z.object({
    random: figures,
    popularity: figures,
    standard: z.exactOptional(figures),
    standardOn: z.exactOptional(z.object(measuredOn.shape)),
  }),
  apart: z.exactOptional(measuredApartView),
  alarms: z.exactOptional(z.array(z.object(alarmRecord.shape))),
});

const progressView = z.object(trainingProgress.shape);

/** The reply that describes a model. */
export const modelView = z.object({
  id: z.string(),
  /** `{data set}~{id}`, or the id where it is the data set's own: what no other model has. */
  address: z.string(),
  /** The key under which the database stores it: `/models/{key}`, `/versions/{key}`, `/progress/{key}`. */
  key: z.string(),
  dataset: z.string(),
  owner: z.string(),
  automatic: z.boolean(),
  version: z.nullable(z.string()),
  number: z.number(),
  pinned: z.boolean(),
  state: z.enum(['waiting', 'training', 'ready', 'failed', 'cancelled']),
  progress: z.nullable(progressView),
  configuration: configurationView,
  revision: z.number(),
  metrics: z.nullable(metricsView),
  users: z.nullable(z.number()),
  items: z.nullable(z.number()),
  /** Anyone can recompute these from the rows; `segue verify` does. */
  digests: z.nullable(z.object({ data: z.string(), embeddings: z.string() })),
  /** The configuration of the current version; differs from the model's if the version is older or pinned. */
  trainedWith: z.nullable(configurationView),
  /** How `auto` chose last; null for other models, and before. `trainedWith` has the method of the current version. */
  choice: z.nullable(
    z.object({
      ...storedChoice.shape,
      recipe: z.object(recipe.shape),
      candidates: z.exactOptional(z.array(z.object(candidate.shape))),
      standard: z.exactOptional(z.object({ figures, on: z.object(measuredOn.shape) })),
      apart: z.exactOptional(measuredApartView),
    }),
  ),
  /**
   * How much of the first `places` of each list stays the same when LightFM trains again with another seed; null before that is
   * measured, and for methods with one optimum.
   */
  chance: z.nullable(z.object(storedChance.shape)),
  /** Why the current version is in use, a sentence for each cause; empty before the first. `progress.cause` is of the last training. */
  causes: z.array(z.string()),
  /** The kernel that computed the current version; `note` says why it is not the requested one. */
  kernel: z.nullable(z.object({ name: kernelName, note: z.exactOptional(z.string()) })),
  /** How many epochs the current version was trained for; `earlyStopping` may keep fewer than the configuration has. */
  epochs: z.nullable(z.number()),
  versions: z.array(z.object({ version: z.string(), number: z.number(), publishedAt: z.string() })),
  publishedAt: z.nullable(z.string()),
});

/** The reply with a version. Matrices are row-major, one row a name, as base64 of little-endian float32. */
export const versionView = z.object({
  version: z.string(),
  noComponents: z.number(),
  users: z.array(z.string()),
  items: z.array(z.string()),
  userEmbeddings: z.string(),
  userBiases: z.string(),
  itemEmbeddings: z.string(),
  itemBiases: z.string(),
  metrics: z.nullable(metricsView),
  configuration: configurationView,
  digests: z.object({ data: z.string(), embeddings: z.string() }),
});

/** The reply that lists models. */
export const modelListView = z.object({ models: z.array(modelView) });

/** The models that the viewer may see. */
export const listModels = defineRoute({
  method: 'GET',
  path: '/api/models',
  summary: 'lists the models you can see, newest first',
  status: 200,
  reply: modelListView,
  errors: [],
  bounds: { bodyBytes: 0 },
  quota: 'read',
});

/** One model. */
export const getModel = defineRoute({
  method: 'GET',
  path: '/api/models/{id}',
  summary: 'configuration, state, progress, metrics with baselines, versions',
  params: byId,
  status: 200,
  reply: modelView,
  errors: ['model-not-found'],
  right: ['read', 'model'],
  bounds: { bodyBytes: 0 },
  quota: 'read',
});

/** Defines or changes a model and starts a training. */
export const defineModel = defineRoute({
  method: 'PUT',
  path: '/api/models/{id}',
  summary: 'defines or changes a model: `{dataset, user, item, rating?, …parameters}`; training starts',
  params: byNewId,
  paramErrors: { id: 'invalid-request' },
  body: { kind: 'json', schema: modelDefinition },
  status: 202,
  reply: modelView,
  errors: [
    'too-many-models',
    'dataset-not-found',
    'unknown-column',
    'model-id-taken',
    'invalid-parameters',
    'model-not-found',
    'conflict',
  ],
  right: ['create', 'model'],
  bounds: { bodyBytes: requestBytes },
  quota: 'train',
});

/** Deletes a model. */
export const deleteModel = defineRoute({
  method: 'DELETE',
  path: '/api/models/{id}',
  summary: 'deletes it',
  params: byId,
  status: 204,
  errors: ['model-not-found'],
  right: ['delete', 'model'],
  bounds: { bodyBytes: 0 },
  quota: 'write',
});

/** Trains now. */
export const trainModel = defineRoute({
  method: 'POST',
  path: '/api/models/{id}/train',
  summary: 'trains now',
  params: byId,
  status: 202,
  reply: modelView,
  errors: ['model-not-found'],
  right: ['create', 'version'],
  bounds: { bodyBytes: 0 },
  quota: 'train',
});

/** Stops the training under way. */
export const cancelTraining = defineRoute({
  method: 'POST',
  path: '/api/models/{id}/cancel',
  summary: 'stops the running training before its next epoch',
  params: byId,
  status: 202,
  reply: modelView,
  errors: ['model-not-found'],
  right: ['change', 'progress'],
  bounds: { bodyBytes: 0 },
  quota: 'write',
});

/** Rolls back, pins, releases. */
export const chooseVersion = defineRoute({
  method: 'PUT',
  path: '/api/models/{id}/current',
  summary: 'rolls back to a kept version, pins, releases: `{version?, pinned?}`',
  params: byId,
  body: { kind: 'json', schema: currentChange },
  status: 200,
  reply: modelView,
  errors: ['model-not-found', 'version-not-found', 'not-trained'],
  right: ['change', 'version'],
  bounds: { bodyBytes: requestBytes },
  quota: 'train',
});

/** One version of a model. */
export const readVersion = defineRoute({
  method: 'GET',
  path: '/api/models/{id}/versions/{version}',
  summary:
    'a kept version to take away: names, embeddings and biases (base64 of little-endian float32), provenance, metrics',
  params: z.strictObject({ ...byId.shape, version: z.string().check(z.regex(idPattern)) }),
  status: 200,
  reply: versionView,
  errors: ['model-not-found', 'version-not-found'],
  right: ['download', 'version'],
  isImmutable: true,
  bounds: { bodyBytes: 0 },
  quota: 'read',
});

/** The routes of models by name. */
export const modelRoutes = {
  listModels,
  getModel,
  defineModel,
  deleteModel,
  trainModel,
  cancelTraining,
  chooseVersion,
  readVersion,
};
