import type { rowRoutes } from '@segue/core/contract/api/rows';
import { readableDataset } from '../pipeline/records/access.js';
import { withColumns } from '../pipeline/records/dataset-records.js';
import { appendRows, deleteRow, editRow, restoreRow } from '../pipeline/rows/edit-rows.js';
import { readRows, toQuestion } from '../pipeline/rows/read-rows.js';
import { eraseRows } from '../pipeline/erasure/erase-rows.js';
import type { Answers } from './serve.js';

/** Answers for the routes of rows. */
export const rowAnswers: Answers<typeof rowRoutes> = {
  async listRows({ context: { tree }, params: { id }, viewer, query }) {
    const dataset = await withColumns(tree, id, await readableDataset(tree, id, viewer));
    return await readRows(tree, dataset, toQuestion(query));
  },
  async appendRows({ context, params, caller, body }) {
    return { rowCount: await appendRows(context, caller, params.id, body.rows) };
  },
  async editRow({ context, params, caller, body }) {
    const { index, cells } = await editRow(context, caller, params.id, params.index, body);
    return { index, values: cells };
  },
  async deleteRow({ context, params, caller }) {
    return { rowCount: await deleteRow(context, caller, params.id, params.index) };
  },
  async restoreRow({ context, params, caller }) {
    const { index, cells } = await restoreRow(context, caller, params.id, params.index);
    return { index, values: cells };
  },
  eraseRows: ({ context, params, caller, body }) => eraseRows(context, caller, params.id, body.rows),
};
