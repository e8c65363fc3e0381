import type {
  DescribedItemView,
  KnownMode,
  RecommendationsView,
  RecommendedItem,
  TasteRequest,
} from '@segue/core/contract/api/recommendations';
import { titleOf, type PublishedModel } from '@segue/core/contract/published-model';
import { rankForDescribedUser, rankLikeDescribed, rankUsers } from '@segue/core/versions/answering/by-description';
import { rankForNewUser } from '@segue/core/versions/answering/new-user';
import { rankPopular, rankTastes, type RankedItem, type Ranking } from '@segue/core/versions/answering/ranking';
import type { ListedPlaces } from '@segue/core/versions/answering/listed-places';
import { rankSimilar } from '@segue/core/versions/answering/similar';
import { explainItems } from './explain.js';
import { readListing, type Listing } from './listing.js';
import type { LoadedModel } from './load-model.js';
import { resolveName, resolveTaste, tasteByName } from './resolve-names.js';
import { resolveDescription, type DescriptionRequest } from './resolve-tags.js';

/** A question whose answer can say why. */
type Question = Listing & { why?: boolean };

/**
 * Items for one user of the model.
 * @throws unknown-tag; unknown-user with the nearest names, unless the request accepts popular items as a fallback
 */
export function recommendForUser(
  loaded: LoadedModel,
  question: Question & { user: string; known: KnownMode; fallback: 'none' | 'popularity' },
): RecommendationsView {
  const { published, names } = loaded;
  const { user, known, fallback } = question;
  if (fallback === 'popularity' && names.find('user', user) === null) return popularItems(loaded, question);
  const index = resolveName(loaded, 'user', user);
  const { places, notes } = readListing(loaded, question);
  const { items, average } = rankForUser(loaded, index, { known, ...places });
  const explained = explainItems(loaded, question, { tastes: [{ kind: 'user', index, weight: 1 }] });
  return {
    ...head(loaded, known),
    user: published.users[index]!,
    items: items.map((item) => ({ ...personal(loaded, item), ...explained(item.index) })),
    ...notes,
    average,
    fallback: null,
  };
}

/** The ranking for the user in a row of the model. */
export function rankForUser(
  { published }: LoadedModel,
  index: number,
  places: ListedPlaces & { known: KnownMode },
): Ranking {
  return rankTastes(published, { tastes: [{ kind: 'user', index, weight: 1 }], ...places });
}

/**
 * Items for several tastes at once, with what each adds to the score. A negative weight steers away from a taste. The
 * answer never contains items that the request names.
 * @throws unknown-user, unknown-item, unknown-tag
 */
export function recommendForTastes(
  loaded: LoadedModel,
  question: Question & { tastes: TasteRequest[]; known: KnownMode },
): RecommendationsView {
  const { known } = question;
  const tastes = question.tastes.map((taste) => resolveTaste(loaded, taste));
  const { places, notes } = readListing(loaded, question);
  const { items, average } = rankTastes(loaded.published, { tastes, known, ...places });
  const explained = explainItems(loaded, question, { tastes });
  return {
    ...head(loaded, known),
    tastes: tastes.map((taste) => tasteByName(loaded, taste)),
    items: items.map((item) => ({
      ...personal(loaded, item),
      contributions: item.contributions,
      bias: item.bias,
      ...explained(item.index),
    })),
    ...notes,
    average,
    fallback: null,
  };
}

/**
 * Items for a user the model was not trained on, from the items they like (weight > 0) and dislike (weight < 0). The
 * answer does not contain those items.
 * @throws unknown-item, unknown-tag
 */
export function recommendForNewUser(
  loaded: LoadedModel,
  question: Question & { tastes: TasteRequest[] },
): RecommendationsView {
  const tastes = question.tastes.map((taste) => resolveTaste(loaded, taste));
  const likings = tastes.map(({ index, weight }) => ({ item: index, weight }));
  const { places, notes } = readListing(loaded, question);
  const { items, average, user } = rankForNewUser(loaded.published, likings, places);
  const explained = explainItems(loaded, question, { tastes, newUser: user });
  return {
    ...head(loaded, 'exclude'),
    tastes: tastes.map((taste) => tasteByName(loaded, taste)),
    items: items.map((item) => ({ ...personal(loaded, item), bias: item.bias, ...explained(item.index) })),
    ...notes,
    average,
    fallback: null,
  };
}

/**
 * Items whose embeddings point the same way.
 * @throws unknown-item, unknown-tag
 */
export function recommendSimilar(loaded: LoadedModel, question: Listing & { item: string }): RecommendationsView {
  const { published } = loaded;
  const index = resolveName(loaded, 'item', question.item);
  const { places, notes } = readListing(loaded, question);
  const similar = rankSimilar(published, index, places);
  return {
    ...head(loaded, 'include'),
    ...named(published, index),
    items: similar.map(({ index: row, rank, score }) => ({ rank, ...named(published, row), score, known: false })),
    ...notes,
    fallback: null,
  };
}

/**
 * Items for a user that the model was not trained on, from the user's tags.
 * @throws invalid-parameters, unknown-tag
 */
export function recommendForDescribedUser(
  loaded: LoadedModel,
  question: Question & { userTags: readonly string[] },
): RecommendationsView {
  const row = resolveDescription(loaded, 'user', { tags: question.userTags });
  const { places, notes } = readListing(loaded, question);
  const { items, average } = rankForDescribedUser(loaded.published, row, places);
  const explained = explainItems(loaded, question, { tastes: [], newUser: row });
  return {
    ...head(loaded, 'exclude'),
    items: items.map((item) => ({ ...personal(loaded, item), bias: item.bias, ...explained(item.index) })),
    ...notes,
    average,
    fallback: null,
  };
}

/**
 * Items like one that the model does not have, from its description, and the users who would like it.
 * @throws invalid-parameters, unknown-tag
 */
export function recommendLikeDescribed(
  loaded: LoadedModel,
  question: Listing & { description: DescriptionRequest },
): DescribedItemView {
  const { published } = loaded;
  const row = resolveDescription(loaded, 'item', question.description);
  const { places, notes } = readListing(loaded, question);
  const similar = rankLikeDescribed(published, row, places);
  return {
    ...head(loaded, 'include'),
    items: similar.map(({ index, rank, score }) => ({ rank, ...named(published, index), score, known: false })),
    users: rankUsers(published, row, question.count),
    ...notes,
    fallback: null,
  };
}

function popularItems(
  loaded: LoadedModel,
  question: Question & { user: string; known: KnownMode },
): RecommendationsView {
  const { places, notes } = readListing(loaded, question);
  const { items } = rankPopular(loaded.published, places);
  const explained = explainItems(loaded, question, { tastes: [] });
  return {
    ...head(loaded, question.known),
    user: question.user,
    items: items.map(({ index, rank, score, known }) => ({
      rank,
      ...named(loaded.published, index),
      score,
      known,
      ...explained(index),
    })),
    ...notes,
    fallback: 'popularity',
  };
}

function head({ id, version, number }: LoadedModel, known: KnownMode) {
  return { model: id, version, number, known };
}

function personal({ published }: LoadedModel, ranked: Omit<RankedItem, 'contributions' | 'bias'>): RecommendedItem {
  const { index, rank, score, aboveAverage, known } = ranked;
  return { rank, ...named(published, index), score, aboveAverage, known };
}

/** An item by its name, and its title if it has one. */
function named(published: PublishedModel, index: number): { item: string; title?: string } {
  const title = titleOf(published, index);
  return { item: published.items[index]!, ...(title !== null && { title }) };
}
