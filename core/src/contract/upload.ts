import type { DatasetRecord, Visibility } from './dataset.js';

/** What is said of a file besides its bytes. */
export interface FileOptions {
  fileName: string;
  name?: string | undefined;
  description?: string | undefined;
  /** Any text; the two characters `\t` mean a tab. Absent: detected. */
  delimiter?: string | undefined;
  header?: boolean | 'detect' | undefined;
  encoding?: string | undefined;
  visibility?: Visibility | undefined;
}

/**
 * `/uploads/{upload}`: a rows version on its way. `open` while parts arrive and rows are stored; `completing` once all
 * rows lie there and only the pointer is to be moved; gone when that is done.
 */
export interface UploadRecord {
  owner: string;
  dataset: string;
  rowsVersion: number;
  kind: 'upload' | 'replace';
  state: 'open' | 'completing' | 'closed';
  startedAt: number;
  /** An upload in parts: what was announced. */
  parts?: { bytes: number; partBytes: number; count: number; options: FileOptions };
  /** From `completing` on: the record to be shown. */
  record?: DatasetRecord;
}

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
