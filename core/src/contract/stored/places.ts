import * as z from 'zod/mini';
import { accountDeletion as accountDeletionRecord } from './account.js';
import { columnRecord, datasetRecord, listEntry } from './dataset.js';
import { deletedRow as deletedRowRecord } from './deleted-row.js';
import { summariesRecord, totalRecord } from './derived.js';
import { erasureRecord } from './erasure.js';
import { historyEntry } from './history.js';
import { modelRecord, trainingProgress } from './model.js';
import { pathTo } from './path.js';
import { collection, list, numberedMap, slices } from './shapes.js';
import { auditEntry, invitationRecord, memberRecord } from './sharing.js';
import { uploadRecord } from './upload.js';
import { itemTitles as itemTitlesRecord, leftOutRecord, versionRecord } from './version.js';
import { recountRecord, trainingRecord } from './work.js';

const anything = z.unknown();
const text = z.string();
const number = z.number();
// Made only once, because all places with the same schema object share a prototype.
const texts = collection(z.string());
const keysOfIds = collection(texts);
const counters = numberedMap(z.number());
const columnList = list(columnRecord);
const historyEntries = collection(historyEntry);
const listEntries = collection(listEntry);
const datasetRecords = collection(datasetRecord);
const uploadRecords = collection(uploadRecord);
const modelRecords = collection(modelRecord);
const memberRecords = collection(memberRecord);
const invitationRecords = collection(invitationRecord);
const deletedRowRecords = collection(deletedRowRecord);
const erasureRecords = collection(erasureRecord);
const auditEntries = collection(auditEntry);
const accountDeletionRecords = collection(accountDeletionRecord);

/** The entries of all public data sets, by data set. */
export const publicLists = () => pathTo('lists/public', listEntries);
/** The entry of one public data set. */
export const publicList = (dataset: string) => pathTo(`lists/public/${dataset}`, listEntry);
/** The lists of all users. */
export const allUserLists = () => pathTo('lists/users', anything);
/** The entries of the data sets that a user owns or is a member of, by data set. */
export const userLists = (uid: string) => pathTo(`lists/users/${uid}`, listEntries);
/** The entry of one data set in the list of its owner or a member. */
export const userList = (uid: string, dataset: string) => pathTo(`lists/users/${uid}/${dataset}`, listEntry);

/** All data sets by id. */
export const datasets = () => pathTo('datasets', datasetRecords);
/** One data set. */
export const dataset = (id: string) => pathTo(`datasets/${id}`, datasetRecord);
/** The columns of a data set in one version of its rows. */
export const columns = (dataset: string, rowsVersion: number) =>
  pathTo(`columns/${dataset}/${rowsVersion}`, columnList);
/** The columns of a data set in every version of its rows. */
export const allColumns = (dataset: string) => pathTo(`columns/${dataset}`, anything);
/** All blocks of rows in one version. */
export const rows = (dataset: string, rowsVersion: number) => pathTo(`rows/${dataset}/${rowsVersion}`, anything);
/** Every version of a data set's rows. */
export const allRows = (dataset: string) => pathTo(`rows/${dataset}`, anything);
/** One block of rows. */
export const block = (dataset: string, rowsVersion: number, block: number | string) =>
  pathTo(`rows/${dataset}/${rowsVersion}/${block}`, anything);
/** One row. */
export const row = (dataset: string, rowsVersion: number, block: number, slot: number) =>
  pathTo(`rows/${dataset}/${rowsVersion}/${block}/${slot}`, anything);
/** One cell. */
export const cell = (dataset: string, rowsVersion: number, { block, slot, column }: CellPlace) =>
  pathTo(`rows/${dataset}/${rowsVersion}/${block}/${slot}/${column}`, anything);
