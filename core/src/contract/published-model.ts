import type { FoldInTerms } from '../model/methods/fold-in/fold-in-terms.js';
import type { Embeddings } from '../model/training/train.js';
import type { ModelMetrics } from './stored/model.js';
import type { ItemTitles, Provenance, VersionRecord } from './stored/version.js';
import { decodeDescriptions, encodeDescriptions, type Descriptions } from './descriptions.js';
import { fromBase64, fromSlices, parseNames, toBase64, toSlices, type Slices } from './slices.js';

/** The items each user is connected with in the data, as CSR rows over users. */
export interface KnownItems {
  indptr: Int32Array;
  indices: Int32Array;
  /** By place in `indices`: above 0 a like, below a dislike, 0 neither, by how much it counted. Absent if all are 1. */
  weights?: Float32Array;
}

/** Everything that answering needs from a version, as numbers and names. */
export interface PublishedModel {
  users: readonly string[];
  /** Those with pairs, then those that are only described (`popularity` 0), both sorted by name. */
  items: readonly string[];
  /** The title of each item, empty where it has none. Absent if the reader may not see them, or there are none. */
  titles?: readonly string[];
  embeddings: Embeddings;
  known: KnownItems;
  /** The number of rows behind each item; the fallback ranks popular items by it. */
  popularity: Float32Array;
  /** How many users like each item; absent where all who are connected with it do. */
  likers?: Float32Array;
  /** What solving for a new user takes beside the embeddings; absent where the generic solution serves. */
  foldIn?: FoldInTerms;
  /** What describes items and users, and how rows are predicted from it; absent if nothing does. */
  descriptions?: Descriptions;
}

/** The title of the item in a row of a model; `null` if it has none. */
export function titleOf({ titles }: PublishedModel, item: number): string | null {
  return titles?.[item] || null;
}

/** The version node of a published model. */
export function encodeModel(
  model: PublishedModel,
  provenance: Provenance,
  metrics: ModelMetrics | null,
): VersionRecord {
  const { embeddings } = model;
  return {
    provenance,
    metrics,
    noComponents: embeddings.noComponents,
    users: toSlices(JSON.stringify(model.users)),
    items: toSlices(JSON.stringify(model.items)),
    itemEmbeddings: toSlices(toBase64(embeddings.itemEmbeddings)),
    itemBiases: toSlices(toBase64(embeddings.itemBiases)),
    userEmbeddings: toSlices(toBase64(embeddings.userEmbeddings)),
    userBiases: toSlices(toBase64(embeddings.userBiases)),
    knownIndptr: toSlices(toBase64(model.known.indptr)),
    knownIndices: toSlices(toBase64(model.known.indices)),
    ...(model.known.weights && { knownWeights: toSlices(toBase64(model.known.weights)) }),
    popularity: toSlices(toBase64(model.popularity)),
    ...(model.likers && { likers: toSlices(toBase64(model.likers)) }),
    ...(model.foldIn && { foldIn: storedTerms(model.foldIn) }),
    ...(model.descriptions && { descriptions: encodeDescriptions(model.descriptions) }),
  };
}

/**
 * The model in a version node, as the database or the REST API returned it.
 * @throws Error if users or items are not a list of names
 */
export function decodeModel(record: VersionRecord): PublishedModel {
  return {
    users: decodeNames(record, 'users'),
    items: decodeNames(record, 'items'),
    embeddings: {
      noComponents: record.noComponents,
      itemEmbeddings: new Float32Array(fromBase64(fromSlices(record.itemEmbeddings))),
      itemBiases: new Float32Array(fromBase64(fromSlices(record.itemBiases))),
      userEmbeddings: new Float32Array(fromBase64(fromSlices(record.userEmbeddings))),
      userBiases: new Float32Array(fromBase64(fromSlices(record.userBiases))),
    },
    known: {
      indptr: new Int32Array(fromBase64(fromSlices(record.knownIndptr))),
      indices: new Int32Array(fromBase64(fromSlices(record.knownIndices))),
      ...(record.knownWeights && { weights: new Float32Array(fromBase64(fromSlices(record.knownWeights))) }),
    },
    popularity: new Float32Array(fromBase64(fromSlices(record.popularity))),
    ...(record.likers && { likers: new Float32Array(fromBase64(fromSlices(record.likers))) }),
    ...(record.foldIn && { foldIn: record.foldIn }),
    ...(record.descriptions && { descriptions: decodeDescriptions(record.descriptions) }),
  };
}

/** Lists in a record can be written to. */
function storedTerms(terms: FoldInTerms): NonNullable<VersionRecord['foldIn']> {
  return terms.method === 'regression' ? { ...terms, featureScales: [...terms.featureScales] } : terms;
}

/** The titles of a version's items, as stored beside the version. */
export function encodeTitles(dataset: string, titles: readonly string[]): ItemTitles {
  return { dataset, titles: toSlices(JSON.stringify(titles)) };
}

/**
 * A model with the titles of its items, as stored.
 * @throws Error if they are not a list of names
 */
export function withTitles(model: PublishedModel, titles: Slices): PublishedModel {
  return { ...model, titles: parseNames(titles, 'titles') };
}

function decodeNames(record: VersionRecord, side: 'users' | 'items'): string[] {
  return parseNames(record[side], side);
}
