import type { ErrorCode } from '../errors.js';

/** Codes that no server sends: it did not answer, the caller cancelled, or the reply does not match the route. */
export type ClientErrorCode = 'unreachable' | 'cancelled' | 'unreadable';

/** Why an API call failed; `message` says what is wrong and what to do. */
export class ApiError extends Error {
  override readonly name = 'ApiError';

  /**
   * @param code an `ErrorCode` of the server, which may be newer than this code, or a `ClientErrorCode`
   * @param status of the reply; 0 if there was none
   * @param extra further members of the problem document, such as `suggestions`
   */
  constructor(
    readonly code: string,
    readonly status: number,
    message: string,
    readonly extra: Readonly<Record<string, unknown>> = {},
  ) {
    super(message);
  }

  /** The error for a call aborted by its signal. */
  static cancelled(): ApiError {
    return new ApiError('cancelled', 0, 'Cancelled.');
  }

  /** The error for a call that got no answer. */
  static unreachable(cause?: unknown): ApiError {
    const error = new ApiError(
      'unreachable',
      0,
      'The server is not responding. Check your connection, then try again.',
    );
    error.cause = cause;
    return error;
  }
}

/** Whether a call failed with the given code. */
export function hasCode(error: unknown, code: ErrorCode | ClientErrorCode): error is ApiError {
  return error instanceof ApiError && error.code === code;
}
