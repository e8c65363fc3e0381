import { onRequest } from 'firebase-functions/https';
import { uploadRoutes } from '@segue/core/contract/api/uploads';
import { uploadOptions } from '../options.js';
import { describeReadable } from '../pipeline/answers/describe-readable.js';
import { cancelUpload, completeParts, readUpload, receivePart, startUpload } from '../pipeline/rows/upload-parts.js';
import { serve, type Answers } from './serve.js';

/** Answers for the routes of uploads in parts, for files too large for one request. */
export const uploadAnswers: Answers<typeof uploadRoutes> = {
  startUpload: ({ context, caller, body }) => startUpload(context, caller, body),
  getUpload: ({ context, caller, params }) => readUpload(context, caller, params.id),
  sendPart: ({ context, caller, params, body }) => receivePart(context, caller, params.id, params.number, body),
  async completeUpload({ context, caller, params }) {
    const id = await completeParts(context, caller, params.id);
    return await describeReadable(context.tree, id, caller.uid);
  },
  cancelUpload: ({ context, caller, params }) => cancelUpload(context, caller, params.id),
};

/** Uploads in parts. */
export const uploads = onRequest(uploadOptions, serve(uploadRoutes, uploadAnswers));
