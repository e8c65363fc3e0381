import * as z from 'zod/mini';
import { isLightFms } from '../../model/methods/recipe.js';
import { nameFromLightFm, serviceDefaults } from '../../model/parameters.js';
import { limits } from '../limits.js';
import { kernelName, merge, type Merge, type ModelConfiguration, type TitleSource } from '../stored/model.js';
import { modelName } from '../stored/method.js';
import { noThreshold, type Threshold } from '../threshold.js';
import { defaultWeight, weightOptions } from '../weights.js';
import { someText, whole } from './fields.js';
import { parameterSchemas } from './parameter-schemas.js';

const mergeFields = { side: merge.shape.side, from: someText, into: someText } satisfies Record<keyof Merge, unknown>;

const mergeRequest = z
  .strictObject(mergeFields)
  .check(z.refine(({ from, into }) => from !== into, 'must name two different spellings'));

const titlesRequest = z.strictObject({
  dataset: z.optional(someText.check(z.maxLength(200))),
  id: someText,
  title: someText,
});

/** Names of columns, each once. */
// @__NO_SIDE_EFFECTS__
function columnList(most: number) {
  return z.array(someText).check(
    z.maxLength(most),
    z.refine((names) => new Set(names).size === names.length, 'must name each column once'),
  );
}

const definitionFields = z.strictObject({
  dataset: someText.check(z.maxLength(200)),
  user: someText,
  userLists: z.optional(z.boolean()),
  item: someText,
  rating: z.nullish(someText),
  itemFeatures: z.optional(columnList(limits.itemFeatures)),
  itemTags: z.optional(columnList(limits.tagColumns)),
  userTags: z.optional(columnList(limits.tagColumns)),
  weight: z.optional(z.enum(weightOptions)),
  minimumRows: z.optional(
    z.union([z.literal('auto'), z.number().check(z.int(), z.minimum(1))], 'must be "auto" or a whole number from 1'),
  ),
  threshold: z.optional(
    z.union([z.enum(['auto', noThreshold]), z.number()], 'must be "auto", "none" or the least rating of a like'),
  ),
  merges: z.optional(z.array(mergeRequest).check(z.maxLength(limits.merges))),
  earlyStopping: z.optional(whole(1, 500)),
  kernel: z.optional(kernelName),
  model: z.optional(modelName),
  regularisation: z.optional(z.number().check(z.gt(0), z.maximum(1e9))),
  titles: z.optional(titlesRequest),
  ...parameterSchemas(),
});

const definition = definitionFields.check(
  z.refine(({ rating, threshold }) => typeof threshold !== 'number' || Boolean(rating), {
    path: ['threshold'],
    error: 'needs a column of ratings: name it as "rating"',
  }),
);

/**
 * The body of `PUT /api/models/{id}`. Parameters have LightFM's names in camelCase; LightFM's own spelling with
 * underscores is accepted too.
 */
export const modelDefinition = z.pipe(
  z.transform((body: z.input<typeof definition>) => camelCaseKeys(body)),
  definition,
);

/**
 * A model's configuration from a request, with defaults for everything left out: `auto`, unless a setting of LightFM's is
 * named.
 */
export function toConfiguration(request: z.output<typeof modelDefinition>): ModelConfiguration {
  const {
    rating,
    itemFeatures = [],
    itemTags = [],
    userTags = [],
    merges = [],
    weight,
    minimumRows,
    threshold,
    dataset,
    user,
    userLists,
    item,
    titles,
    ...rest
  } = request;
  const given = withoutUndefined(rest);
  const loss = given.loss ?? serviceDefaults.loss;
  const model = given.model ?? (Object.keys(given).some(isOnlyLightFms) ? undefined : 'auto');
  return {
    ...serviceDefaults,
    ...given,
    ...(model !== undefined && { model }),
    dataset,
    user,
    ...(userLists ? { userLists } : {}),
    item,
    ...(rating ? { rating } : {}),
    // The database drops empty lists, and stored definitions are compared with this one.
    ...(itemFeatures.length > 0 ? { itemFeatures } : {}),
    ...(itemTags.length > 0 ? { itemTags } : {}),
    ...(userTags.length > 0 ? { userTags } : {}),
    ...(merges.length > 0 ? { merges } : {}),
    ...(titles && { titles: titlesOf(titles, dataset) }),
    weight: weight ?? (isLightFms(model) ? defaultWeight(loss, Boolean(rating)) : 'none'),
    minimumRows: minimumRows ?? 'auto',
    ...thresholdOf(threshold ?? (isLightFms(model) ? noThreshold : 'auto'), rating),
  };
}

/** The model's own data set is not named, so that both ways to ask for it give the same configuration. */
function titlesOf({ dataset, id, title }: z.output<typeof titlesRequest>, own: string): TitleSource {
  return { ...(dataset !== undefined && dataset !== own && { dataset }), id, title };
}

/** Without ratings there is nothing to compare with a threshold. */
function thresholdOf(
  threshold: Threshold | typeof noThreshold,
  rating: string | null | undefined,
): Pick<ModelConfiguration, 'threshold'> {
  return threshold === noThreshold || !rating ? {} : { threshold };
}

/**
 * Whether only LightFM reads a setting: a request that names one, and no model, asks for LightFM. All methods read the
 * number of components and the seed.
 */
function isOnlyLightFms(name: string): boolean {
  const isParameter = name in serviceDefaults && name !== 'noComponents' && name !== 'randomState';
  return isParameter || name === 'kernel' || name === 'earlyStopping';
}

/** Which columns a request leaves open, for `auto` to propose. An empty list, or `false`, is an answer. */
export function openColumns({ itemFeatures, userLists }: z.output<typeof modelDefinition>): OpenColumns {
  return {
    ...(itemFeatures === undefined && { itemFeatures: true }),
    ...(userLists === undefined && { userLists: true }),
  };
}

/** What a definition may leave open. */
export type OpenColumns = Partial<Record<'itemFeatures' | 'userLists', true>>;

type Defined<T> = { [Key in keyof T]?: Exclude<T[Key], undefined> };

function withoutUndefined<T extends object>(value: T): Defined<T> {
  return Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined)) as Defined<T>;
}

function camelCaseKeys(body: unknown): unknown {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return body;
  return Object.fromEntries(Object.entries(body).map(([key, value]) => [nameFromLightFm(key), value]));
}
