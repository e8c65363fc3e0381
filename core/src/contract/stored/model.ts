import * as z from 'zod/mini';
import { alarmKinds } from '../../model/evaluation/alarm.js';
import { kernelNames } from '../../model/kernels/kernel.js';
import { lossNames } from '../../model/losses/losses.js';
import { parameterTable, type Parameters } from '../../model/parameters.js';
import { weightOptions } from '../weights.js';
import { storedChance } from './chance.js';
import { countedRecord } from './counted.js';
import { measuredApart, measuredOn, rankingFields, rankingFigures } from './figures.js';
import { modelName, storedChoice } from './method.js';
import { list, record } from './shapes.js';

/** Two spellings counted as one: every row of `from` counts as a row of `into`. */
export const merge = record({ side: z.enum(['user', 'item']), from: z.string(), into: z.string() });
export type Merge = z.infer<typeof merge>;

/** The kernels that train; `exact` and `reference` give the same bytes as LightFM. */
export const kernelName = z.enum(kernelNames);

/** LightFM's parameters, under LightFM's names in camelCase. */
const parameters = {
  loss: z.enum(lossNames()),
  noComponents: z.number(),
  k: z.number(),
  n: z.number(),
  learningSchedule: z.enum(parameterTable.learningSchedule.choices),
  learningRate: z.number(),
  rho: z.number(),
  epsilon: z.number(),
  itemAlpha: z.number(),
  userAlpha: z.number(),
  maxSampled: z.number(),
  epochs: z.number(),
  randomState: z.number(),
} satisfies Record<keyof Parameters, unknown>;

/** Where titles stand: in each row of a data set, the column `title` has the title of the item that `id` names. */
export const titleSource = record({
  /** The data set's id; absent: the model's own. */
  dataset: z.exactOptional(z.string()),
  /** Names of columns. */
  id: z.string(),
  title: z.string(),
});
export type TitleSource = z.infer<typeof titleSource>;

/** What a model is made from. */
export const modelConfiguration = record({
  ...parameters,
  /** The data set's id. */
  dataset: z.string(),
  /** Names of columns. */
  user: z.string(),
  /** A cell of the user column is a list, and each of its parts is a user of the row. Absent: a cell is one user. */
  userLists: z.exactOptional(z.literal(true)),
  item: z.string(),
  /** Absent if every row counts the same (the database does not store `null`). */
  rating: z.exactOptional(z.string()),
  /** Number columns that describe an item, each averaged over its rows, for a hybrid model. Absent: none. */
  itemFeatures: z.exactOptional(list(z.string())),
  /** Text columns that describe an item: each cell is a tag or a list of tags. Absent: none. */
  itemTags: z.exactOptional(list(z.string())),
  /** The same for a user. */
  userTags: z.exactOptional(list(z.string())),
  weight: z.enum(weightOptions),
  /** The least rating of a like; `auto`: as the scale of the ratings suggests. Absent: each row is a like. */
  threshold: z.exactOptional(z.union([z.literal('auto'), z.number()])),
  /** Applied to the merged sums, so it needs no recount, and undoing it restores the previous state. */
  merges: z.exactOptional(list(merge)),
  /** How many rows an item needs to take part; `auto` takes the largest of 50, 20, 10, 5, 1 that keeps 100 items. */
  minimumRows: z.union([z.literal('auto'), z.number()]),
  /** Stops when the ranking of a held-out part has not improved for this many epochs; absent: trains all `epochs`. */
  earlyStopping: z.exactOptional(z.number()),
  /** The kernel to train with; absent means `fast`. */
  kernel: z.exactOptional(kernelName),
  /**
   * What makes the model. Absent: LightFM with all of its parameters, and with a vector for each item beside `itemFeatures`.
   * A version's own configuration has the method that `auto` chose.
   */
  model: z.exactOptional(modelName),
  /** λ of a method other than LightFM; absent means the usual one. */
  regularisation: z.exactOptional(z.number()),
  /** Titles of the items, for people to read; nothing is trained on them. Absent: items have names only. */
  titles: z.exactOptional(titleSource),
});
export type ModelConfiguration = z.infer<typeof modelConfiguration>;

/** A reason not to believe an evaluation; see `findAlarms`. */
export const alarmRecord = record({ kind: z.enum(alarmKinds), message: z.string() });

