import { callRoute, type CallOf } from '@segue/core/contract/api/client';
import { fetchTransport } from '@segue/core/contract/api/fetch-transport';
import type { Out, Route } from '@segue/core/contract/api/route';

/**
 * Calls a running Segue over HTTP, like any other client.
 * @throws ApiError if the reply is not a success
 */
export type ApiClient = <const R extends Route>(route: R, call: CallOf<R, Blob>) => Promise<Out<R, 'reply'>>;

/** @param token Firebase ID token; reading public data needs none */
export function createApiClient(baseUrl: string, token?: string): ApiClient {
  const headers: Record<string, string> = token === undefined ? {} : { Authorization: `Bearer ${token}` };
  const authorization = () => Promise.resolve(headers);
  const transport = fetchTransport<Blob, FormData, AbortSignal>(globalThis, { origin: baseUrl, authorization });
  return (route, call) => callRoute(transport, route, call);
}
