import { callRoute, type CallOf } from '@segue/core/contract/api/client';
import { fetchTransport } from '@segue/core/contract/api/fetch-transport';
import type { Out, Route } from '@segue/core/contract/api/route';
import { idToken } from './account.js';

/**
 * Calls the API as the signed-in account, if there is one.
 * @throws ApiError: the server's, `unreachable`, `unreadable`, or `cancelled` once the signal is aborted
 */
export function api<const R extends Route>(
  route: R,
  call: CallOf<R, Blob>,
  signal?: AbortSignal,
): Promise<Out<R, 'reply'>> {
  const transport = fetchTransport<Blob, FormData, AbortSignal>(globalThis, { authorization, signal });
  return callRoute(transport, route, call);
}

/** The authorization header; empty for anonymous viewers. */
export async function authorization(): Promise<Record<string, string>> {
  const token = await idToken();
  return token ? { Authorization: `Bearer ${token}` } : {};
}
