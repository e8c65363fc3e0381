import { onRequest, type Request } from 'firebase-functions/https';
import { SegueError } from '@segue/core/contract/errors';
import { limits } from '@segue/core/contract/limits';
import { uploadStart } from '@segue/core/contract/requests';
import { uploadOptions } from '../options.js';
import { cancelUpload, completeParts, readUpload, receivePart, startUpload } from '../pipeline/rows/upload-parts.js';
import { datasetReply } from './datasets.js';
import { endpoint, serve, type Endpoints } from './endpoint.js';

/** The endpoints under `/api/uploads`: files that one request cannot carry. */
export const uploadEndpoints: Endpoints = {
  'POST /api/uploads': endpoint({
    body: uploadStart,
    async run({ context, caller, body }) {
      return { status: 201, body: await startUpload(context, caller(), body) };
    },
  }),
  'GET /api/uploads/{id}': endpoint({
    async run({ context, caller, params }) {
      return { body: await readUpload(context, caller(), params['id']!) };
    },
  }),
  'PUT /api/uploads/{id}/parts/{number}': endpoint({
    async run({ context, caller, params, request }) {
      if (!/^(0|[1-9]\d{0,5})$/.test(params['number']!)) {
        throw new SegueError('invalid-request', `"${params['number']!}" is no part number. Parts count from 0.`);
      }
      const part = await receivePart(
        context,
        caller(),
        params['id']!,
        Number(params['number']),
        await rawBytes(request),
      );
      return { body: part };
    },
  }),
  'POST /api/uploads/{id}/complete': endpoint({
    async run(call) {
      return await datasetReply(call, await completeParts(call.context, call.caller(), call.params['id']!), 201);
    },
  }),
  'DELETE /api/uploads/{id}': endpoint({
    async run({ context, caller, params }) {
      await cancelUpload(context, caller(), params['id']!);
      return { status: 204 };
    },
  }),
};

/** Uploads in parts. */
export const uploads = onRequest(uploadOptions, serve(uploadEndpoints));

/** The body as it came. Without a Content-Type the platform leaves it unread. */
async function rawBytes(request: Request): Promise<Uint8Array> {
  // The type promises a body that is only there where the platform has read it.
  const read = request.rawBody as Buffer | undefined;
  if (read !== undefined) return read;
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    // What is too long is read to its end, so that the caller hears of it, but not kept.
    if (bytes <= limits.partBytes) chunks.push(chunk);
    bytes += chunk.length;
  }
  return Buffer.concat(chunks);
}
