import * as z from 'zod/mini';
import { limits } from '../limits.js';
import { datasetView } from './datasets.js';
import { byId } from './fields.js';
import { fileErrors } from './file-errors.js';
import { defineRoute, requestBytes } from './route.js';
import { byPart, uploadStart } from './upload-requests.js';

/** The reply of `POST /api/uploads` and `GET /api/uploads/{id}`. */
export type UploadView = z.output<typeof uploadView>;

/** The reply with the progress of an upload. */
export const uploadView = z.object({
  id: z.string(),
  state: z.enum(['open', 'completing', 'closed']),
  bytes: z.number(),
  /** Bytes in every part but the last. */
  partBytes: z.number(),
  /** How many parts there are. */
  parts: z.number(),
  /** Numbers of the parts that have arrived, from 0. */
  received: z.array(z.number()),
});

/** Announces a file that is too large for one request. */
export const startUpload = defineRoute({
  method: 'POST',
  path: '/api/uploads',
  summary: 'starts an upload in parts: `{fileName, bytes, name?, …}`',
  body: { kind: 'json', schema: uploadStart },
  status: 201,
  reply: uploadView,
  errors: ['unsupported-file-type'],
  right: ['create', 'upload'],
  bounds: { bodyBytes: requestBytes },
  quota: 'upload',
});

/** The progress of an upload. */
export const getUpload = defineRoute({
  method: 'GET',
  path: '/api/uploads/{id}',
  summary: 'its progress',
  params: byId,
  status: 200,
  reply: uploadView,
  errors: ['upload-not-found'],
  right: ['read', 'upload'],
  bounds: { bodyBytes: 0 },
  quota: 'read',
});

/** Sends one part. */
export const sendPart = defineRoute({
  method: 'PUT',
  path: '/api/uploads/{id}/parts/{number}',
  summary: 'one part, raw bytes, from 0; in any order, and again if need be; any `Content-Type` except JSON, or none',
  params: byPart,
  paramErrors: { number: 'invalid-request' },
  body: { kind: 'bytes' },
  status: 200,
  reply: uploadView,
  errors: ['upload-not-found', 'upload-closed'],
  right: ['change', 'upload'],
  bounds: { bodyBytes: limits.partBytes },
  quota: 'upload',
});

/** Parses and stores the file once all parts have arrived. */
export const completeUpload = defineRoute({
  method: 'POST',
  path: '/api/uploads/{id}/complete',
  summary: 'parses and stores the file; a rejected file leaves nothing behind',
  params: byId,
  status: 201,
  reply: datasetView,
  errors: [...fileErrors, 'dataset-not-found', 'upload-not-found', 'upload-incomplete', 'conflict'],
  right: ['change', 'upload'],
  bounds: { bodyBytes: 0 },
  quota: 'upload',
});

/** Cancels an upload. */
export const cancelUpload = defineRoute({
  method: 'DELETE',
  path: '/api/uploads/{id}',
  summary: 'cancels it',
  params: byId,
  status: 204,
  errors: ['upload-not-found', 'upload-closed'],
  right: ['delete', 'upload'],
  bounds: { bodyBytes: 0 },
  quota: 'write',
});

/** The routes of uploads in parts by name. */
export const uploadRoutes = { startUpload, getUpload, sendPart, completeUpload, cancelUpload };
