import { ApiError } from '@segue/core/contract/api/api-error';
import type { Transport } from '@segue/core/contract/api/client';
import { contentType, payload, type Sending } from '@segue/core/contract/api/fetch-transport';

/**
 * Carries requests with XMLHttpRequest and counts the bytes as they leave: `fetch` cannot report upload progress.
 * @param onSent takes the bytes sent so far
 */
export function countingTransport(
  onSent: (bytes: number) => void,
  { origin = '', signal, authorization }: Sending<AbortSignal>,
): Transport<Blob> {
  return async ({ method, url, body }) => {
    const headers = { ...(await authorization?.()), ...contentType(body) };
    return new Promise((resolve, reject) => {
      const request = new XMLHttpRequest();
      request.open(method, origin + url);
      for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
      request.upload.onprogress = ({ loaded }) => onSent(loaded);
      request.onload = () => resolve({ status: request.status, text: request.responseText });
      request.onerror = () => reject(ApiError.unreachable());
      request.onabort = () => reject(ApiError.cancelled());
      signal?.addEventListener('abort', () => request.abort(), { once: true });
      // Before it is sent, an aborted request fires no event.
      if (signal?.aborted) reject(ApiError.cancelled());
      else request.send(payload(FormData, body));
    });
  };
}
