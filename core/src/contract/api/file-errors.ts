import type { ErrorCode } from '../errors.js';

/** What can be wrong with a file and what is said of it. */
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
