import type { ModelRecord } from '../contract/model.js';
import { paths } from '../contract/paths.js';
import {
  addInteractions,
  decodeInteractions,
  emptyInteractions,
  encodeInteractions,
  type InteractionSums,
  subtractInteractions,
  summariseInteractions,
} from '../datasets/interactions.js';
import {
  decodeProfile,
  encodeProfile,
  mergeProfiles,
  replaceInProfile,
  summariseProfile,
  type ProfileSummary,
} from '../datasets/profile.js';
import { digest } from './digests.js';
import { columnsOf } from '../versions/model-columns.js';
import type { IndexedRow } from './row-layout.js';
import { increment, type Tree, type Updates } from './ports.js';

/**
 * Something derived from rows that a recount keeps: a summary of each block, as text, and the merge of all of them.
 * Everything lies under a basis, a hash of what it was made from, so that nothing made from other columns or another
 * rows version is ever taken for it.
 */
export interface View {
  name: string;
  summariesPath: string;
  totalPath: string;
  summarise(rows: IndexedRow[]): string;
  /** The merge of the blocks' summaries, in block order. */
  merge(summaries: string[]): string;
  /** *total − old + new*: the bytes that merging all blocks again would give, or `null` where only that can tell. */
  adjust: (total: string, old: string[], fresh: string[]) => string | null;
  /** What of a total lies beside it, to be read without it. */
  beside: (total: string) => { rows?: number };
  /** What is asked for in the write that stores a total. */
  afterStore: Updates;
}

/** The basis of a data set's profile. */
export function profileBasis(dataset: string, rowsVersion: number): string {
  return digest(JSON.stringify(['profile', 1, dataset, rowsVersion]), 12);
}

/** The basis of a model's interactions. */
export function modelBasis(rowsVersion: number, configuration: ModelRecord['configuration']): string {
  const { dataset, user, item, rating, itemFeatures } = configuration;
  const columns = [user, item, rating ?? null, ...(itemFeatures ? [itemFeatures] : [])];
  return digest(JSON.stringify(['interactions', 1, dataset, rowsVersion, ...columns]), 12);
}

/** Everything that is derived from a data set's rows: its profile first, then each model's interactions. */
export async function viewsOf(tree: Tree, dataset: string, rowsVersion: number, columns: string[]): Promise<View[]> {
  const models = await tree.find(paths.models(), 'dataset', dataset);
  const ofModels = Object.entries(models).map(([key, model]) =>
    modelView(key, model as ModelRecord, rowsVersion, columns),
  );
  return [profileView(dataset, rowsVersion, columns.length), ...ofModels.filter((view) => view !== null)];
}

/** The view of the column profile. Where a smallest or largest value was taken out, only a new merge can tell the next. */
export function profileView(dataset: string, rowsVersion: number, columnCount: number): View {
  const basis = profileBasis(dataset, rowsVersion);
  return {
    name: 'profile',
    summariesPath: paths.profileSummaries(dataset, basis),
    totalPath: paths.profileTotal(dataset, basis),
    summarise: (rows) => encodeProfile(summariseProfile(rows, columnCount)),
    merge: (summaries) => encodeProfile(mergeProfiles(decodeEach(summaries))),
    adjust(total, old, fresh) {
      const replaced = replaceInProfile(decodeProfile(total), old.map(decodeProfile), fresh.map(decodeProfile));
      return replaced && encodeProfile(replaced);
    },
    beside: (total) => ({ rows: decodeProfile(total).rows }),
    afterStore: {},
  };
}

/**
 * The view of a model's interactions, or `null` where the rows have not the model's columns (any more): then there is
 * nothing to sum, and training says so.
 */
export function modelView(key: string, model: ModelRecord, rowsVersion: number, columns: string[]): View | null {
  const at = columnsOf(model.configuration, columns);
  if (!at) return null;
  const basis = modelBasis(rowsVersion, model.configuration);
  return {
    name: `model ${key}`,
    summariesPath: paths.modelSummaries(key, basis),
    totalPath: paths.modelTotal(key, basis),
    summarise: (rows) => encodeInteractions(summariseInteractions(rows, at)),
    merge: (summaries) => adjustInteractions(emptyInteractions(at.features?.length), [], summaries),
    adjust: (total, old, fresh) => adjustInteractions(decodeInteractions(total), old, fresh),
    beside: () => ({}),
    afterStore: { [`${paths.training(key)}/requested`]: increment(1) },
  };
}

/** One at a time: decoded together, the summaries of a large data set take a hundred megabytes. */
function* decodeEach(summaries: string[]): Generator<ProfileSummary> {
  for (const summary of summaries) yield decodeProfile(summary);
}

function adjustInteractions(total: InteractionSums, old: string[], fresh: string[]): string {
  let sums = total;
  for (const text of old) sums = subtractInteractions(sums, decodeInteractions(text));
  for (const text of fresh) sums = addInteractions(sums, decodeInteractions(text));
  return encodeInteractions(sums);
}