/** How often each block was marked; grows with every write. */
export const changes = (dataset: string, rowsVersion: number) => pathTo(`changes/${dataset}/${rowsVersion}`, counters);
/** The counts of changes in every version of the rows. */
export const allChanges = (dataset: string) => pathTo(`changes/${dataset}`, anything);
/** The number of rows missing from each block that lacks any; needed to compute positions. */
export const holes = (dataset: string, rowsVersion: number) => pathTo(`holes/${dataset}/${rowsVersion}`, counters);
/** The missing rows in every version of the rows. */
export const allHoles = (dataset: string) => pathTo(`holes/${dataset}`, anything);
/** The last rows that were deleted from one version, by index. Not for browsers: they are put back through the API. */
export const deletedRows = (dataset: string, rowsVersion: number) =>
  pathTo(`deletedRows/${dataset}/${rowsVersion}`, deletedRowRecords);
/** One of them. */
export const deletedRow = (dataset: string, rowsVersion: number, index: number) =>
  pathTo(`deletedRows/${dataset}/${rowsVersion}/${index}`, deletedRowRecord);
/** The deleted rows of every version. */
export const allDeletedRows = (dataset: string) => pathTo(`deletedRows/${dataset}`, anything);
/** Who changed what in a data set: for its members. */
export const history = (dataset: string) => pathTo(`history/${dataset}`, historyEntries);
/** What was changed while the data set was public: for all who may read it. */
export const publicHistory = (dataset: string) => pathTo(`publicHistory/${dataset}`, historyEntries);

/** Who else is a reader or an editor of a data set, by account. */
export const members = (dataset: string) => pathTo(`members/${dataset}`, memberRecords);
/** One member of a data set. */
export const member = (dataset: string, uid: string) => pathTo(`members/${dataset}/${uid}`, memberRecord);
/** Who was invited to a data set and has not come yet. */
export const invitations = (dataset: string) => pathTo(`invitations/${dataset}`, invitationRecords);
/** One invitation, by the digest of its address. */
export const invitation = (dataset: string, digest: string) =>
  pathTo(`invitations/${dataset}/${digest}`, invitationRecord);
/** Who shared a data set with whom, and when. */
export const audit = (dataset: string) => pathTo(`audit/${dataset}`, auditEntries);

/** Rows of a data set that are being erased, or were a short while ago. */
export const erasures = (dataset: string) => pathTo(`erasures/${dataset}`, erasureRecords);
/** One of these erasures. */
export const erasure = (dataset: string, key: string) => pathTo(`erasures/${dataset}/${key}`, erasureRecord);

/** The recount of a data set: its requests, state and tasks. */
export const recount = (dataset: string) => pathTo(`recounts/${dataset}`, recountRecord);
/** The training of a model: its requests, state, pace and budget. */
export const training = (model: string) => pathTo(`training/${model}`, trainingRecord);

/** Summaries of a data set's profile, by block. */
export const profileSummaries = (dataset: string, basis: string) =>
  pathTo(`summaries/profiles/${dataset}/${basis}`, summariesRecord);
/** Summaries of a data set's profile on every basis. */
export const allProfileSummaries = (dataset: string) => pathTo(`summaries/profiles/${dataset}`, anything);
/** Summaries of what a model is trained on, by block. */
export const modelSummaries = (model: string, basis: string) =>
  pathTo(`summaries/models/${model}/${basis}`, summariesRecord);
/** Summaries of what a model is trained on, on every basis. */
export const allModelSummaries = (model: string) => pathTo(`summaries/models/${model}`, anything);
/** The total of a data set's profile. */
export const profileTotal = (dataset: string, basis: string) =>
  pathTo(`totals/profiles/${dataset}/${basis}`, totalRecord);
/** Totals of a data set's profile on every basis. */
export const allProfileTotals = (dataset: string) => pathTo(`totals/profiles/${dataset}`, anything);
/** The total of what a model is trained on. */
export const modelTotal = (model: string, basis: string) => pathTo(`totals/models/${model}/${basis}`, totalRecord);
/** Totals of what a model is trained on, on every basis. */
export const allModelTotals = (model: string) => pathTo(`totals/models/${model}`, anything);

