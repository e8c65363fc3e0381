import { ApiError } from './api-error.js';
import type { Transport, WireBody } from './client.js';

/** What is needed from a browser, a worker or Node; `globalThis` has it in each. */
export interface FetchPlatform<Content, Form, Signal> {
  fetch(
    url: string,
    request: {
      method: string;
      headers: Record<string, string>;
      body: string | Content | Form | null;
      signal: Signal | null;
    },
  ): Promise<{ status: number; text(): Promise<string> }>;
  FormData: FormConstructor<Content, Form>;
}

/** The constructor of multipart forms. */
export type FormConstructor<Content, Form> = new () => Form & {
  append(name: string, value: string): void;
  append(name: string, content: Content, fileName: string): void;
};

/** Where requests are sent, and for which account. */
export interface Sending<Signal> {
  /** What precedes `/api`; empty for the page's own origin. */
  origin?: string;
  signal?: Signal | undefined;
  /** The headers that identify the caller. */
  authorization?: () => Promise<Record<string, string>>;
}

/** Sends requests with `fetch`. */
export function fetchTransport<Content, Form, Signal extends { readonly aborted: boolean }>(
  platform: FetchPlatform<Content, Form, Signal>,
  { origin = '', signal, authorization }: Sending<Signal> = {},
): Transport<Content> {
  return async ({ method, url, body }) => {
    const headers = { ...(await authorization?.()), ...contentType(body) };
    const request = { method, headers, body: payload(platform.FormData, body), signal: signal ?? null };
    try {
      const response = await platform.fetch(origin + url, request);
      return { status: response.status, text: await response.text() };
    } catch (error) {
      throw signal?.aborted ? ApiError.cancelled() : ApiError.unreachable(error);
    }
  };
}

/** The content-type header of a body; none for a form, whose boundary the platform adds. */
export function contentType(body: WireBody<unknown> | undefined): Record<string, string> {
  if (body?.kind === 'json') return { 'Content-Type': 'application/json' };
  return body?.kind === 'bytes' ? { 'Content-Type': 'application/octet-stream' } : {};
}

/** A body in the form that the platform sends. */
export function payload<Content, Form>(
  FormData: FormConstructor<Content, Form>,
  body: WireBody<Content> | undefined,
): string | Content | Form | null {
  if (body?.kind === 'json') return body.text;
  if (body?.kind !== 'form') return body?.content ?? null;
  const form = new FormData();
  for (const [name, value] of body.fields) form.append(name, value);
  form.append('file', body.file.content, body.file.name);
  return form;
}
