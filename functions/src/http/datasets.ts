import { onRequest } from 'firebase-functions/https';
import * as z from 'zod';
import { SegueError } from '@segue/core/contract/errors';
import { paths } from '@segue/core/contract/stored/paths';
import {
  datasetChange,
  listQuery,
  rowChange,
  rowsAppend,
  rowsQuery,
  uploadFields,
} from '@segue/core/contract/requests';
import type { FileOptions } from '@segue/core/contract/stored/upload';
import { uploadOptions } from '../options.js';
import {
  changeDataset,
  datasetNotFound,
  ownedDataset,
  readableDataset,
  withColumns,
} from '../pipeline/records/dataset-records.js';
import { describeDataset, listPage } from '../pipeline/answers/describe.js';
import { appendRows, deleteRow, editRow } from '../pipeline/rows/edit-rows.js';
import { createDataset, replaceRows } from '../pipeline/rows/ingest.js';
import { readRows, type RowsQuestion } from '../pipeline/rows/read-rows.js';
import { deleteDataset } from '../pipeline/records/remove-dataset.js';
import { checkInput } from './check-input.js';
import { endpoint, serve, type Call, type Endpoints, type Reply } from './endpoint.js';
import { readForm } from './multipart.js';

/** The endpoints under `/api/datasets`. */
export const datasetEndpoints: Endpoints = {
  'GET /api/datasets': endpoint({
    query: listQuery,
    async run({ context: { tree }, viewer, query }) {
      const visible = await tree.readEach(paths.publicLists());
      const own = viewer === null ? null : await tree.readEach(paths.userLists(viewer));
      return { body: listPage(new Map([...visible.entries, ...(own?.entries ?? [])]), query) };
    },
  }),
  'POST /api/datasets': endpoint({
    async run(call) {
      const caller = call.caller();
      const { options, bytes } = await readUpload(call);
      return await datasetReply(call, await createDataset(call.context, caller, options, bytes), 201);
    },
  }),
  'GET /api/datasets/{id}': endpoint({ run: (call) => datasetReply(call, call.params['id']!) }),
  'PATCH /api/datasets/{id}': endpoint({
    body: datasetChange,
    async run(call) {
      const id = call.params['id']!;
      await ownedDataset(call.context.tree, id, call.caller().uid);
      const given = Object.fromEntries(Object.entries(call.body).filter(([, value]) => value !== undefined));
      const updatedAt = call.context.clock.now();
      const changed = await changeDataset(call.context, id, (record) => ({ ...record, ...given, updatedAt }));
      if (!changed) throw datasetNotFound(id);
      return await datasetReply(call, id);
    },
  }),
  'PUT /api/datasets/{id}/file': endpoint({
    async run(call) {
      const caller = call.caller();
      const { options, bytes } = await readUpload(call);
      await replaceRows(call.context, caller, call.params['id']!, options, bytes);
      return await datasetReply(call, call.params['id']!);
    },
  }),
  'DELETE /api/datasets/{id}': endpoint({
    async run({ context, params, caller }) {
      const record = await ownedDataset(context.tree, params['id']!, caller().uid);
      await deleteDataset(context, params['id']!, record);
      return { status: 204 };
    },
  }),
  'GET /api/datasets/{id}/rows': endpoint({
    query: rowsQuery,
    async run({ context: { tree }, params, viewer, query }) {
      const id = params['id']!;
      const dataset = await withColumns(tree, id, await readableDataset(tree, id, viewer));
      return { body: await readRows(tree, dataset, toQuestion(query)) };
    },
  }),
  'POST /api/datasets/{id}/rows': endpoint({
    body: rowsAppend,
    async run({ context, params, caller, body }) {
      return { status: 201, body: { rowCount: await appendRows(context, caller(), params['id']!, body.rows) } };
    },
  }),
  'PATCH /api/datasets/{id}/rows/{index}': endpoint({
    body: rowChange,
    async run({ context, params, caller, body }) {
      const row = await editRow(context, caller(), params['id']!, rowIndex(params['index']!), body);
      return { body: { index: row.index, values: row.cells } };
    },
  }),
  'DELETE /api/datasets/{id}/rows/{index}': endpoint({
    async run({ context, params, caller }) {
      const rowCount = await deleteRow(context, caller(), params['id']!, rowIndex(params['index']!));
      return { body: { rowCount } };
    },
  }),
};

/** Data sets and their rows. */
export const datasets = onRequest(uploadOptions, serve(datasetEndpoints));

/** The reply that tells of a data set. */
export async function datasetReply({ context: { tree }, viewer }: Call, id: string, status = 200): Promise<Reply> {
  return { status, body: await describeDataset(tree, id, await readableDataset(tree, id, viewer)) };
}

async function readUpload({ request }: Call): Promise<{ options: FileOptions; bytes: Uint8Array }> {
  const { fields, file } = await readForm(request);
  const options = checkInput(uploadFields, fields, 'The form');
  return { options: { ...options, fileName: file.name }, bytes: file.bytes };
}

function toQuestion(query: z.infer<typeof rowsQuery>): RowsQuestion {
  if (query.start !== undefined) return { start: query.start, count: query.count };
  if (query.position !== 'random') return { position: query.position ?? 'first', count: query.count };
  const seed = query.seed ?? Math.floor(Math.random() * 2 ** 31);
  return { position: 'random', count: query.count, seed };
}

function rowIndex(text: string): number {
  if (/^(0|[1-9]\d{0,14})$/.test(text)) return Number(text);
  throw new SegueError(
    'row-not-found',
    `"${text}" is no row index. Indexes are whole numbers from 0, without leading zeros.`,
  );
}