/** All uploads by id. */
export const uploads = () => pathTo('uploads', uploadRecords);
/** One upload. */
export const upload = (id: string) => pathTo(`uploads/${id}`, uploadRecord);
/** The parts of all uploads. */
export const allUploadParts = () => pathTo('uploadParts', anything);
/** The parts of one upload. */
export const uploadParts = (upload: string) => pathTo(`uploadParts/${upload}`, anything);
/** One part of an upload. */
export const uploadPart = (upload: string, part: number) => pathTo(`uploadParts/${upload}/${part}`, slices);

/** All models by key. */
export const models = () => pathTo('models', modelRecords);
/** One model. */
export const model = (key: string) => pathTo(`models/${key}`, modelRecord);
/** The node that publishing, pinning and rolling back transact on. */
export const current = (model: string) => pathTo(`models/${model}`, modelRecord).current;
/** The keys of all models, by id and data set. */
export const allModelKeys = () => pathTo('modelKeys', keysOfIds);
/** The keys of the models with this id, by data set. */
export const modelKeys = (id: string) => pathTo(`modelKeys/${id}`, texts);
/** The key of the model with this id on a data set. */
export const modelKey = (id: string, dataset: string) => pathTo(`modelKeys/${id}/${dataset}`, text);
/** The keys of all models by id, from when an id belonged to one model in the world. The sweep moves them. */
export const modelIds = () => pathTo('modelIds', texts);
/** One of them. */
export const modelId = (id: string) => pathTo(`modelIds/${id}`, text);
/** The progress of a model's training. */
export const progress = (model: string) => pathTo(`progress/${model}`, trainingProgress);
/** All versions of a model. */
export const versions = (model: string) => pathTo(`versions/${model}`, anything);
/** One version of a model. */
export const version = (model: string, version: string) => pathTo(`versions/${model}/${version}`, versionRecord);
/** The titles of a model's items, in all versions. */
export const allItemTitles = (model: string) => pathTo(`titles/${model}`, anything);
/** The titles of the items of one version; the rules show them only while their data set may be read. */
export const itemTitles = (model: string, version: string) => pathTo(`titles/${model}/${version}`, itemTitlesRecord);
/** The items that a model leaves out, in all versions. */
export const allLeftOut = (model: string) => pathTo(`leftOut/${model}`, anything);
/** The items that one version leaves out. */
export const leftOut = (model: string, version: string) => pathTo(`leftOut/${model}/${version}`, leftOutRecord);

/** Accounts that are being deleted, or were a short while ago, by uid. */
export const accountDeletions = () => pathTo('accountDeletions', accountDeletionRecords);
/** One of them. */
export const accountDeletion = (uid: string) => pathTo(`accountDeletions/${uid}`, accountDeletionRecord);

/** The id of the model for requests that name none. */
export const defaultModel = () => pathTo('settings/defaultModel', text);
/** Where the next sweep continues. */
export const sweepCursor = () => pathTo('settings/sweepCursor', number);

/** A root of the tree, or a node below one, whose keys the sweep reads. */
export const stored = (root: StoredRoot, ...keys: string[]) => pathTo([root, ...keys].join('/'), anything);

/** Where a cell is stored. */
export interface CellPlace {
  block: number;
  slot: number;
  column: number;
}

/** Roots of the tree that hold what belongs to a data set or a model. */
export type StoredRoot =
  | 'rows'
  | 'columns'
  | 'changes'
  | 'holes'
  | 'deletedRows'
  | 'history'
  | 'publicHistory'
  | 'members'
  | 'invitations'
  | 'audit'
  | 'erasures'
  | 'recounts'
  | 'versions'
  | 'titles'
  | 'leftOut'
  | 'training'
  | 'progress'
  | `${'summaries' | 'totals'}/${'profiles' | 'models'}`;
