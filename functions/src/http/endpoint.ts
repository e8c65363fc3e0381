import { createHash } from 'node:crypto';
import type { Request } from 'firebase-functions/https';
import type { Response } from 'express';
import type * as z from 'zod';
import { SegueError } from '@segue/core/contract/errors';
import type { Viewer } from '../pipeline/records/dataset-records.js';
import type { Caller } from '../pipeline/rows/ingest.js';
import type { Context } from '../pipeline/ports.js';
import { appContext } from '../store/app.js';
import { callerOf, viewerOf } from './account.js';
import { checkInput } from './check-input.js';
import { toProblem } from './problem-reply.js';

/** One request, parsed and checked. */
export interface Call<Body = unknown, Query = unknown> {
  context: Context;
  /** The parts of the path in braces. */
  params: Record<string, string>;
  body: Body;
  query: Query;
  /** Who asks, or `null`: reading public data wants nobody. */
  viewer: Viewer;
  /**
   * Who acts.
   * @throws unauthenticated
   */
  caller: () => Caller;
  request: Request;
}

/** What an endpoint answers: 200 and JSON unless it says otherwise; no body with 204. */
export interface Reply {
  status?: number;
  body?: unknown;
}

/** One method and path of the API. */
export interface Endpoint {
  body?: z.ZodType;
  query?: z.ZodType;
  run(call: Call): Promise<Reply>;
}

/** An endpoint whose `run` sees the types of its schemas. */
export function endpoint<B extends z.ZodType = z.ZodUnknown, Q extends z.ZodType = z.ZodUnknown>(definition: {
  body?: B;
  query?: Q;
  run(call: Call<z.infer<B>, z.infer<Q>>): Promise<Reply>;
}): Endpoint {
  return definition;
}

/** Endpoints by `METHOD /path/{parameter}`. */
export type Endpoints = Record<string, Endpoint>;

/** The handler of an HTTPS function: finds the endpoint, checks what came, answers; the one exit of all errors. */
export function serve(endpoints: Endpoints): (request: Request, response: Response) => Promise<void> {
  const routes = Object.entries(endpoints).map(([name, definition]) => toRoute(name, definition));
  return async (request, response) => {
    try {
      const { definition, params } = findRoute(routes, request);
      const claims = await viewerOf(request);
      const reply = await definition.run({
        context: appContext(),
        params,
        request,
        body: definition.body ? checkInput(definition.body, jsonBody(request), 'The body') : undefined,
        query: definition.query ? checkInput(definition.query, request.query, 'The query') : undefined,
        viewer: claims?.uid ?? null,
        caller: () => callerOf(claims),
      });
      send(request, response, reply);
    } catch (error) {
      const problem = toProblem(error);
      response.status(problem.status).set('Cache-Control', 'no-store').type('application/problem+json');
      if (problem.status === 401) response.set('WWW-Authenticate', 'Bearer');
      response.send(JSON.stringify(problem));
    }
  };
}

interface Route {
  method: string;
  pattern: RegExp;
  definition: Endpoint;
}

function toRoute(name: string, definition: Endpoint): Route {
  const [method, path] = name.split(' ');
  const pattern = path!.replace(/\{(\w+)\}/g, '(?<$1>[^/]+)');
  return { method: method!, pattern: new RegExp(`^${pattern}/?$`), definition };
}

function findRoute(routes: Route[], request: Request): { definition: Endpoint; params: Record<string, string> } {
  const matching = routes.filter(({ pattern }) => pattern.test(request.path));
  const asked = request.method === 'HEAD' ? 'GET' : request.method;
  const route = matching.find(({ method }) => method === asked);
  if (route) return { definition: route.definition, params: paramsOf(route.pattern, request.path) };
  if (matching.length === 0) {
    throw new SegueError('not-found', `There is nothing at ${request.path}. docs/api.md lists the API.`);
  }
  const methods = matching.map(({ method }) => method).join(', ');
  throw new SegueError('method-not-allowed', `${request.path} takes ${methods}, not ${request.method}.`);
}

function paramsOf(pattern: RegExp, path: string): Record<string, string> {
  const groups = pattern.exec(path)?.groups ?? {};
  return Object.fromEntries(Object.entries(groups).map(([name, value]) => [name, safeParameter(value)]));
}

/** A parameter ends up in a path of the database: what cannot stand there names nothing that exists. */
function safeParameter(value: string): string {
  const decoded = decode(value);
  if (decoded !== null && /^[\w~-]{1,200}$/.test(decoded)) return decoded;
  throw new SegueError('not-found', `"${value}" is no id: ids have letters, digits, "-", "_" and "~" only.`);
}

function decode(value: string): string | null {
  try {
    return decodeURIComponent(value);
  } catch {
    return null;
  }
}

function jsonBody(request: Request): unknown {
  if (request.is('json') || request.is('+json')) return request.body;
  throw new SegueError('not-json', 'This request takes JSON. Send it with Content-Type: application/json.');
}

function send(request: Request, response: Response, { status = 200, body }: Reply): void {
  response.status(status).set('Cache-Control', 'no-cache');
  if (body === undefined) {
    response.end();
    return;
  }
  const text = JSON.stringify(body);
  const etag = `"${createHash('sha256').update(text).digest('base64url').slice(0, 27)}"`;
  response.set('ETag', etag);
  if (status === 200 && request.get('if-none-match') === etag) {
    response.status(304).end();
    return;
  }
  response.type('application/json').send(text);
}
