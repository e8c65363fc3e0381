import * as z from 'zod';
import { serviceDefaults } from '../model/parameters.js';
import { limits } from './limits.js';
import { parameterSchemas } from './parameter-schemas.js';
import type { ModelConfiguration } from './stored/model.js';
import { defaultWeight, weightOptions } from './weights.js';

/** What callers send, checked once at the border. Unknown fields are refused, so that a typing error is no silence. */

const headerWords = 'must be true, false or detect';

const flag = z
  .enum(['true', 'false', '1', '0', 'yes', 'no', 'on', 'off', 'none', 'detect', ''], headerWords)
  .transform((word) => (word === '' || word === 'detect' ? 'detect' : ['true', '1', 'yes', 'on'].includes(word)));

const name = z.string().trim().max(limits.nameCharacters);
const description = z.string().trim().max(limits.descriptionCharacters);
const visibility = z.enum(['public', 'private']);
const whole = z.number().int();

/** The text fields of a multipart upload. An empty field counts as absent. */
export const uploadFields = z.strictObject({
  name: name.optional(),
  description: description.optional(),
  delimiter: z.string().max(20).optional(),
  header: flag.optional(),
  encoding: z.string().max(40).optional(),
  visibility: z.preprocess((value) => (value === '' ? undefined : value), visibility.optional()),
});

/** `POST /api/uploads`. */
export const uploadStart = z.strictObject({
  fileName: z.string().min(1).max(limits.nameCharacters),
  bytes: whole.min(1).max(limits.uploadInPartsBytes),
  name: name.optional(),
  description: description.optional(),
  delimiter: z.string().max(20).optional(),
  header: z.union([z.boolean(), flag], headerWords).optional(),
  encoding: z.string().max(40).optional(),
  visibility: visibility.optional(),
});

/** `PATCH /api/datasets/{id}`. */
export const datasetChange = z
  .strictObject({
    name: name.min(1).optional(),
    description: description.optional(),
    visibility: visibility.optional(),
  })
  .refine(
    (change) => Object.keys(change).length > 0,
    'changes nothing. Send at least one of name, description, visibility',
  );

/** `PATCH /api/datasets/{id}/rows/{index}`: column names and values. */
export const rowChange = z.record(z.string(), z.unknown());

/** `POST /api/datasets/{id}/rows`. */
export const rowsAppend = z.strictObject({
  rows: z.array(z.record(z.string(), z.unknown())).min(1).max(limits.rowsPerAppend),
});

const number = z.coerce.number();
const count = number.int().min(1).max(limits.rowsPerReply);

/** `GET /api/datasets/{id}/rows`. */
export const rowsQuery = z
  .strictObject({
    position: z.enum(['first', 'last', 'random']).optional(),
    seed: number.int().optional(),
    start: number.int().min(0).optional(),
    count: count.default(10),
  })
  .refine(
    ({ position, seed, start }) => start === undefined || (position === undefined && seed === undefined),
    'asks for a place twice. Send start, or position (with seed, for random), not both',
  );

/** `GET /api/datasets`. */
export const listQuery = z.strictObject({
  after: z.string().max(200).optional(),
  count: number.int().min(1).max(200).default(100),
});

const merge = z
  .strictObject({ side: z.enum(['user', 'item']), from: z.string().min(1), into: z.string().min(1) })
  .refine(({ from, into }) => from !== into, 'must name two different spellings');

/**
 * `PUT /api/models/{id}`. Parameters have LightFM's names in camelCase; LightFM's own spelling with underscores is
 * taken too.
 */
export const modelDefinition = z.preprocess(
  camelCaseKeys,
  z.strictObject({
    dataset: z.string().min(1).max(200),
    user: z.string().min(1),
    item: z.string().min(1),
    rating: z.string().min(1).nullish(),
    itemFeatures: z
      .array(z.string().min(1))
      .max(limits.itemFeatures)
      .refine((names) => new Set(names).size === names.length, 'must name each column once')
      .optional(),
    weight: z.enum(weightOptions).optional(),
    minimumRows: z.union([z.literal('auto'), whole.min(1)], 'must be "auto" or a whole number from 1').optional(),
    merges: z.array(merge).max(limits.merges).optional(),
    earlyStopping: whole.min(1).max(500).optional(),
    kernel: z.enum(['fast', 'exact', 'reference']).optional(),
    ...parameterSchemas(),
  }),
);

/** `PUT /api/models/{id}/current`. */
export const currentChange = z
  .strictObject({ version: z.string().min(1).max(100).optional(), pinned: z.boolean().optional() })
  .refine((change) => Object.keys(change).length > 0, 'changes nothing. Send version, pinned or both');

const known = z.enum(['exclude', 'include']).default('exclude');
const wanted = number.int().min(1).max(limits.recommendations).default(10);

/** `GET /api/models/{id}/recommendations`. */
export const recommendationQuery = z.strictObject({
  user: z.string().min(1),
  count: wanted,
  known,
  fallback: z.enum(['none', 'popularity']).default('none'),
});

/** `GET /api/recommendations`. */
export const genreQuery = z.strictObject({
  genre: z.string().min(1),
  count: wanted,
  known,
  fallback: z.enum(['none', 'popularity']).default('none'),
});

const taste = z
  .strictObject({
    user: z.string().min(1).optional(),
    item: z.string().min(1).optional(),
    weight: z.number().min(-limits.tasteWeight).max(limits.tasteWeight).default(1),
  })
  .refine(({ user, item }) => (user === undefined) !== (item === undefined), 'must name either a user or an item');

/** `POST /api/models/{id}/recommendations`. */
export const tastesRequest = z
  .strictObject({
    tastes: z.array(taste).min(1).max(limits.tastes),
    count: whole.min(1).max(limits.recommendations).default(10),
    known,
    /** Whether the tastes are those of one user whom the model was not trained on. */
    newUser: z.boolean().default(false),
  })
  .refine(({ newUser, tastes }) => !newUser || tastes.every(({ user }) => user === undefined), {
    message: 'must name items only where newUser is true: what a new user likes and dislikes',
    path: ['tastes'],
  });

/** `GET /api/models/{id}/similar`. */
export const similarQuery = z.strictObject({ item: z.string().min(1), count: wanted });

/** A model's configuration from what a request gave, with the defaults in the place of what it left out. */
export function toConfiguration(definition: z.infer<typeof modelDefinition>): ModelConfiguration {
  const {
    dataset,
    user,
    item,
    rating,
    itemFeatures = [],
    merges = [],
    weight,
    minimumRows,
    ...given
  } = definition as Partial<Omit<ModelConfiguration, 'rating'>> & {
    dataset: string;
    user: string;
    item: string;
    rating?: string | null | undefined;
  };
  const loss = given.loss ?? serviceDefaults.loss;
  return {
    ...serviceDefaults,
    ...given,
    dataset,
    user,
    item,
    ...(rating ? { rating } : {}),
    // The database keeps no empty list, and what it keeps is held against this.
    ...(itemFeatures.length > 0 ? { itemFeatures } : {}),
    ...(merges.length > 0 ? { merges } : {}),
    weight: weight ?? defaultWeight(loss, Boolean(rating)),
    minimumRows: minimumRows ?? 'auto',
  };
}

function camelCaseKeys(body: unknown): unknown {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return body;
  return Object.fromEntries(
    Object.entries(body).map(([key, value]) => [
      key.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase()),
      value,
    ]),
  );
}
