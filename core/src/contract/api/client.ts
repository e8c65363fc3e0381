import '../jitless.js';
import { safeParse } from 'zod/v4/core';
import { ApiError } from './api-error.js';
import { problemView } from './problem.js';
import type { BodyIn, FormFile, In, Out, Route, RouteBody } from './route.js';

/** An outgoing request; each platform sends it in its own way. `Content` is the platform's type for bytes. */
export interface WireRequest<Content> {
  method: Route['method'];
  /** Path and query, starting with `/api`. */
  url: string;
  body: WireBody<Content> | undefined;
}

/** The body of a request. */
export type WireBody<Content> =
  | { kind: 'json'; text: string }
  | { kind: 'form'; fields: [name: string, value: string][]; file: FormFile<Content> }
  | { kind: 'bytes'; content: Content };

/** The reply to a request. */
export interface WireReply {
  status: number;
  text: string;
}

/** Sends requests: `fetch`, XMLHttpRequest, a test. It alone deals with accounts, origins and signals. */
export type Transport<Content> = (request: WireRequest<Content>) => Promise<WireReply>;

/** What a caller gives to a route: exactly the parts that the route has. */
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
 * @returns the reply parsed with the route's schema, without members that the schema does not name
 * @throws ApiError with the server's code and message, or `unreadable` for a reply that does not match the route; also
 *   what the transport throws
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
  const url = pathOf(route, params) + queryText(query);
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

/** The address of a route without a query, from `/api` on: for a link to it. */
export function addressOf<const R extends Route>(route: R, params: In<R, 'params'> & object): string {
  return pathOf(route, params);
}

/** A request as messages name it, such as `GET /api/models/music`. */
export function requestTo<const R extends Route>(
  route: R,
  ...[params]: In<R, 'params'> extends object ? [params: In<R, 'params'>] : []
): string {
  return `${route.method} ${pathOf(route, params ?? {})}`;
}

function pathOf({ path }: Route, params: object): string {
  const texts = new Map(textPairs(params));
  return path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(texts.get(name))));
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

/** A list becomes one pair for each entry. */
function textPairs(values: object): [string, string][] {
  return Object.entries(values).flatMap(([name, value]: [string, unknown]) =>
    (Array.isArray(value) ? value : [value]).flatMap((entry): [string, string][] =>
      entry === undefined ? [] : [[name, String(entry)]],
    ),
  );
}

/** `CallOf` guarantees the types inside `given`; this loose signature does not show them. */
function toWire<Content>(body: RouteBody, given: unknown): WireBody<Content> {
  if (body.kind === 'json') return { kind: 'json', text: JSON.stringify(given) };
  if (body.kind === 'bytes') return { kind: 'bytes', content: given as Content };
  const { fields, file } = given as { fields: object; file: FormFile<Content> };
  return { kind: 'form', fields: textPairs(fields), file };
}

function toApiError(status: number, text: string): ApiError {
  const problem = safeParse(problemView, parseJson(text));
  // Not from our code, but from a proxy or the platform.
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
