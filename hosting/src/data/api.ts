import { idToken } from './account.js';
import { requestJson } from './request.js';

export { ApiError, sentence, toApiError, unreachable } from './request.js';

/** How a request is made. */
export interface ApiRequest {
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Sent as JSON. */
  body?: unknown;
  signal?: AbortSignal;
}

/**
 * Asks the API, as the signed-in account if there is one.
 * @throws ApiError with the server's code and sentence, or `unreachable`.
 */
export async function api<T>(path: string, { method = 'GET', body, signal }: ApiRequest = {}): Promise<T> {
  const headers: Record<string, string> = await authorization();
  if (body !== undefined) headers['Content-Type'] = 'application/json';
  const request: RequestInit = { method, headers };
  if (body !== undefined) request.body = JSON.stringify(body);
  if (signal) request.signal = signal;
  return requestJson<T>(path, request);
}

/** The header that says who asks; empty for nobody. */
export async function authorization(): Promise<Record<string, string>> {
  const token = await idToken();
  return token ? { Authorization: `Bearer ${token}` } : {};
}
