import { ApiError } from './api-error.js';
import type { Transport, WireBody } from './client.js';

/** What is needed of a browser, a worker or Node; `globalThis` of each has it. */
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

/** Makes forms. */
export type FormConstructor<Content, Form> = new () => Form & {
  append(name: string, value: string): void;
  append(name: string, content: Content, fileName: string): void;
};

/** Where to and as whom requests are sent. */
export interface Sending<Signal> {
  /** Before `/api`; empty for the page's own. */
  origin?: string;
  signal?: Signal | undefined;
  /** The headers that say who calls. */
  authorization?: () => Promise<Record<string, string>>;
}

/** Carries requests with `fetch`. */
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

/** The header that says what a body is; a form's names its boundary, which the platform adds. */
export function contentType(body: WireBody<unknown> | undefined): Record<string, string> {
  if (body?.kind === 'json') return { 'Content-Type': 'application/json' };
  return body?.kind === 'bytes' ? { 'Content-Type': 'application/octet-stream' } : {};
}

/** A body as the platform sends it. */
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
