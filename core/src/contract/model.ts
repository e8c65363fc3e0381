/** Digests of what a version was trained on and of the result, each the first digits of a SHA-256. */
export interface VersionDigests {
  data: string;
  embeddings: string;
}

/** The state of a model's training. */
export type JobState = 'waiting' | 'training' | 'ready' | 'failed' | 'cancelled';
