import type { FileOptions } from '@segue/core/contract/stored/upload';

/** What is stored with a file. `delimiter`, `header` and `encoding` are as read in the preview. */
export interface UploadFields {
  name: string;
  description: string;
  delimiter: string;
  header: 'true' | 'false' | '';
  encoding: string;
  visibility: 'public' | 'private';
}

/** A file being uploaded. */
export interface UploadJob {
  /** Identifies the job on this page. */
  key: number;
  name: string;
  bytes: number;
  sent: number;
  /** Milliseconds since 1970; reset whenever the upload resumes. */
  startedAt: number;
  phase: 'sending' | 'paused' | 'storing' | 'stored' | 'failed';
  /** The id of an upload in parts, once announced; such an upload can be paused and resumed. */
  upload: string | null;
  message: string | null;
  /** The data set, once it is stored. */
  dataset: string | null;
}

/** The announcement of an upload in parts. */
export interface Announcement extends FileOptions {
  bytes: number;
}

/** Announces a file that is sent in parts; the server detects what was left empty. */
export function announcementOf(file: File, fields: UploadFields): Announcement {
  const { name, description, delimiter, header, encoding, visibility } = fields;
  return {
    fileName: file.name,
    bytes: file.size,
    ...(name && { name }),
    ...(description && { description }),
    ...(delimiter && { delimiter }),
    ...(header && { header: header === 'true' }),
    ...(encoding && { encoding }),
    visibility,
  };
}
