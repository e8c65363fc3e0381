import * as z from 'zod/mini';
import { reasonKinds } from '../reason.js';
import { byId, knownMode } from './fields.js';
import {
  describedItemRequest,
  everyUserQuery,
  genreQuery,
  similarQuery,
  tastesRequest,
  userQuery,
} from './recommendation-requests.js';
import { defineRoute, requestBytes } from './route.js';

/** One taste of a request: a user or an item of the model, and how much of it (negative steers away). */
export type TasteRequest = Omit<NamedTaste, 'title'>;
/** A taste in a reply, in the model's own spelling. */
export type NamedTaste = z.output<typeof tasteView>;
/** Whether items that a liked user is already connected with are candidates (*include*) or left out (*exclude*). */
export type KnownMode = z.output<typeof knownMode>;
/** One recommended item. */
export type RecommendedItem = z.output<typeof recommendedItem>;
/** The reply to every question about recommendations. */
export type RecommendationsView = z.output<typeof recommendationsView>;

const tasteView = z.object({
  user: z.optional(z.string()),
  item: z.optional(z.string()),
  /** The item's title. Absent for a user, and if the item has none. */
  title: z.exactOptional(z.string()),
  weight: z.number(),
});

/** One reason why an item is recommended; `name` and `amount` depend on the kind. */
const reasonView = z.object({
  kind: z.enum(reasonKinds),
  name: z.string(),
  amount: z.number(),
  /** Of a column: whether the item's number is above or below the mean. */
  level: z.exactOptional(z.enum(['high', 'low'])),
});

const recommendedItem = z.object({
  /** Counts from 1, and over the places that `offset` skips. */
  rank: z.number(),
  item: z.string(),
  /** What people call it. Absent if it has no title, or if not all readers of the model may see it. */
  title: z.exactOptional(z.string()),
  score: z.number(),
  /** `score` minus the score of the average item. Absent if the answer has no `average`. */
  aboveAverage: z.exactOptional(z.number()),
  /** Whether one of the requested users is already connected with it in the data. */
  known: z.boolean(),
  /** What each taste adds to the score, in the order of the request; together with `bias` they add up to `score`. */
  contributions: z.exactOptional(z.array(z.number())),
  /** The part of the score that comes from the item's own popularity. */
  bias: z.exactOptional(z.number()),
  /** Why it is recommended, the weightiest reason first. Only if the request asked `why`; empty if nothing can be said. */
  reasons: z.exactOptional(z.array(reasonView)),
  /** The reasons in words. Absent if there are none. */
  why: z.exactOptional(z.string()),
});

/**
 * The score of the model's average item for the same request: the mean of all items' scores, known or not. A raw score
 * has no natural zero; after subtracting this, zero means "like the average item".
 */
const averageScore = z.object({
  score: z.number(),
  /** For each taste, in the order of the request; with `bias` they add up to `score`. Absent for a new user. */
  contributions: z.exactOptional(z.array(z.number())),
  bias: z.number(),
});

/** The reply to every question about recommendations. */
export const recommendationsView = z.object({
  model: z.string(),
  version: z.string(),
  number: z.number(),
  user: z.exactOptional(z.string()),
  item: z.exactOptional(z.string()),
  /** The title of `item`. */
  title: z.exactOptional(z.string()),
  tastes: z.exactOptional(z.array(tasteView)),
  known: knownMode,
  /** Absent if the answer is not personal, as for popular and similar items. */
  average: z.exactOptional(averageScore),
  items: z.array(recommendedItem),
  /** Names in `allow` and `exclude` that the model does not have. Absent if it has them all. */
  unknownItems: z.exactOptional(z.array(z.string())),
  /** `popularity` if popular items stand in for a personal answer, else `null`. */
  fallback: z.nullable(z.literal('popularity')),
});

/** A user who would like an item. */
const interestedUser = z.object({
  /** Counts from 1. */
  rank: z.number(),
  user: z.string(),
  score: z.number(),
  /** `score` minus what the user's average item gets; the list is in this order. */
  aboveAverage: z.number(),
});

