import type { KernelName } from '../model/training/train.js';
import type { Parameters } from '../model/parameters.js';
import type { Alarm } from '../model/evaluation/alarms.js';

/** How a rating becomes the weight of an interaction; each acts on the merged sum over all its rows. */
export type WeightOption = 'none' | 'sum' | 'mean' | 'log1p';

/** Two spellings counted as one: every row of `from` counts as one of `into`. */
export interface Merge {
  side: 'user' | 'item';
  from: string;
  into: string;
}

/** What a model is made from. LightFM's parameters under LightFM's names in camelCase. */
export interface ModelConfiguration extends Parameters {
  /** The data set's id. */
  dataset: string;
  /** Names of columns. */
  user: string;
  item: string;
  /** Absent where every row counts the same (the database keeps no `null`). */
  rating?: string;
  /** Columns of numbers that describe an item, each averaged over its rows; the model is a hybrid one. Absent: none. */
  itemFeatures?: string[];
  weight: WeightOption;
  /** Acts on the merged sums, so that it costs no recount and taking it back restores what was. */
  merges?: Merge[];
  /** Rows an item needs to take part; `auto` takes the largest of 50, 20, 10, 5, 1 that keeps 100 items. */
  minimumRows: 'auto' | number;
  /** Stops when a part put aside is ranked no better for so many epochs; absent: all `epochs`, whatever they bring. */
  earlyStopping?: number;
  /** How it is computed; absent means `fast`. `exact` and `reference` give LightFM's own bytes. */
  kernel?: KernelName;
}

/** Ranking metrics on held-out interactions: means over `users` users with held-out entries. */
export interface RankingFigures {
  auc: number;
  precision: number;
  recall: number;
  reciprocalRank: number;
  ndcg: number;
  /** Its mean over users is MAP@k. Absent from versions older than it. */
  averagePrecision?: number;
}

/** A model's metrics, never without its baselines on the same split. */
export interface ModelMetrics extends RankingFigures {
  /** The cut of precision, recall, NDCG and MAP. */
  k: number;
  /** Users with held-out entries, which the means rest on. */
  users: number;
  /** Held-out interactions. */
  heldOut: number;
  baselines: { random: RankingFigures; popularity: RankingFigures };
  /** Reasons not to believe any of it; absent where there are none. */
  alarms?: Alarm[];
}

/** A version that can still be shown. */
export interface KeptVersion {
  version: string;
  /** Counts publications of this model from 1: what people call "version 15". */
  number: number;
  fence: number;
  publishedAt: number;
  /** When its training began: changes noted after that are not in it. */
  startedAt: number;
  metrics?: ModelMetrics;
}

/** `/models/{model}/current`: the node that publishing, pinning and rolling back transact on. */
export interface CurrentVersion {
  /** Absent until the first version is published. */
  version?: string;
  number: number;
  /** The highest fence that looked at this model's data. */
  fence: number;
  /** The configuration's revision, repeated here so that one transaction can refuse an older one. */
  revision: number;
  pinned: boolean;
  /** Newest first; the current one is in it. */
  kept?: KeptVersion[];
  metrics?: ModelMetrics;
  publishedAt?: number;
  startedAt?: number;
}

/** `/models/{model}`. */
export interface ModelRecord {
  /** The public id. */
  id: string;
  owner: string;
  /** The data set's id once more, for the index and the rules. */
  dataset: string;
  /** Whether it was made because the columns look like Spotify's. */
  automatic: boolean;
  revision: number;
  configuration: ModelConfiguration;
  createdAt: number;
  current: CurrentVersion;
}

/** `/progress/{model}`: what the page shows while a model trains. */
export interface TrainingProgress {
  phase: 'reading' | 'evaluating' | 'training' | 'publishing' | 'ready' | 'failed' | 'cancelled';
  epoch?: number;
  of?: number;
  startedAt: number;
  updatedAt: number;
  fence: number;
  /** For people: what the training is for. */
  cause?: string;
  /** Why it failed and what to do. */
  message?: string;
}

/** What a version was trained on and what came of it, each as the first digits of a SHA-256. */
export interface VersionDigests {
  data: string;
  embeddings: string;
}

/** Where a model stands. */
export type JobState = 'waiting' | 'training' | 'ready' | 'failed' | 'cancelled';

/** `GET /api/models/{id}`. */
export interface ModelView {
  id: string;
  /** The key under which the database holds it: `/models/{key}`, `/versions/{key}`, `/progress/{key}`. */
  key: string;
  dataset: string;
  owner: string;
  automatic: boolean;
  version: string | null;
  number: number;
  pinned: boolean;
  state: JobState;
  progress: TrainingProgress | null;
  configuration: ModelConfiguration;
  revision: number;
  metrics: ModelMetrics | null;
  users: number | null;
  items: number | null;
  /** What anybody can recompute from the rows: `segue verify` does. */
  digests: VersionDigests | null;
  /** What the current version was trained with: another configuration than the model's where it is older or pinned. */
  trainedWith: ModelConfiguration | null;
  /** What computed the current version: `name`, and in `note` why another than the one asked for. */
  kernel: { name: KernelName; note?: string } | null;
  /** Epochs that the current version was trained for: `earlyStopping` may keep fewer than the configuration has. */
  epochs: number | null;
  versions: { version: string; number: number; publishedAt: string }[];
  publishedAt: string | null;
}