/** A model's metrics, always with the baselines on the same split. */
export const modelMetrics = record({
  ...rankingFields,
  /** The cutoff of precision, recall, NDCG and MAP. */
  k: z.number(),
  /** The number of users with held-out entries, over whom the means are taken. */
  users: z.number(),
  /** The number of held-out interactions. */
  heldOut: z.number(),
  /**
   * How they were held out. `discover`: only pairs whose item another user has too, which is what people ask for; equal
   * scores count at their mean place. Absent: by a hash of the names alone, and equal scores count against the model.
   */
  split: z.exactOptional(z.literal('discover')),
  /** 95 % interval of the precision, by resampling users. Absent with few users. */
  interval: z.exactOptional(record({ low: z.number(), high: z.number() })),
  baselines: record({
    random: rankingFigures,
    popularity: rankingFigures,
    /** LightFM with its usual parameters, where another method was measured. */
    standard: z.exactOptional(rankingFigures),
    /** What `standard` was measured on, if not on the data of this version: it is kept with the choice. */
    standardOn: z.exactOptional(measuredOn),
  }),
  /** The same method on any pair, and on those of items without train pairs. Absent from versions older than it. */
  apart: z.exactOptional(measuredApart),
  /** Reasons not to believe the evaluation; absent if there are none. */
  alarms: z.exactOptional(list(alarmRecord)),
});
export type ModelMetrics = z.infer<typeof modelMetrics>;

/** A version that the model can still go back to. */
const keptVersion = record({
  version: z.string(),
  /** Counts publications of this model from 1: what people call "version 15". */
  number: z.number(),
  fence: z.number(),
  publishedAt: z.number(),
  /** When its training began; changes recorded after that are not in it. */
  startedAt: z.number(),
  metrics: z.exactOptional(modelMetrics),
  /** Made while the data set was private: for its members only, also once that is public. */
  private: z.exactOptional(z.literal(true)),
});
export type KeptVersion = z.infer<typeof keptVersion>;

/** Which rows a version contains. */
const contents = record({ rowsVersion: z.number(), basis: z.string(), counted: z.exactOptional(countedRecord) });
export type Contents = z.infer<typeof contents>;

/** `/models/{model}/current`: the node that publishing, pinning and rolling back transact on. */
const currentVersion = record({
  /** Absent until the first version is published. */
  version: z.exactOptional(z.string()),
  number: z.number(),
  /** The highest fence that has read this model's data. */
  fence: z.number(),
  /** The configuration's revision, repeated here so that one transaction can refuse an older one. */
  revision: z.number(),
  pinned: z.boolean(),
  /** Newest first, including the current one. */
  kept: z.exactOptional(list(keptVersion)),
  metrics: z.exactOptional(modelMetrics),
  publishedAt: z.exactOptional(z.number()),
  startedAt: z.exactOptional(z.number()),
  /** What `auto` chose last; absent before, and for other models. */
  choice: z.exactOptional(storedChoice),
  /** How much of the lists changes by chance; absent before it was measured, and for methods with one optimum. */
  chance: z.exactOptional(storedChance),
  /** Later rows whose sums give this version again, so that it contains their changes; absent if there were none. */
  contains: z.exactOptional(contents),
  /** How often rows of the data set had been erased when the versions made before were removed; absent means never. */
  erased: z.exactOptional(z.number()),
  /** The pin was released since this version was put in place. */
  released: z.exactOptional(z.literal(true)),
  /** The number of the version in place of which this one was put back; absent for the last one published. */
  rolledBackFrom: z.exactOptional(z.number()),
});
export type CurrentVersion = z.infer<typeof currentVersion>;

/** Whether the version in use was made while the data set was private, so that only its members may read it. */
export function isForMembers({ version, kept }: Pick<CurrentVersion, 'version' | 'kept'>): boolean {
  return kept?.find((one) => one.version === version)?.private === true;
}

/** `/models/{model}`. */
export const modelRecord = record({
  /** The version of this record's form; absent means 1. */
  format: z.exactOptional(z.literal(1)),
  /** The id in requests, unique among the models of its data set. */
  id: z.string(),
  /** The account that defined it. The rights to it are those to its data set. */
  owner: z.string(),
  /** The data set's id once more, for the index and the rules. */
  dataset: z.string(),
  /** Whether it was created automatically because the columns look like Spotify's. */
  automatic: z.boolean(),
  revision: z.number(),
  configuration: modelConfiguration,
  /**
   * What the definition left to the columns' profile, which was not counted then. Nothing is summed for the model before the
   * recount has filled it in. Absent otherwise.
   */
  open: z.exactOptional(
    record({ itemFeatures: z.exactOptional(z.literal(true)), userLists: z.exactOptional(z.literal(true)) }),
  ),
  createdAt: z.number(),
  current: currentVersion,
});
export type ModelRecord = z.infer<typeof modelRecord>;

/** `/progress/{model}`: what the page shows while a model trains. */
export const trainingProgress = record({
  phase: z.enum(['reading', 'evaluating', 'training', 'publishing', 'ready', 'failed', 'cancelled']),
  epoch: z.exactOptional(z.number()),
  of: z.exactOptional(z.number()),
  startedAt: z.number(),
  updatedAt: z.number(),
  fence: z.number(),
  /** Written while the data set was private: for its members only, also once that is public. */
  private: z.exactOptional(z.literal(true)),
  /** What the training is for, in sentences for people to read. */
  cause: z.exactOptional(z.string()),
  /** Why the training failed and what to do. */
  message: z.exactOptional(z.string()),
});
export type TrainingProgress = z.infer<typeof trainingProgress>;
