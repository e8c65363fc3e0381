import type { Interactions } from '../sparse.js';
import type { Embeddings } from '../state.js';
import type { ItemColumns } from '../training/item-features.js';

/** What a method learns from. Index both sides with one vocabulary, sorted by code unit. */
export interface MethodInput {
  /** Names by index. Whatever a method draws, it draws by name, so that a new name moves nobody else. */
  readonly users: readonly string[];
  readonly items: readonly string[];
  /** One entry per (user, item) pair, sorted by user, then by item. A value below 0 is a dislike. */
  readonly interactions: Interactions;
  /** Numbers that describe the items: items × columns, NaN where unknown, not standardised. */
  readonly itemColumns?: ItemColumns;
}

/** How far a fit is. */
export interface MethodStep {
  readonly done: number;
  readonly of: number;
}

/**
 * A fit in steps, so that the caller can report, pause or stop between them. It returns a row of numbers and a bias for
 * each user and item: a user's score of an item is the dot product of their rows plus both biases. Equal inputs give equal
 * bytes on every platform: of `Math`, only `sqrt`, `abs`, `min`, `max`, `floor`, `fround` and `imul` are used.
 */
export type MethodFit = Generator<MethodStep, Embeddings>;