/** The reply to a question about an item that the model does not have. */
export const describedItemView = z.extend(recommendationsView, {
  /** Who would like it more than their average item, most first: at most `count`; `offset` does not apply. */
  users: z.array(interestedUser),
});
export type DescribedItemView = z.output<typeof describedItemView>;

/** Items for one user. */
export const recommendForUser = defineRoute({
  method: 'GET',
  path: '/api/models/{id}/recommendations',
  summary:
    '`known=exclude` discovers, `include` names the best; `fallback=popularity` answers an unknown user with popular items',
  params: byId,
  query: userQuery,
  status: 200,
  reply: recommendationsView,
  errors: ['model-not-found', 'not-trained', 'unknown-user', 'unknown-tag', 'conflict'],
  right: ['read', 'version'],
  bounds: { bodyBytes: 0 },
  quota: 'recommend',
});

/** Items for several tastes. */
export const recommendForTastes = defineRoute({
  method: 'POST',
  path: '/api/models/{id}/recommendations',
  summary: 'several tastes: `{tastes: [{user or item, weight}], count, known}`; a negative weight steers away',
  params: byId,
  body: { kind: 'json', schema: tastesRequest },
  status: 200,
  reply: recommendationsView,
  errors: [
    'model-not-found',
    'not-trained',
    'unknown-user',
    'unknown-item',
    'unknown-tag',
    'invalid-parameters',
    'conflict',
  ],
  right: ['read', 'version'],
  bounds: { bodyBytes: requestBytes },
  quota: 'recommend',
});

/** What both files of all users have in common. */
const everyUser = {
  params: byId,
  query: everyUserQuery,
  status: 200,
  errors: ['model-not-found', 'not-trained', 'unknown-tag', 'conflict'],
  right: ['read', 'version'],
  bounds: { bodyBytes: 0 },
  quota: 'recommend',
} as const;

/** Items for every user, as a table. */
export const recommendAsCsv = defineRoute({
  method: 'GET',
  path: '/api/models/{id}/recommendations.csv',
  summary: 'for every user of the model: a file with one row per user and place',
  download: 'text/csv',
  ...everyUser,
});

/** Items for every user, as JSON objects. */
export const recommendAsJsonl = defineRoute({
  method: 'GET',
  path: '/api/models/{id}/recommendations.jsonl',
  summary: 'the same rows, each a JSON object on its own line',
  download: 'application/x-ndjson',
  ...everyUser,
});

/** Items like one item. */
export const recommendSimilar = defineRoute({
  method: 'GET',
  path: '/api/models/{id}/similar',
  summary: 'items like this one',
  params: byId,
  query: similarQuery,
  status: 200,
  reply: recommendationsView,
  errors: ['model-not-found', 'not-trained', 'unknown-item', 'unknown-tag', 'conflict'],
  right: ['read', 'version'],
  bounds: { bodyBytes: 0 },
  quota: 'recommend',
});

/** Items like one that the model does not have. */
export const recommendLikeDescribed = defineRoute({
  method: 'POST',
  path: '/api/models/{id}/similar',
  summary:
    'a new item by its description: `{description: {tags, numbers}, count}`; items like it, and who would like it',
  params: byId,
  body: { kind: 'json', schema: describedItemRequest },
  status: 200,
  reply: describedItemView,
  errors: ['model-not-found', 'not-trained', 'unknown-tag', 'invalid-parameters', 'conflict'],
  right: ['read', 'version'],
  bounds: { bodyBytes: requestBytes },
  quota: 'recommend',
});

/** Items for one user of the default model. */
export const recommendByDefault = defineRoute({
  method: 'GET',
  path: '/api/recommendations',
  summary: 'the same question to the default model',
  query: genreQuery,
  status: 200,
  reply: recommendationsView,
  errors: ['no-model', 'model-not-found', 'not-trained', 'unknown-user', 'unknown-tag', 'conflict'],
  right: ['read', 'defaultModel'],
  bounds: { bodyBytes: 0 },
  quota: 'recommend',
});

/** The routes that ask one model, by name. */
export const recommendationRoutes = {
  recommendForUser,
  recommendForTastes,
  recommendAsCsv,
  recommendAsJsonl,
  recommendSimilar,
  recommendLikeDescribed,
};

/** The routes that ask the default model, by name. */
export const defaultRoutes = { recommendByDefault };
