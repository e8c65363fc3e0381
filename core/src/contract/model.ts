/** What a version was trained on and what came of it, each as the first digits of a SHA-256. */
export interface VersionDigests {
  data: string;
  embeddings: string;
}

/** Where a model stands. */
export type JobState = 'waiting' | 'training' | 'ready' | 'failed' | 'cancelled';
