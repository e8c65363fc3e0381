import * as z from 'zod/mini';
import { columnRecord, datasetRecord, listEntry } from './dataset.js';
import { summariesRecord, totalRecord } from './derived.js';
import { historyEntry } from './history.js';
import { modelRecord, trainingProgress } from './model.js';
import { pathTo } from './path.js';
import { collection, list, numberedMap, slices } from './shapes.js';
import { uploadRecord } from './upload.js';
import { versionRecord } from './version.js';
import { recountRecord, trainingRecord } from './work.js';

/** Made once: a schema names the prototype that its places share. */
const schemas = {
  anything: z.unknown(),
  text: z.string(),
  number: z.number(),
  texts: collection(z.string()),
  counters: numberedMap(z.number()),
  columns: list(columnRecord),
  history: collection(historyEntry),
  lists: collection(listEntry),
  datasets: collection(datasetRecord),
  uploads: collection(uploadRecord),
  models: collection(modelRecord),
};

const { anything } = schemas;

/**
 * Every place of the Realtime Database, named once, with what may stand there. Functions, page and command line read and
 * write nothing else. Keys are safe by construction (see `dataset-keys.ts`). What is `anything` is read by code of its
 * own: rows by `row-layout.ts`, or only its keys are asked for.
 */
export const paths = {
  publicLists: () => pathTo('lists/public', schemas.lists),
  publicList: (dataset: string) => pathTo(`lists/public/${dataset}`, listEntry),
  allUserLists: () => pathTo('lists/users', anything),
  userLists: (uid: string) => pathTo(`lists/users/${uid}`, schemas.lists),
  userList: (uid: string, dataset: string) => pathTo(`lists/users/${uid}/${dataset}`, listEntry),

  datasets: () => pathTo('datasets', schemas.datasets),
  dataset: (dataset: string) => pathTo(`datasets/${dataset}`, datasetRecord),
  columns: (dataset: string, rowsVersion: number) => pathTo(`columns/${dataset}/${rowsVersion}`, schemas.columns),
  allColumns: (dataset: string) => pathTo(`columns/${dataset}`, anything),
  rows: (dataset: string, rowsVersion: number) => pathTo(`rows/${dataset}/${rowsVersion}`, anything),
  allRows: (dataset: string) => pathTo(`rows/${dataset}`, anything),
  block: (dataset: string, rowsVersion: number, block: number | string) =>
    pathTo(`rows/${dataset}/${rowsVersion}/${block}`, anything),
  row: (dataset: string, rowsVersion: number, block: number, slot: number) =>
    pathTo(`rows/${dataset}/${rowsVersion}/${block}/${slot}`, anything),
  cell: (dataset: string, rowsVersion: number, { block, slot, column }: CellPlace) =>
    pathTo(`rows/${dataset}/${rowsVersion}/${block}/${slot}/${column}`, anything),
  /** How often each block was marked: grows with every write. */
  changes: (dataset: string, rowsVersion: number) => pathTo(`changes/${dataset}/${rowsVersion}`, schemas.counters),
  allChanges: (dataset: string) => pathTo(`changes/${dataset}`, anything),
  /** Rows missing in a block, for the blocks that miss any: what positions are counted with. */
  holes: (dataset: string, rowsVersion: number) => pathTo(`holes/${dataset}/${rowsVersion}`, schemas.counters),
  allHoles: (dataset: string) => pathTo(`holes/${dataset}`, anything),
  history: (dataset: string) => pathTo(`history/${dataset}`, schemas.history),

  recount: (dataset: string) => pathTo(`recounts/${dataset}`, recountRecord),
  training: (model: string) => pathTo(`training/${model}`, trainingRecord),

  profileSummaries: (dataset: string, basis: string) =>
    pathTo(`summaries/profiles/${dataset}/${basis}`, summariesRecord),
  allProfileSummaries: (dataset: string) => pathTo(`summaries/profiles/${dataset}`, anything),
  modelSummaries: (model: string, basis: string) => pathTo(`summaries/models/${model}/${basis}`, summariesRecord),
  allModelSummaries: (model: string) => pathTo(`summaries/models/${model}`, anything),
  profileTotal: (dataset: string, basis: string) => pathTo(`totals/profiles/${dataset}/${basis}`, totalRecord),
  allProfileTotals: (dataset: string) => pathTo(`totals/profiles/${dataset}`, anything),
  modelTotal: (model: string, basis: string) => pathTo(`totals/models/${model}/${basis}`, totalRecord),
  allModelTotals: (model: string) => pathTo(`totals/models/${model}`, anything),

  uploads: () => pathTo('uploads', schemas.uploads),
  upload: (upload: string) => pathTo(`uploads/${upload}`, uploadRecord),
  allUploadParts: () => pathTo('uploadParts', anything),
  uploadParts: (upload: string) => pathTo(`uploadParts/${upload}`, anything),
  uploadPart: (upload: string, part: number) => pathTo(`uploadParts/${upload}/${part}`, slices),

  models: () => pathTo('models', schemas.models),
  model: (model: string) => pathTo(`models/${model}`, modelRecord),
  current: (model: string) => pathTo(`models/${model}`, modelRecord).current,
  modelIds: () => pathTo('modelIds', schemas.texts),
  modelId: (id: string) => pathTo(`modelIds/${id}`, schemas.text),
  progress: (model: string) => pathTo(`progress/${model}`, trainingProgress),
  versions: (model: string) => pathTo(`versions/${model}`, anything),
  version: (model: string, version: string) => pathTo(`versions/${model}/${version}`, versionRecord),

  defaultModel: () => pathTo('settings/defaultModel', schemas.text),
  sweepCursor: () => pathTo('settings/sweepCursor', schemas.number),

  /** A root of the tree, or a node below one, whose keys the sweep asks for. */
  stored: (root: StoredRoot, ...keys: string[]) => pathTo([root, ...keys].join('/'), anything),
} as const;

/** Where a cell lies. */
export interface CellPlace {
  block: number;
  slot: number;
  column: number;
}

/** Roots under which things lie that belong to a data set or a model. */
export type StoredRoot =
  | 'rows'
  | 'columns'
  | 'changes'
  | 'holes'
  | 'history'
  | 'recounts'
  | 'versions'
  | 'training'
  | 'progress'
  | `${'summaries' | 'totals'}/${'profiles' | 'models'}`;
