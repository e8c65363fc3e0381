import '../jitless.js';
import { safeParse } from 'zod/v4/core';
import { ApiError } from './api-error.js';
import { problemView } from './problem.js';
import type { BodyIn, FormFile, In, Out, Route, RouteBody } from './route.js';

/** A request as it goes out; each platform sends it its own way. `Content` is what the platform holds bytes in. */
export interface WireRequest<Content> {
  method: Route['method'];
  /** From `/api` on. */
  url: string;
  body: WireBody<Content> | undefined;
}

/** What a request carries. */
export type WireBody<Content> =
  | { kind: 'json'; text: string }
  | { kind: 'form'; fields: [name: string, value: string][]; file: FormFile<Content> }
  | { kind: 'bytes'; content: Content };

/** What came back. */
export interface WireReply {
  status: number;
  text: string;
}

/** Carries requests: `fetch`, XMLHttpRequest, a test. Accounts, origins and signals are its own affair. */
export type Transport<Content> = (request: WireRequest<Content>) => Promise<WireReply>;

/** What a route takes from its caller, and nothing that it does not have. */
export type CallOf<R extends Route, Content> = Given<'params', In<R, 'params'>> &
  Given<'query', In<R, 'query'>> &
  Given<'body', BodyIn<R, Content>>;

type Given<Name extends string, T> = [T] extends [undefined]
  ? { [K in Name]?: never }
  : Record<string, never> extends T
    ? { [K in Name]?: T }
    : { [K in Name]: T };

/**
 * Calls the API.
 * @returns what the route's schema makes of the reply: members it does not name are dropped
 * @throws ApiError: the server's code and sentence, `unreadable` for a reply that is not the route's, or what the
 *   transport throws
 */
export async function callRoute<const R extends Route, Content>(
  transport: Transport<Content>,
  route: R,
  call: CallOf<R, Content>,
): Promise<Out<R, 'reply'>>;
export async function callRoute<Content>(
  transport: Transport<Content>,
  route: Route,
  { params = {}, query = {}, body }: LooseCall,
): Promise<unknown> {
  const path = route.path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(params[name])));
  const url = path + queryText(query);
  const request = { method: route.method, url, body: route.body && toWire<Content>(route.body, body) };
  const { status, text } = await transport(request);
  if (status < 200 || status > 299) throw toApiError(status, text);
  if (!route.reply) return undefined;
  const reply = safeParse(route.reply, parseJson(text));
  if (reply.success) return reply.data;
  const place = reply.error.issues[0]?.path.join('.');
  const what = place ? `${place} does not match ${route.path}` : 'it is not the expected JSON';
  throw new ApiError(
    'unreadable',
    status,
    `The reply cannot be read: ${what}. Is this the address of a running Segue?`,
  );
}

interface LooseCall {
  params?: Readonly<Record<string, unknown>>;
  query?: Readonly<Record<string, unknown>>;
  body?: unknown;
}

function queryText(query: object): string {
  const pairs = textPairs(query).map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
  return pairs.length === 0 ? '' : `?${pairs.join('&')}`;
}

function textPairs(values: object): [string, string][] {
  return Object.entries(values).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]]));
}

/** The types of `body` are those of `CallOf`, which the loose signature does not see. */
function toWire<Content>(body: RouteBody, given: unknown): WireBody<Content> {
  if (body.kind === 'json') return { kind: 'json', text: JSON.stringify(given) };
  if (body.kind === 'bytes') return { kind: 'bytes', content: given as Content };
  const { fields, file } = given as { fields: object; file: FormFile<Content> };
  return { kind: 'form', fields: textPairs(fields), file };
}

function toApiError(status: number, text: string): ApiError {
  const problem = safeParse(problemView, parseJson(text));
  // Not from our code: a proxy, or the platform.
  if (!problem.success)
    return new ApiError('internal', status, `The server answered ${status}. Try again in a moment.`);
  const { code, detail, ...extra } = problem.data;
  return new ApiError(code, status, detail, extra);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
