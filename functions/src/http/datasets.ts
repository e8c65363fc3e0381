import { onRequest } from 'firebase-functions/https';
import { datasetRoutes } from '@segue/core/contract/api/datasets';
import { sharingRoutes } from '@segue/core/contract/api/sharing';
import { rowRoutes } from '@segue/core/contract/api/rows';
import { uploadOptions } from '../options.js';
import { describeReadable, listDatasets } from '../pipeline/answers/describe-readable.js';
import { changeMetadata } from '../pipeline/records/change-metadata.js';
import { datasetFor } from '../pipeline/records/access.js';
import { deleteDataset } from '../pipeline/records/remove-dataset.js';
import { createDataset, replaceRows } from '../pipeline/rows/ingest.js';
import { rowAnswers } from './rows.js';
import { sharingAnswers } from './sharing.js';
import { serve, type Answers } from './serve.js';

/** Answers for the routes of data sets. */
export const datasetAnswers: Answers<typeof datasetRoutes> = {
  listDatasets: ({ context, viewer, query }) => listDatasets(context.tree, viewer, query),
  async createDataset({ context, caller, body: { fields, file } }) {
    const options = { ...fields, fileName: file.name };
    const id = await createDataset(context, caller, options, file.content);
    return await describeReadable(context.tree, id, caller);
  },
  getDataset: ({ context, params, viewer }) => describeReadable(context.tree, params.id, viewer),
  async changeDataset({ context, params, caller, body }) {
    await changeMetadata(context, caller, params.id, body);
    return await describeReadable(context.tree, params.id, caller);
  },
  async replaceFile({ context, params, caller, body: { fields, file } }) {
    await replaceRows(context, caller, params.id, { ...fields, fileName: file.name }, file.content);
    return await describeReadable(context.tree, params.id, caller);
  },
  async deleteDataset({ context, params, caller }) {
    const record = await datasetFor(context.tree, params.id, caller, ['delete', 'dataset']);
    await deleteDataset(context, params.id, record);
  },
};

/** Data sets and their rows. */
export const datasets = onRequest(
  uploadOptions,
  serve({ ...datasetRoutes, ...rowRoutes, ...sharingRoutes }, { ...datasetAnswers, ...rowAnswers, ...sharingAnswers }),
);
