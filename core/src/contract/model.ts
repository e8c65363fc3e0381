import type { KernelName } from '../model/training/train.js';
import type { ModelConfiguration, ModelMetrics, TrainingProgress } from './stored/model.js';

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
