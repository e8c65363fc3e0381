import type { ErrorCode } from '../errors.js';

/** Error codes that storing an uploaded file can cause. */
export const fileErrors = [
  'binary-file',
  'empty-file',
  'invalid-csv',
  'invalid-delimiter',
  'invalid-json',
  'not-a-table',
  'row-too-long',
  'too-many-columns',
  'too-many-rows',
  'unknown-encoding',
  'unsupported-file-type',
  'upload-closed',
] as const satisfies readonly ErrorCode[];
