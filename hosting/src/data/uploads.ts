import type { UploadView } from '@segue/core/contract/upload';
import { api } from './api.js';
import { transfer } from './transfer.js';
import { UploadQueue, type StoredFile, type UploadPorts } from './upload-queue.js';

const ports: UploadPorts = {
  now: Date.now,
  sendFile: (body, sending) => transfer<StoredFile>({ method: 'POST', path: 'datasets', body, ...sending }),
  announce: (body) => api<UploadView>('uploads', { method: 'POST', body }),
  readUpload: (upload) => api<UploadView>(`uploads/${upload}`),
  sendPart: (upload, part, body, sending) =>
    transfer({ method: 'PUT', path: `uploads/${upload}/parts/${part}`, body, ...sending }),
  complete: (upload, signal) => api<StoredFile>(`uploads/${upload}/complete`, { method: 'POST', signal }),
  drop: (upload) => api(`uploads/${upload}`, { method: 'DELETE' }),
};

/** The files this page sends; they go on while the reader looks at other screens. */
export const uploads = new UploadQueue(ports);
