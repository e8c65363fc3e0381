import type * as z from 'zod/mini';
import type { problemView } from './api/problem.js';

/**
 * The closed list of error codes and their HTTP statuses. Every refusal of the API carries one of these codes; any
 * other error becomes `internal` at the one exit (`http/serve.ts`), and its message stays in the log.
 */
export const errorStatus = {
  'invalid-request': 400,
  'invalid-json': 400,
  'empty-file': 400,
  'missing-file': 400,
  'unknown-encoding': 400,
  'invalid-delimiter': 400,
  'unknown-column': 400,
  'invalid-parameters': 400,
  unauthenticated: 401,
  'unverified-app': 401,
  forbidden: 403,
  'not-found': 404,
  'dataset-not-found': 404,
  'row-not-found': 404,
  'model-not-found': 404,
  'version-not-found': 404,
  'upload-not-found': 404,
  'member-not-found': 404,
  'invitation-not-found': 404,
  'unknown-user': 404,
  'unknown-item': 404,
  'unknown-tag': 404,
  'no-model': 404,
  'method-not-allowed': 405,
  conflict: 409,
  'not-trained': 409,
  'model-id-taken': 409,
  'too-many-models': 409,
  'too-many-members': 409,
  'upload-closed': 409,
  'upload-incomplete': 409,
  'file-too-large': 413,
  'not-multipart': 415,
  'not-json': 415,
  'unsupported-file-type': 415,
  'binary-file': 415,
  'not-a-table': 422,
  'invalid-csv': 422,
  'row-too-long': 422,
  'too-many-columns': 422,
  'too-many-rows': 422,
  'too-little-data': 422,
  internal: 500,
} as const;

/** A stable error code of the API. */
export type ErrorCode = keyof typeof errorStatus;

/** An error that the caller can do something about. `message` says what is wrong and what to do next. */
export class SegueError extends Error {
  override readonly name = 'SegueError';

  /** @param extra Members added to the problem document, such as `suggestions`. */
  constructor(
    readonly code: ErrorCode,
    message: string,
    readonly extra: Readonly<Record<string, unknown>> = {},
  ) {
    super(message);
  }
}

/** The body of an error reply of this release (`application/problem+json`): its code is one of the list. */
export interface Problem extends z.output<typeof problemView> {
  code: ErrorCode;
}

/** The problem document of an error code. */
export function problem(code: ErrorCode, detail: string, extra: Readonly<Record<string, unknown>> = {}): Problem {
  const title = code.replaceAll('-', ' ');
  return {
    type: `about:blank#${code}`,
    title: title[0]!.toUpperCase() + title.slice(1),
    status: errorStatus[code],
    code,
    detail,
    ...extra,
  };
}
