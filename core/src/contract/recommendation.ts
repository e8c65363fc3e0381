/** Whether items that a liked user is already connected with take part (*include*) or are left out (*exclude*). */
export type KnownMode = 'exclude' | 'include';

/** One taste of a request: a user or an item of the model, and how much of it (negative steers away). */
export interface TasteRequest {
  user?: string | undefined;
  item?: string | undefined;
  weight: number;
}

/** One recommended item. */
export interface RecommendedItem {
  /** From 1. */
  rank: number;
  item: string;
  score: number;
  /** `score` less the score of the average item. Absent where the answer has no `average`. */
  aboveAverage?: number;
  /** Whether one of the asked users is already connected with it in the data. */
  known: boolean;
  /** What each taste adds to the score, in the order asked; with `bias` they add up to `score`. */
  contributions?: number[];
  /** The item's own popularity in the score. */
  bias?: number;
}

/**
 * What the average item of the model gets for the same request: the mean of the scores of all items, known or not. A raw
 * score has no zero of its own; less this one, zero means "as the average item".
 */
export interface AverageScore {
  score: number;
  /** For each taste, in the order asked; with `bias` they add up to `score`. Absent for a new user. */
  contributions?: number[];
  bias: number;
}

/** The reply of every question about recommendations. */
export interface RecommendationsView {
  model: string;
  version: string;
  number: number;
  user?: string;
  item?: string;
  tastes?: TasteRequest[];
  known: KnownMode;
  items: RecommendedItem[];
  /** Absent where the answer is not personal: popular and similar items. */
  average?: AverageScore;
  /** `popularity` where the answer is not personal, else `null`. */
  fallback: 'popularity' | null;
}
