import type { PublishedModel } from '../../contract/published-model.js';
import { foldInUser, scoreAverageFolded, scoreFolded, type Liking } from '../../model/answers/fold-in.js';
import { averageItem } from '../../model/answers/average-item.js';
import { topItems } from '../../model/answers/recommend.js';
import type { RankedItem, ScoreParts } from './ranking.js';

/** The best items for a new user. The likings are solved together, so no score comes apart into one part a liking. */
export interface NewUserRanking {
  items: Omit<RankedItem, 'contributions' | 'bias'>[];
  average: Omit<ScoreParts, 'contributions'>;
}

/**
 * The best items for a user whom the model was not trained on (`foldInUser`), without those liked and disliked.
 *
 * @throws ModelError as `foldInUser` and `topItems` do
 */
export function rankForNewUser(model: PublishedModel, likings: readonly Liking[], count: number): NewUserRanking {
  const { embeddings } = model;
  const user = foldInUser(embeddings, likings);
  const asked = new Set(likings.map(({ item }) => item));
  const average = scoreAverageFolded(embeddings, user);
  const top = topItems(scoreFolded(embeddings, user), count, (item) => asked.has(item));
  return {
    items: top.map(({ item: index, score }, place) => {
      const item = model.items[index]!;
      return { index, rank: place + 1, item, score, aboveAverage: score - average, known: false };
    }),
    average: { score: average, bias: averageItem(embeddings).bias },
  };
}
