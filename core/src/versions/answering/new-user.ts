import type { PublishedModel } from '../../contract/published-model.js';
import { averageItem } from '../../model/answers/average-item.js';
import { scoreAverageFolded, scoreFolded, type FoldedRow, type Liking } from '../../model/answers/fold-in.js';
import { popularStart, popularityWeight, popularityWorth } from '../../model/answers/popular-start.js';
import { topItems } from '../../model/answers/recommend.js';
import { foldInByTerms } from '../../model/methods/fold-in/fold-in-by-terms.js';
import type { Embeddings } from '../../model/state.js';
import { lengthened } from '../descriptions/lengthened.js';
import { listPlaces, type ListedPlaces } from './listed-places.js';
import type { RankedItem, ScoreParts } from './ranking.js';
import { warmItems, warmPart } from './warm-part.js';

/**
 * The best items for a new user. All likings are solved together, so a score has no part per liking: `bias` is what it
 * would be without any, popularity included, and the rest is what they add.
 */
export interface NewUserRanking {
  items: Omit<RankedItem, 'contributions'>[];
  average: Omit<ScoreParts, 'contributions'>;
  /** The row that the user was given. */
  user: FoldedRow;
}

/**
 * The best items for a user the model was not trained on, without the liked and disliked ones: by the row that the model's
 * own method solves for (`foldInByTerms`), and by what is popular while likes are few (`popularStart`).
 *
 * @throws ModelError as `foldInByTerms` and `topItems` do
 */
export function rankForNewUser(
  model: PublishedModel,
  likings: readonly Liking[],
  places: ListedPlaces,
): NewUserRanking {
  const { embeddings } = model;
  const { scores, popular, average, user } = scoreForNewUser(model, likings);
  const asked = new Set(likings.map(({ item }) => item));
  const isExcluded = (item: number) => asked.has(item) || places.isLeftOut?.(item) === true;
  return {
    items: listPlaces(places, (count) => topItems(scores, count, isExcluded)).map(({ rank, listed }) => {
      const { item: index, score } = listed;
      const bias = embeddings.itemBiases[index]! + popular[index]!;
      return { index, rank, item: model.items[index]!, score, aboveAverage: score - average, known: false, bias };
    }),
    average: { score: average, bias: averageItem(embeddings).bias },
    user,
  };
}

/** The scores of all items for a new user, what popularity adds to each, and the average item's score, to which it adds 0. */
export function scoreForNewUser(model: PublishedModel, likings: readonly Liking[]) {
  const { embeddings } = model;
  const user = foldNewUser(model, likings);
  const own = scoreFolded(embeddings, user);
  const liked = new Set(likings.filter(({ weight }) => weight > 0).map(({ item }) => item));
  const popular = popularStart(own, likersOf(model), popularityWeight(liked.size) * worthOf(model));
  const scores = own.map((score, item) => score + popular[item]!);
  return { scores, popular, average: scoreAverageFolded(embeddings, user), user };
}

/** The row that the model's own method solves for, over the items that it was trained on and the cold ones that are liked. */
function foldNewUser(model: PublishedModel, likings: readonly Liking[]): FoldedRow {
  const { embeddings, items } = warmPart(model);
  const cold = likings.map(({ item }) => item).filter((item) => item >= items.length);
  const terms = model.foldIn ?? null;
  if (cold.length === 0) return foldInByTerms(embeddings, likings, terms);
  const rowOf = (item: number) => (item < items.length ? item : items.length + cold.indexOf(item));
  const moved = likings.map(({ item, weight }) => ({ item: rowOf(item), weight }));
  return foldInByTerms(withItems(embeddings, model.embeddings, cold), moved, terms);
}

/** Embeddings with some rows of others behind them. */
function withItems(embeddings: Embeddings, all: Embeddings, items: readonly number[]): Embeddings {
  const { noComponents: d } = all;
  const rows = Float32Array.from({ length: items.length * d }, (_, at) => {
    return all.itemEmbeddings[items[Math.floor(at / d)]! * d + (at % d)]!;
  });
  const biases = Float32Array.from(items, (item) => all.itemBiases[item]!);
  return {
    ...embeddings,
    itemEmbeddings: lengthened(embeddings.itemEmbeddings, rows),
    itemBiases: lengthened(embeddings.itemBiases, biases),
  };
}

const worths = new WeakMap<PublishedModel, number>();

/** Computed once for each model, because a model's numbers do not change. */
function worthOf(model: PublishedModel): number {
  const worth = worths.get(model) ?? popularityWorth(model.known.indices, warmItems(model));
  worths.set(model, worth);
  return worth;
}

/** How many users like each item. */
function likersOf({ items, known, likers }: PublishedModel): ArrayLike<number> {
  if (likers !== undefined) return likers;
  const counts = new Float64Array(items.length);
  for (const item of known.indices) counts[item]!++;
  return counts;
}
