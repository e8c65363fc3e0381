import type { FileOptions } from '@segue/core/contract/stored/upload';

/** What is said of a file when it is stored. `delimiter`, `header` and `encoding` are as read in the preview. */
export interface UploadFields {
  name: string;
  description: string;
  delimiter: string;
  header: 'true' | 'false' | '';
  encoding: string;
  visibility: 'public' | 'private';
}

/** A file on its way. */
export interface UploadJob {
  /** Tells jobs of this page apart. */
  key: number;
  name: string;
  bytes: number;
  sent: number;
  /** Milliseconds since 1970; set anew by every continuation. */
  startedAt: number;
  phase: 'sending' | 'paused' | 'storing' | 'stored' | 'failed';
  /** The upload in parts, once it is announced; it can be paused and continued. */
  upload: string | null;
  message: string | null;
  /** The data set, once it is stored. */
  dataset: string | null;
}

/** What announces an upload in parts. */
export interface Announcement extends FileOptions {
  bytes: number;
}

/** Announces a file that is sent in parts; what was left empty is for the server to detect. */
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
