import type { DescribedSide } from '../../contract/descriptions.js';
import type { PublishedModel } from '../../contract/published-model.js';
import { scoreAverageFolded, scoreFolded, type FoldedRow } from '../../model/answers/fold-in.js';
import { averageItem } from '../../model/answers/average-item.js';
import { cosines, dot, topItems } from '../../model/answers/recommend.js';
import { rowsByDescription } from '../../model/descriptions/attribute-map.js';
import { listPlaces, type ListedPlaces } from './listed-places.js';
import type { NewUserRanking } from './new-user.js';
import type { SimilarItem } from './similar.js';

/** What is known of an item or a user that the model does not have. */
export interface KnownDescription {
  /** By column; what is left out counts as unknown. */
  readonly numbers: Readonly<Record<string, number>>;
  /** Places in the tags of the side. */
  readonly tags: ReadonlySet<number>;
}

/** A user who would like a new item. */
export interface InterestedUser {
  /** Counts from 1. */
  rank: number;
  user: string;
  score: number;
  /** `score` minus what the user's average item gets. */
  aboveAverage: number;
}

/** The row that is predicted from a description. */
export function rowByDescription({ map, numbers, learned }: DescribedSide, known: KnownDescription): FoldedRow {
  const values = Float64Array.from([
    ...numbers.map((column) => known.numbers[column] ?? NaN),
    ...learned.map((tag) => (known.tags.has(tag) ? 1 : 0)),
  ]);
  const described = { items: 1, columns: values.length, values, tags: learned.length };
  const { embeddings, biases } = rowsByDescription(map, described);
  return { embedding: embeddings, bias: biases[0]! };
}

/** The best items for a user of whom only a description is known. */
export function rankForDescribedUser(
  model: PublishedModel,
  user: FoldedRow,
  places: ListedPlaces,
): Omit<NewUserRanking, 'user'> {
  const { embeddings, items } = model;
  const scores = scoreFolded(embeddings, user);
  const average = scoreAverageFolded(embeddings, user);
  return {
    items: listPlaces(places, (count) => topItems(scores, count, places.isLeftOut)).map(({ rank, listed }) => {
      const { item: index, score } = listed;
      const bias = user.bias + embeddings.itemBiases[index]!;
      return { index, rank, item: items[index]!, score, aboveAverage: score - average, known: false, bias };
    }),
    average: { score: average, bias: user.bias + averageItem(embeddings).bias },
  };
}

/** The items whose rows point the same way as that of an item of which only a description is known. */
export function rankLikeDescribed(
  { embeddings, items }: PublishedModel,
  { embedding }: FoldedRow,
  places: ListedPlaces,
): SimilarItem[] {
  const scores = cosines(embeddings.itemEmbeddings, embeddings.noComponents, embedding, 0);
  return listPlaces(places, (count) => topItems(scores, count, places.isLeftOut)).map(({ rank, listed }) => ({
    index: listed.item,
    rank,
    item: items[listed.item]!,
    score: listed.score,
  }));
}

/** The users who would like an item, of which only a description is known, more than their average item; best first. */
export function rankUsers({ embeddings, users }: PublishedModel, item: FoldedRow, count: number): InterestedUser[] {
  const { noComponents: d, userEmbeddings, userBiases } = embeddings;
  const average = averageItem(embeddings);
  const above = users.map((user, index) => {
    const score = userBiases[index]! + item.bias + dot(userEmbeddings, index, item.embedding, 0, d);
    const own = userBiases[index]! + average.bias + dot(userEmbeddings, index, average.embedding, 0, d);
    return { user, score, aboveAverage: score - own };
  });
  const interested = above.filter(({ aboveAverage }) => aboveAverage > 0);
  interested.sort((a, b) => b.aboveAverage - a.aboveAverage);
  return interested.slice(0, count).map((of, place) => ({ rank: place + 1, ...of }));
}
