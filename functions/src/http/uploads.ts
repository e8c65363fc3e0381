import { onRequest } from 'firebase-functions/https';
import { SegueError } from '../contract/errors.js';
import { uploadStart } from '../contract/requests.js';
import { uploadOptions } from '../options.js';
import { cancelUpload, completeParts, readUpload, receivePart, startUpload } from '../pipeline/upload-parts.js';
import { datasetReply } from './datasets.js';
import { endpoint, serve, type Endpoints } from './endpoint.js';

/** The endpoints under `/api/uploads`: files that one request cannot carry. */
export const uploadEndpoints: Endpoints = {
  'POST /api/uploads': endpoint({
    body: uploadStart,
    async run({ context, actor, body }) {
      return { status: 201, body: await startUpload(context, actor(), body) };
    },
  }),
  'GET /api/uploads/{id}': endpoint({
    async run({ context, actor, params }) {
      return { body: await readUpload(context, actor(), params['id']!) };
    },
  }),
  'PUT /api/uploads/{id}/parts/{number}': endpoint({
    async run({ context, actor, params, request }) {
      if (!/^(0|[1-9]\d{0,5})$/.test(params['number']!)) {
        throw new SegueError('invalid-request', `"${params['number']!}" is no part number. Parts count from 0.`);
      }
      const part = await receivePart(context, actor(), params['id']!, Number(params['number']), rawBytes(request));
      return { body: part };
    },
  }),
  'POST /api/uploads/{id}/complete': endpoint({
    async run(call) {
      return await datasetReply(call, await completeParts(call.context, call.actor(), call.params['id']!), 201);
    },
  }),
  'DELETE /api/uploads/{id}': endpoint({
    async run({ context, actor, params }) {
      await cancelUpload(context, actor(), params['id']!);
      return { status: 204 };
    },
  }),
};

/** Uploads in parts. */
export const uploads = onRequest(uploadOptions, serve(uploadEndpoints));

function rawBytes({ rawBody }: { rawBody?: Buffer }): Uint8Array {
  return rawBody ?? new Uint8Array();
}
