import type { Problem } from '@segue/core/contract/errors';

/** A reply of the API that is an error, with what the API says about it. */
export class ApiError extends Error {
  override readonly name = 'ApiError';

  constructor(
    readonly status: number,
    /** The API's own document, where the reply held one. */
    readonly problem: Problem | undefined,
    message: string,
  ) {
    super(message);
  }
}

/** Speaks to a running Segue over HTTP, as any other client would. */
export interface ApiClient {
  /**
   * @param path starts with `/api`
   * @param body sent as JSON, or as multipart if it is a form
   * @throws ApiError where the reply is not a success
   */
  request: <Reply>(method: string, path: string, body?: unknown) => Promise<Reply>;
}

/** @param token Firebase ID token; reading public data needs none */
export function createApiClient(baseUrl: string, token?: string): ApiClient {
  return {
    async request<Reply>(method: string, path: string, body?: unknown): Promise<Reply> {
      const headers: Record<string, string> = token ? { Authorization: `Bearer ${token}` } : {};
      if (body !== undefined && !(body instanceof FormData)) headers['Content-Type'] = 'application/json';
      const payload = body === undefined || body instanceof FormData ? (body ?? null) : JSON.stringify(body);
      const response = await fetch(baseUrl + path, { method, headers, body: payload });
      const text = await response.text();
      if (!response.ok) throw toError(`${method} ${path}`, response.status, text);
      return parseReply(`${method} ${path}`, text) as Reply;
    },
  };
}

function parseReply(request: string, text: string): unknown {
  if (text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    throw new ApiError(200, undefined, `${request} did not answer with JSON: is the address that of a running Segue?`);
  }
}

function toError(request: string, status: number, text: string): ApiError {
  const problem = parseProblem(text);
  const said = problem?.detail ?? text.slice(0, 200);
  return new ApiError(status, problem, `${request} was answered with ${status}: ${said}`);
}

function parseProblem(text: string): Problem | undefined {
  try {
    const parsed: unknown = JSON.parse(text);
    return typeof parsed === 'object' && parsed !== null && 'code' in parsed ? (parsed as Problem) : undefined;
  } catch {
    return undefined;
  }
}
