import type { DatasetRecord } from '@segue/core/contract/stored/dataset';
import type { ModelRecord } from '@segue/core/contract/stored/model';
import { paths } from '@segue/core/contract/stored/paths';
import { encodeInteractionParts, replaceInteractionPart, sumByPart } from '@segue/core/tables/sums/interactions';
import type { Parts } from '@segue/core/tables/parts';
import {
  encodeProfile,
  mergeProfilePart,
  replaceProfilePart,
  summariseProfile,
} from '@segue/core/tables/profile/profile';
import { digest } from '../records/digests.js';
import { storedFormats } from '@segue/core/versions/code-version';
import { columnsOf } from '@segue/core/versions/model-columns';
import type { IndexedRow } from '../rows/row-layout.js';
import { bump, type Updates } from '@segue/core/contract/stored/updates';
import type { Tree } from '../ports.js';
import type { SummariesPath } from './summaries.js';
import type { TotalPath } from './totals.js';

/**
 * Something derived from rows that a recount keeps: a summary of each block, in parts, and the merge of all of them, in
 * the same parts. Everything is stored under a basis, a hash of what it was made from, so it is never confused with
 * something made from other columns or another rows version.
 */
export interface Derivation {
  name: string;
  summaries: SummariesPath;
  total: TotalPath;
  summarise(rows: IndexedRow[]): Parts;
  /** Merges one part over all blocks, given each block's text of that part in block order; `null` for nothing. */
  merge: (part: string, summaries: string[]) => string | null;
  /**
   * *total − old + new* of one part: the bytes that merging all blocks again would give, or `undefined` if only such a
   * merge can determine them. `null` stands for an absent part.
   */
  replace: (part: string, total: string | null, old: string[], fresh: string[]) => string | null | undefined;
  /** Requests to add to the write that stores a total. */
  afterStore: Updates;
  /** Whether its total says which changes are in it, for the causes of the versions made from it. */
  namesChanges: boolean;
}

/** The rows that something is derived from: their version, and how often some of them were erased. */
export type RowsState = Pick<DatasetRecord, 'rowsVersion' | 'erased'>;

/**
 * The basis of a data set's profile.
 * @param erased how often rows were erased: what was derived before an erasure holds the erased rows
 */
export function profileBasis(dataset: string, rowsVersion: number, erased = 0): string {
  return digest(JSON.stringify(['profile', storedFormats.profile, dataset, rowsVersion, ...erasureOf(erased)]), 12);
}

/** Nothing before the first, so that bases of earlier releases stay as they were. */
function erasureOf(erased: number): { erased: number }[] {
  return erased === 0 ? [] : [{ erased }];
}

/**
 * The basis of a model's interactions.
 * @param erased how often rows were erased: what was derived before an erasure holds the erased rows
 */
export function modelBasis(rowsVersion: number, configuration: ModelRecord['configuration'], erased = 0): string {
  const { dataset, user, userLists, item, rating, itemFeatures, itemTags, userTags } = configuration;
  const columns = [
    user,
    item,
    rating ?? null,
    ...(itemFeatures ? [itemFeatures] : []),
    ...(userLists ? ['lists'] : []),
    ...(itemTags ? [{ itemTags }] : []),
    ...(userTags ? [{ userTags }] : []),
  ];
  const madeFrom = [
    'interactions',
    storedFormats.interactions,
    dataset,
    // safeguard: derived-data-lies-under-its-basis
    rowsVersion,
    // safeguard: derived-data-lies-under-its-basis
    ...columns,
    ...erasureOf(erased),
  ];
  return digest(JSON.stringify(madeFrom), 12);
}

/** The models of a data set, by key. */
export async function readModels(tree: Tree, dataset: string): Promise<ReadonlyMap<string, ModelRecord>> {
  return (await tree.find(paths.models(), 'dataset', dataset)).entries;
}

/** Everything derived from a data set's rows: its profile first, then the interactions of each of its models. */
export function derivationsOf(
  models: ReadonlyMap<string, ModelRecord>,
  dataset: string,
  rows: RowsState,
  columns: string[],
): Derivation[] {
  const profile = profileDerivation(dataset, rows, columns.length);
  const ofModels: Derivation[] = [];
  for (const [key, model] of models) {
    // Its columns are not known yet (`fillOpenModels`).
    if (model.open) continue;
    const derivation = modelDerivation(key, model, rows, columns);
    if (derivation) ofModels.push(derivation);
    // A replacement removed the model's columns, so it has no sums. Request training, which reports that.
    else Object.assign(profile.afterStore, bump(paths.training(key).requested));
  }
  return [profile, ...ofModels];
}

/** The derivation of the column profile. If the smallest or largest value goes, only a new merge finds the next one. */
export function profileDerivation(
  dataset: string,
  { rowsVersion, erased }: RowsState,
  columnCount: number,
): Derivation {
  const basis = profileBasis(dataset, rowsVersion, erased);
  return {
    name: 'profile',
    summaries: paths.profileSummaries(dataset, basis),
    total: paths.profileTotal(dataset, basis),
    summarise: (rows) => encodeProfile(summariseProfile(rows, columnCount)),
    merge: mergeProfilePart,
    replace: (part, total, old, fresh) => (total === null ? undefined : replaceProfilePart(part, total, old, fresh)),
    afterStore: {},
    namesChanges: false,
  };
}

/**
 * The derivation of a model's interactions, or `null` if the rows do not (or no longer) have the model's columns. Then
 * there is nothing to sum, and training reports it.
 */
function modelDerivation(
  key: string,
  model: ModelRecord,
  { rowsVersion, erased }: RowsState,
  columns: string[],
): Derivation | null {
  const at = columnsOf(model.configuration, columns);
  if (!at) return null;
  const basis = modelBasis(rowsVersion, model.configuration, erased);
  return {
    name: `model ${key}`,
    summaries: paths.modelSummaries(key, basis),
    total: paths.modelTotal(key, basis),
    summarise: (rows) => encodeInteractionParts(sumByPart(rows, at)),
    merge: (_, summaries) => replaceInteractionPart(null, [], summaries),
    replace: (_, total, old, fresh) => replaceInteractionPart(total, old, fresh),
    afterStore: bump(paths.training(key).requested),
    namesChanges: true,
  };
}
