import { authorization, toApiError, unreachable, ApiError } from './api.js';

/** A request whose bytes are counted as they leave: `fetch` cannot say how far an upload is. */
export interface Transfer {
  method: 'POST' | 'PUT';
  path: string;
  body: FormData | Blob;
  signal: AbortSignal;
  onSent: (bytes: number) => void;
}

/**
 * Sends a body and resolves to the JSON of the reply.
 * @throws ApiError: the server's, `unreachable`, or `cancelled` once the signal is aborted
 */
export async function transfer<T>({ method, path, body, signal, onSent }: Transfer): Promise<T> {
  const headers = await authorization();
  return new Promise<T>((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open(method, `/api/${path}`);
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
    if (body instanceof Blob) request.setRequestHeader('Content-Type', 'application/octet-stream');
    request.upload.onprogress = (event) => onSent(event.loaded);
    request.onload = () => {
      const { status, responseText } = request;
      if (status >= 200 && status < 300) resolve((responseText ? JSON.parse(responseText) : null) as T);
      else reject(toApiError(status, responseText));
    };
    request.onerror = () => reject(unreachable());
    request.onabort = () => reject(new ApiError('cancelled', 0, 'Cancelled.'));
    signal.addEventListener('abort', () => request.abort(), { once: true });
    if (signal.aborted) request.abort();
    else request.send(body);
  });
}
