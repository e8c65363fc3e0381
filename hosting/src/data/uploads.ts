import { callRoute } from '@segue/core/contract/api/client';
import { createDataset } from '@segue/core/contract/api/datasets';
import { cancelUpload, completeUpload, getUpload, sendPart, startUpload } from '@segue/core/contract/api/uploads';
import { api, authorization } from './api.js';
import { countingTransport } from './counting-transport.js';
import { UploadQueue, type Sending, type UploadPorts } from './upload-queue.js';

const counting = ({ onSent, signal }: Sending) => countingTransport(onSent, { signal, authorization });

const ports: UploadPorts = {
  now: Date.now,
  sendFile: (file, fields, sending) =>
    callRoute(counting(sending), createDataset, { body: { fields, file: { name: file.name, content: file } } }),
  announce: (body) => api(startUpload, { body }),
  readUpload: (id) => api(getUpload, { params: { id } }),
  sendPart: (id, number, body, sending) => callRoute(counting(sending), sendPart, { params: { id, number }, body }),
  complete: (id, signal) => api(completeUpload, { params: { id } }, signal),
  drop: (id) => api(cancelUpload, { params: { id } }),
};

/** The files this page sends; uploads continue while the viewer visits other screens. */
export const uploads = new UploadQueue(ports);
