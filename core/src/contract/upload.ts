import type { UploadRecord } from './stored/upload.js';

/** `POST /api/uploads` and `GET /api/uploads/{id}`. */
export interface UploadView {
  id: string;
  state: UploadRecord['state'];
  bytes: number;
  /** Bytes of every part but the last. */
  partBytes: number;
  /** How many parts there are. */
  parts: number;
  /** Numbers of the parts that have arrived, from 0. */
  received: number[];
}
