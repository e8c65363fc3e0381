import type { ErrorCode, Problem } from '@segue/core/contract/errors';

/** Why a request failed, as the server says it: `detail` says what is wrong and what to do. */
export class ApiError extends Error {
  override readonly name = 'ApiError';

  constructor(
    readonly code: ErrorCode | 'unreachable' | 'cancelled',
    readonly status: number,
    message: string,
    readonly extra: Readonly<Record<string, unknown>> = {},
  ) {
    super(message);
  }
}

/**
 * Asks the API and reads its JSON. Knows nothing of accounts, so that a worker can use it too.
 * @throws ApiError with the server's code and sentence, `unreachable`, or `cancelled` once the signal is aborted
 */
export async function requestJson<T>(path: string, request: RequestInit): Promise<T> {
  const response = await fetch(`/api/${path}`, request).catch((error: unknown) => {
    if (request.signal?.aborted) throw new ApiError('cancelled', 0, 'Cancelled.');
    throw unreachable(error);
  });
  const text = await response.text();
  if (!response.ok) throw toApiError(response.status, text);
  return (text ? JSON.parse(text) : null) as T;
}

/** The error of a reply that is not 2xx. */
export function toApiError(status: number, text: string): ApiError {
  try {
    const { code, detail, ...extra } = JSON.parse(text) as Problem;
    if (typeof detail === 'string') return new ApiError(code, status, detail, extra);
  } catch {
    // Not from our code: a proxy, or the platform.
  }
  return new ApiError('internal', status, `The server answered ${status}. Try again in a moment.`);
}

/** The error for a request that got no answer. */
export function unreachable(cause?: unknown): ApiError {
  const error = new ApiError('unreachable', 0, 'The server does not answer. Check the connection, then try again.');
  error.cause = cause;
  return error;
}

/** Any failure in a sentence. */
export function sentence(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
