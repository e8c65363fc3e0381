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

/** The form that stores a whole file at once. */
export function formOf(file: File, fields: UploadFields): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, String(value));
  form.append('file', file, file.name);
  return form;
}

/** Announces a file that is sent in parts; what was left empty is for the server to detect. */
export function announcementOf(file: File, { header, ...fields }: UploadFields): Announcement {
  const given = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== ''));
  const headerGiven = header === '' ? {} : { header: header === 'true' };
  return { fileName: file.name, bytes: file.size, ...given, ...headerGiven };
}
