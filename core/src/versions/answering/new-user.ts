import type { PublishedModel } from '../../contract/published-model.js';
import {
  foldInUser,
  scoreAverageFolded,
  scoreFolded,
  type FoldedRow,
  type Liking,
} from '../../model/answers/fold-in.js';
import { averageItem } from '../../model/answers/average-item.js';
import { topItems } from '../../model/answers/recommend.js';
import { listPlaces, type ListedPlaces } from './listed-places.js';
import type { RankedItem, ScoreParts } from './ranking.js';

/** The best items for a new user. All likings are solved together, so a score cannot be split into parts per liking. */
export interface NewUserRanking {
  items: Omit<RankedItem, 'contributions' | 'bias'>[];
  average: Omit<ScoreParts, 'contributions'>;
  /** The row that the user was given. */
  user: FoldedRow;
}

/**
 * The best items for a user the model was not trained on (`foldInUser`), without the liked and disliked ones.
 *
 * @throws ModelError as `foldInUser` and `topItems` do
 */
export function rankForNewUser(
  model: PublishedModel,
  likings: readonly Liking[],
  places: ListedPlaces,
): NewUserRanking {
  const { embeddings } = model;
  const user = foldInUser(embeddings, likings);
  const asked = new Set(likings.map(({ item }) => item));
  const average = scoreAverageFolded(embeddings, user);
  const scores = scoreFolded(embeddings, user);
  const isExcluded = (item: number) => asked.has(item) || places.isLeftOut?.(item) === true;
  return {
    items: listPlaces(places, (count) => topItems(scores, count, isExcluded)).map(({ rank, listed }) => {
      const { item: index, score } = listed;
      return { index, rank, item: model.items[index]!, score, aboveAverage: score - average, known: false };
    }),
    average: { score: average, bias: averageItem(embeddings).bias },
    user,
  };
}
