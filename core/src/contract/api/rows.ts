import * as z from 'zod/mini';
import { limits } from '../limits.js';
import { byId } from './fields.js';
import { byIndex, rowChange, rowsAppend, rowsErasure, rowsQuery } from './row-requests.js';
import { defineRoute, requestBytes } from './route.js';

/** `GET /api/datasets/{id}/rows`. `index` counts from 0 and stays with its row; `total` is the number of live rows. */
export type RowsView = z.output<typeof rowsView>;
/** The query of `GET /api/datasets/{id}/rows` as a caller gives it. */
export type RowsRequest = z.input<typeof rowsQuery>;
/** The query of `GET /api/datasets/{id}/rows` with its defaults filled in. */
export type RowsQuery = z.output<typeof rowsQuery>;

/** One row. */
export const rowView = z.object({ index: z.number(), values: z.array(z.union([z.string(), z.number()])) });

/** The reply with rows. */
export const rowsView = z.object({
  columns: z.array(z.string()),
  total: z.number(),
  rows: z.array(rowView),
  /** The seed that repeats a random draw. */
  seed: z.exactOptional(z.number()),
});

/** The reply to requests that change the number of rows. */
export const rowCountView = z.object({ rowCount: z.number() });

/** The reply to an erasure: how much of each was removed. */
export const erasureView = z.object({
  /** The number of rows left. */
  rowCount: z.number(),
  /** Rows that were still there. */
  rows: z.number(),
  /** History entries that lost their cells. */
  changes: z.number(),
  /** Models whose versions were all removed; each is trained anew. */
  models: z.number(),
  versions: z.number(),
});

/** Some rows of a data set. */
export const listRows = defineRoute({
  method: 'GET',
  path: '/api/datasets/{id}/rows',
  summary: '`first`, `last` or `random` rows; `seed` repeats a draw. Or `?start=0&count=10`',
  params: byId,
  query: rowsQuery,
  status: 200,
  reply: rowsView,
  errors: ['dataset-not-found'],
  right: ['read', 'rows'],
  bounds: { bodyBytes: 0 },
  quota: 'read',
});

/** Adds rows at the end. */
export const appendRows = defineRoute({
  method: 'POST',
  path: '/api/datasets/{id}/rows',
  summary: 'appends `{rows: [{column: value}]}`',
  params: byId,
  body: { kind: 'json', schema: rowsAppend },
  status: 201,
  reply: rowCountView,
  errors: ['dataset-not-found', 'unknown-column', 'row-too-long', 'conflict'],
  right: ['create', 'rows'],
  bounds: { bodyBytes: requestBytes },
  quota: 'write',
});

/** Changes cells of one row. */
export const editRow = defineRoute({
  method: 'PATCH',
  path: '/api/datasets/{id}/rows/{index}',
  summary: 'sets cells: `{column: value}`',
  params: byIndex,
  paramErrors: { index: 'row-not-found' },
  body: { kind: 'json', schema: rowChange },
  status: 200,
  reply: rowView,
  errors: ['dataset-not-found', 'row-not-found', 'unknown-column', 'row-too-long', 'conflict'],
  right: ['change', 'rows'],
  bounds: { bodyBytes: requestBytes },
  quota: 'write',
});

/** Deletes one row. */
export const deleteRow = defineRoute({
  method: 'DELETE',
  path: '/api/datasets/{id}/rows/{index}',
  summary: 'deletes a row; the others keep their index',
  params: byIndex,
  paramErrors: { index: 'row-not-found' },
  status: 200,
  reply: rowCountView,
  errors: ['dataset-not-found', 'row-not-found', 'conflict'],
  right: ['delete', 'rows'],
  bounds: { bodyBytes: 0 },
  quota: 'write',
});

/** Puts a deleted row back. */
export const restoreRow = defineRoute({
  method: 'POST',
  path: '/api/datasets/{id}/rows/{index}/restore',
  summary: `puts a deleted row back at its index; the last ${limits.deletedRows} are kept until the file is replaced`,
  params: byIndex,
  paramErrors: { index: 'row-not-found' },
  status: 200,
  reply: rowView,
  errors: ['dataset-not-found', 'row-not-found', 'row-too-long', 'conflict'],
  right: ['create', 'rows'],
  bounds: { bodyBytes: 0 },
  quota: 'write',
});

/** Erases rows for good. */
export const eraseRows = defineRoute({
  method: 'POST',
  path: '/api/datasets/{id}/rows/erase',
  summary:
    'erases `{rows: [index]}` for good, deleted ones too: also from history, and with every version of a model made before',
  params: byId,
  body: { kind: 'json', schema: rowsErasure },
  status: 200,
  reply: erasureView,
  errors: ['dataset-not-found', 'row-not-found'],
  right: ['delete', 'dataset'],
  bounds: { bodyBytes: requestBytes },
  quota: 'write',
});

/** The routes of rows by name. */
export const rowRoutes = { listRows, appendRows, editRow, deleteRow, restoreRow, eraseRows };
