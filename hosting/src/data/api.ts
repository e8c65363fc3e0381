import { appCheckHeader } from '@segue/core/contract/api/app-check';
import { callRoute, type CallOf } from '@segue/core/contract/api/client';
import { fetchTransport } from '@segue/core/contract/api/fetch-transport';
import type { Out, Route } from '@segue/core/contract/api/route';
import { idToken } from './account.js';
import { appCheckSiteKey } from './configuration.js';
import { openProject } from './project.js';

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

/** The headers that identify account and app; none for anonymous viewers and where App Check is off. */
export async function authorization(): Promise<Record<string, string>> {
  const [token, app] = await Promise.all([idToken(), appToken()]);
  return { ...(token && { Authorization: `Bearer ${token}` }), ...(app && { [appCheckHeader]: app }) };
}

/** Without a site key, no call waits for the project. */
async function appToken(): Promise<string | null> {
  return appCheckSiteKey() === null ? null : (await openProject()).appToken();
}
