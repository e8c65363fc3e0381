import * as z from 'zod/mini';
import { columnKinds } from '../../tables/columns/column-kinds.js';
import { limits } from '../limits.js';
import { standings } from '../rights/table.js';
import { fileFacts, listEntry, repairNote, visibility } from '../stored/dataset.js';
import { datasetChange, listQuery, replacementFields, uploadFields } from './dataset-requests.js';
import { byId } from './fields.js';
import { defineRoute, requestBytes } from './route.js';

import { fileErrors } from './file-errors.js';

/** One column in the reply of `GET /api/datasets/{id}`. Statistics are `null` if the kind has none. */
export type ColumnView = z.output<typeof columnView>;
/** A column with its statistics. */
export type CountedColumn = z.output<typeof countedColumn>;
/** A column before the first recount has finished: everything but name and kind is 0, null or empty. */
export type UncountedColumn = z.output<typeof uncountedColumn>;
/** A finding of the profile, such as two spellings of one value. */
export type Finding = z.output<typeof finding>;
/** `GET /api/datasets/{id}`. */
export type DatasetView = z.output<typeof datasetView>;
/** One entry of `GET /api/datasets`. */
export type DatasetListItem = z.output<typeof datasetListItem>;
/** `GET /api/datasets`: a page of data sets, and the `after` of the next one. */
export type DatasetListView = z.output<typeof datasetListView>;

const valueCount = z.object({ value: z.string(), count: z.number() });
const extreme = z.nullable(z.union([z.number(), z.string()]));

const statistics = {
  name: z.string(),
  /** The number of empty cells. */
  missing: z.number(),
  distinct: z.number(),
  distinctExact: z.boolean(),
  /** The standard error of `distinct`, relative to it; 0 if it is exact. */
  distinctError: z.number(),
  min: extreme,
  max: extreme,
  mean: z.nullable(z.number()),
  standardDeviation: z.nullable(z.number()),
  quartiles: z.nullable(z.tuple([z.number(), z.number(), z.number()])),
  /** How far a quartile may be off, relative to it; 0 if they are exact. */
  quartileError: z.number(),
  /** `edges` has one more element than `counts`. */
  histogram: z.nullable(z.object({ edges: z.array(z.number()), counts: z.array(z.number()) })),
  topValues: z.array(valueCount),
  /** The length of the longest text in UTF-16 code units. */
  longest: z.exactOptional(z.number()),
};

const countedColumn = z.object({ ...statistics, kind: z.enum(columnKinds), counted: z.literal(true) });

const uncountedColumn = z.object({
  ...statistics,
  /** Known from the upload on; `pending` for data sets stored by releases whose uploads did not record it. */
  kind: z.enum([...columnKinds, 'pending']),
  counted: z.literal(false),
});

const columnView = z.discriminatedUnion('counted', [countedColumn, uncountedColumn]);

const finding = z.object({
  kind: z.literal('near-duplicates'),
  column: z.string(),
  message: z.string(),
  values: z.array(valueCount),
});

const fileView = z.object({
  ...fileFacts.shape,
  /** `null` for JSON. */
  delimiter: z.nullable(z.string()),
});

/** The reply that describes a data set. */
export const datasetView = z.object({
  id: z.string(),
  name: z.string(),
  description: z.string(),
  owner: z.string(),
  ownerName: z.string(),
  visibility,
  /** Who the viewer is to it. */
  standing: z.enum(standings),
  /** Whether whoever may read it may make a private copy of it. */
  copies: z.boolean(),
  /** False for data sets stored when they were public unless one knew better; their owner is told once. */
  isVisibilityChosen: z.boolean(),
  status: z.literal('ready'),
  file: fileView,
  rowCount: z.number(),
  columnCount: z.number(),
  rowsVersion: z.number(),
  features: z.array(z.string()),
  columns: z.array(columnView),
  /** Whether `columns` describes exactly the current rows, or a recount is still under way. */
  profile: z.enum(['current', 'pending']),
  repairs: z.array(z.object(repairNote.shape)),
  repairCount: z.number(),
  findings: z.array(finding),
  createdAt: z.string(),
  updatedAt: z.string(),
});

const datasetListItem = z.object({
  ...listEntry.shape,
  id: z.string(),
  description: z.string(),
  updatedAt: z.string(),
});

/** The reply that lists data sets. */
export const datasetListView = z.object({ datasets: z.array(datasetListItem), next: z.nullable(z.string()) });

/** Lists the data sets that the viewer may see. */
export const listDatasets = defineRoute({
  method: 'GET',
  path: '/api/datasets',
  summary: 'lists the data sets you can see, newest first',
  query: listQuery,
  status: 200,
  reply: datasetListView,
  errors: [],
  bounds: { bodyBytes: 0 },
  quota: 'read',
});

/** Stores a file as a new data set. */
export const createDataset = defineRoute({
  method: 'POST',
  path: '/api/datasets',
  summary:
    'stores a file: multipart fields `name`, `description`, `delimiter`, `header`, `encoding`, `visibility` (all optional), then `file`',
  body: { kind: 'form', fields: uploadFields },
  status: 201,
  reply: datasetView,
  errors: [...fileErrors, 'dataset-not-found', 'conflict'],
  right: ['create', 'dataset'],
  bounds: { bodyBytes: limits.uploadBytes },
  quota: 'upload',
});

/** One data set. */
export const getDataset = defineRoute({
  method: 'GET',
  path: '/api/datasets/{id}',
  summary: 'metadata and profile',
  params: byId,
  status: 200,
  reply: datasetView,
  errors: ['dataset-not-found'],
  right: ['read', 'dataset'],
  bounds: { bodyBytes: 0 },
  quota: 'read',
});

/** Changes the name, description or visibility of a data set. */
export const changeDataset = defineRoute({
  method: 'PATCH',
  path: '/api/datasets/{id}',
  summary: 'changes `name`, `description`; its owner `visibility`, `copies`',
  params: byId,
  body: { kind: 'json', schema: datasetChange },
  status: 200,
  reply: datasetView,
  errors: ['dataset-not-found', 'conflict'],
  right: ['change', 'dataset'],
  // It may make the data set public.
  needsLiveSession: true,
  bounds: { bodyBytes: requestBytes },
  quota: 'write',
});

/** Replaces all rows with those of another file. */
export const replaceFile = defineRoute({
  method: 'PUT',
  path: '/api/datasets/{id}/file',
  summary:
    'replaces all rows with another file, all or nothing; multipart with `file`, `delimiter`, `header`, `encoding`',
  params: byId,
  body: { kind: 'form', fields: replacementFields },
  status: 200,
  reply: datasetView,
  errors: [...fileErrors, 'dataset-not-found', 'conflict'],
  right: ['change', 'rows'],
  // It takes the rows away that are there.
  needsLiveSession: true,
  bounds: { bodyBytes: limits.uploadBytes },
  quota: 'upload',
});

/** Deletes a data set with its models. */
export const deleteDataset = defineRoute({
  method: 'DELETE',
  path: '/api/datasets/{id}',
  summary: 'deletes it with its models',
  params: byId,
  status: 204,
  errors: ['dataset-not-found'],
  right: ['delete', 'dataset'],
  bounds: { bodyBytes: 0 },
  quota: 'write',
});

/** The routes of data sets by name. */
export const datasetRoutes = { listDatasets, createDataset, getDataset, changeDataset, replaceFile, deleteDataset };
