import type { PublishedModel } from '../../contract/published-model.js';
import { similarItems } from '../../model/answers/recommend.js';
import { listPlaces, type ListedPlaces } from './listed-places.js';

/** An item similar to another one. */
export interface SimilarItem {
  /** Row of the item in the model. */
  index: number;
  /** Counts from 1. */
  rank: number;
  /** The item's name. */
  item: string;
  /** Cosine of the two embeddings, from −1 to 1. */
  score: number;
}

/**
 * The items whose embeddings point most nearly the same way as that of item `index`, best first, without that item.
 *
 * @throws ModelError as `similarItems` does
 */
export function rankSimilar({ embeddings, items }: PublishedModel, index: number, places: ListedPlaces): SimilarItem[] {
  const similar = listPlaces(places, (count) => similarItems(embeddings, index, count, places.isLeftOut));
  return similar.map(({ rank, listed: { item, score } }) => ({ index: item, rank, item: items[item]!, score }));
}
