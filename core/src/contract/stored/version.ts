import * as z from 'zod/mini';
import { cause } from './cause.js';
import { countedRecord } from './counted.js';
import { kernelName, modelConfiguration, modelMetrics } from './model.js';
import { collection, list, record, slices } from './shapes.js';

/** `/versions/{model}/{version}/provenance`: what the version was made from, and by which code. */
const provenance = record({
  dataset: z.string(),
  rowsVersion: z.number(),
  basis: z.string(),
  /** Digest of the merged interactions. */
  data: z.string(),
  /** Digest of embeddings and biases; training on the same data gives the same digest. */
  embeddings: z.string(),
  configuration: modelConfiguration,
  revision: z.number(),
  codeVersion: z.string(),
  /** LightFM's kernel that computed it. Absent for other methods, and in versions of code version 1: `reference`. */
  kernel: z.exactOptional(record({ name: kernelName, note: z.exactOptional(z.string()) })),
  /** How many epochs it was trained for, if `earlyStopping` chose the number. */
  epochs: z.exactOptional(z.number()),
  fence: z.number(),
  /** The number of rows behind the interactions. */
  rows: z.number(),
  users: z.number(),
  items: z.number(),
  /** How many more items it has of which only a description is known; absent if none. */
  coldItems: z.exactOptional(z.number()),
  interactions: z.number(),
  /** The row minimum that `auto` chose. */
  minimumRows: z.number(),
  /** Which ratings are likes, and on which scale; absent where each row is a like. */
  likes: z.exactOptional(
    record({
      likedFrom: z.number(),
      dislikedTo: z.exactOptional(z.number()),
      scale: z.exactOptional(record({ lowest: z.number(), highest: z.number() })),
    }),
  ),
  /**
   * The columns whose numbers described the items, in the order of their weights: `itemFeatures` without judgements. Absent if
   * the method used none, and in versions made before this was kept.
   */
  described: z.exactOptional(list(z.string())),
  startedAt: z.number(),
  /** Milliseconds of each step. */
  timings: collection(z.number()),
  /** What is in it more than in the version before, in sentences for people to read. */
  cause: z.string(),
  /** The same as data; absent in versions of earlier releases, and empty if a later one wrote them. */
  causes: z.exactOptional(z.catch(list(cause), [])),
  /** The version before, which the causes compare it with. */
  before: z.exactOptional(z.string()),
  /** Which changes are in it; absent in versions of earlier releases. */
  counted: z.exactOptional(countedRecord),
});
export type Provenance = z.infer<typeof provenance>;

const regularisation = z.number();

/** What solving for a new user takes beside the embeddings: `FoldInTerms`. */
const foldInTerms = z.discriminatedUnion('method', [
  record({ method: z.literal('softmax'), regularisation, meanUserWeight: z.number(), meanItemWeight: z.number() }),
  record({ method: z.literal('ials'), regularisation, unobservedWeight: z.number() }),
  record({
    method: z.literal('regression'),
    regularisation,
    /** The database does not store empty lists. */
    featureScales: z._default(list(z.number()), []),
  }),
  record({ method: z.literal('neighbours') }),
]);

/** How the rows of one side are predicted from descriptions. The database does not store empty lists. */
const describedSide = {
  /** The numbers, with how they are standardised. */
  numbers: z._default(
    list(record({ column: z.string(), mean: z.number(), deviation: z.number(), unit: z.number() })),
    [],
  ),
  /** All tags, as JSON: for each the name of its column, then its own. */
  tags: slices,
  /** The tags behind the numbers: places in `tags`. */
  learned: z._default(list(z.number()), []),
  /** Row-major (1 + numbers + learned tags) × (components + 1). */
  weights: slices,
};

/** What describes a version's items and users. */
export const storedDescriptions = record({
  items: z.exactOptional(
    record({
      ...describedSide,
      /** The tags of each item: places in `tags`, as CSR rows over the items. */
      taggedIndptr: slices,
      taggedIndices: slices,
      /** The standardised numbers of the cold items, and the shares of their tags. */
      coldNumbers: slices,
      coldShares: slices,
    }),
  ),
  users: z.exactOptional(record(describedSide)),
});
export type StoredDescriptions = z.infer<typeof storedDescriptions>;

/** `/versions/{model}/{version}`. Arrays are base64 of little-endian float32 or int32, cut into slices. */
export const versionRecord = record({
  /** The version of this record's form; absent means 1. */
  format: z.exactOptional(z.literal(1)),
  /** Made while its data set was private: closed to all but members, also once that is public. */
  private: z.exactOptional(z.literal(true)),
  provenance,
  /** The database does not store `null`: absent if nothing could be measured. */
  metrics: z._default(z.nullable(modelMetrics), null),
  noComponents: z.number(),
  users: slices,
  items: slices,
  itemEmbeddings: slices,
  itemBiases: slices,
  userEmbeddings: slices,
  userBiases: slices,
  knownIndptr: slices,
  knownIndices: slices,
  /** Absent if every known pair is a like of weight 1, and in versions made before this was kept. */
  knownWeights: z.exactOptional(slices),
  popularity: slices,
  /** How many users like each item; absent where all who are connected with it do, and in versions before it was stored. */
  likers: z.exactOptional(slices),
  /** Absent where the method has none, and in versions before it was stored. */
  foldIn: z.exactOptional(foldInTerms),
  /** Absent if nothing describes items or users, and in versions before it was stored. */
  descriptions: z.exactOptional(storedDescriptions),
});
export type VersionRecord = z.infer<typeof versionRecord>;

/**
 * `/titles/{model}/{version}`: the titles of a version's items, as they were when it was made. They have a path of their own
 * because they may be read only while the data set that they come from may be.
 */
export const itemTitles = record({
  /** The data set that they come from. */
  dataset: z.string(),
  /** Read while that was private: closed to all but its members, also once it is public. */
  private: z.exactOptional(z.literal(true)),
  /** How often rows of that had been erased when they were read; absent means never. */
  erased: z.exactOptional(z.number()),
  /** A list in the order of the version's items, as JSON; empty texts for items without a title. */
  titles: slices,
  /** The same for the items that the version leaves out, in their order. May be shorter; absent if none of them has a title. */
  leftOut: z.exactOptional(slices),
});
export type ItemTitles = z.infer<typeof itemTitles>;

/**
 * `/leftOut/{model}/{version}`: the items below the version's row minimum, the most frequent first. They have a path of their own
 * because nothing but a name that was not found needs them. Absent if none is.
 */
export const leftOutRecord = record({
  /** Their names, as JSON. */
  names: slices,
  /** The number of rows of each: base64 of little-endian int32. */
  rows: slices,
});
export type LeftOutRecord = z.infer<typeof leftOutRecord>;
