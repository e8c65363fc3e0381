import { pipeline } from 'node:stream/promises';
import { ApiError } from '@segue/core/contract/api/api-error';
import { appCheckHeader } from '@segue/core/contract/api/app-check';
import { callRoute, type CallOf, type Transport } from '@segue/core/contract/api/client';
import { fetchTransport } from '@segue/core/contract/api/fetch-transport';
import type { Out, Route } from '@segue/core/contract/api/route';
import { Failure } from './failure.js';

/**
 * Calls a running Segue over HTTP, like any other client.
 * @throws ApiError if the reply is not a success
 */
export type ApiClient = <const R extends Route>(route: R, call: CallOf<R, Blob>) => Promise<Out<R, 'reply'>>;

/**
 * @param token Firebase ID token; reading public data needs none
 * @param appToken App Check token, where the API requires one
 */
export function createApiClient(baseUrl: string, token?: string, appToken?: string): ApiClient {
  const authorization = () => Promise.resolve(headersOf(token, appToken));
  const transport = fetchTransport<Blob, FormData, AbortSignal>(globalThis, { origin: baseUrl, authorization });
  return (route, call) => callRoute(transport, route, call);
}

/**
 * Calls routes that answer with a download, and writes it to a stream as it arrives. The stream stays open.
 *
 * @param token as for `createApiClient`
 * @param appToken as for `createApiClient`
 */
export function createDownloadClient(
  baseUrl: string,
  output: NodeJS.WritableStream,
  token?: string,
  appToken?: string,
): ApiClient {
  const transport: Transport<Blob> = async ({ method, url }) => {
    const headers = headersOf(token, appToken);
    const response = await fetch(baseUrl + url, { method, headers }).catch((error: unknown) => {
      throw ApiError.unreachable(error);
    });
    const { status, ok, body } = response;
    if (!ok || !body) return { status, text: await response.text() };
    await writeTo(output, body);
    return { status, text: '' };
  };
  return (route, call) => callRoute(transport, route, call);
}

function headersOf(token: string | undefined, appToken: string | undefined): Record<string, string> {
  return { ...(token !== undefined && { Authorization: `Bearer ${token}` }), ...appHeaders(appToken) };
}

/** The header that carries an App Check token; none without one. */
export function appHeaders(appToken: string | undefined): Record<string, string> {
  return appToken === undefined ? {} : { [appCheckHeader]: appToken };
}

/** @throws Failure if the file breaks off; not if its reader has enough of it, as `head` has */
async function writeTo(output: NodeJS.WritableStream, body: AsyncIterable<Uint8Array>): Promise<void> {
  try {
    await pipeline(body, output, { end: false });
  } catch (error) {
    const { code } = Object(error) as { code?: unknown };
    if (code === 'EPIPE') return;
    throw new Failure('The file broke off before its end. Try again, or with a smaller --count.', { cause: error });
  }
}
