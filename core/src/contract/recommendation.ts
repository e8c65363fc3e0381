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
  /** Whether one of the asked users is already connected with it in the data. */
  known: boolean;
  /** What each taste adds to the score, in the order asked; with `bias` they add up to `score`. */
  contributions?: number[];
  /** The item's own popularity in the score. */
  bias?: number;
}

/** The reply of every question about recommendations. */
export interface RecommendationsView {
  model: string;
  version: string;
  number: number;
  user?: string;
  item?: string;
  tastes?: TasteRequest[];
  known: 'exclude' | 'include';
  items: RecommendedItem[];
  /** `popularity` where the answer is not personal, else `null`. */
  fallback: 'popularity' | null;
}
