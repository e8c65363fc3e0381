import '../jitless.js';
import type { $ZodType, input, output } from 'zod/v4/core';
import type { ErrorCode } from '../errors.js';
import { needsAccount, needsLiveSession, needsRole, type Act, type Kind, type NeedsAccount } from '../rights/table.js';

/** What every path of the API begins with. */
export const apiRoot = '/api/';

/** One method and path of the API, with everything about it that can be stated without running it. */
export interface Route {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Parameters stand in braces: `/api/datasets/{id}`. */
  path: `${typeof apiRoot}${string}`;
  /** What it does, as `docs/api.md` says it (Markdown). */
  summary: string;
  /** A schema for the names in braces; required where the path has any. */
  params?: $ZodType;
  /** Error codes for parameters that their schema refuses; `not-found` by default. */
  paramErrors?: Readonly<Record<string, ErrorCode>>;
  /** Absent: query parameters are ignored. */
  query?: $ZodType;
  /** Absent: a body is ignored. */
  body?: RouteBody;
  /** The status on success. */
  status: 200 | 201 | 202 | 204;
  /** The JSON on success; absent with 204 and for a download. */
  reply?: $ZodType;
  /** The media type of the file on success, which is sent while it is made. `callRoute` leaves it to the transport. */
  download?: DownloadType;
  /** Error codes it may answer with, besides those common to all routes; see `errorsOf`. */
  errors: readonly ErrorCode[];
  /**
   * What one must be allowed to do, and with what: a cell of the table of rights. `serve` requires an account where that does;
   * code that reads the records checks the rest. Absent: anyone may call it.
   */
  right?: readonly [Act, Kind];
  /** Besides those whose right says so: a token of a session that was ended is refused, though it has not run out. */
  needsLiveSession?: true;
  /** What is at an address of it never changes: its caller may keep it for good. */
  isImmutable?: true;
  /** The most one request may cost. Not enforced by `serve`. */
  bounds: { bodyBytes: number };
  /** The quota that a request counts against. Not enforced yet. */
  quota: 'read' | 'recommend' | 'write' | 'upload' | 'train';
}

/** A type of files that the API makes: a table, one JSON object a line, or an archive of files. */
export type DownloadType = 'text/csv' | 'application/x-ndjson' | 'application/zip';

/** The body of a request: JSON; a form with text fields and one file; or raw bytes. */
export type RouteBody =
  | { readonly kind: 'json'; readonly schema: $ZodType }
  | { readonly kind: 'form'; readonly fields: $ZodType }
  | { readonly kind: 'bytes' };

/** The most bytes that the platform accepts in a function's request (32 MiB). */
export const requestBytes = 33_554_432;

/** The parameter names in braces. */
type ParamNames<Path extends string> = Path extends `${string}{${infer Name}}${infer Rest}`
  ? Name | ParamNames<Rest>
  : never;

/** A schema for the names in braces; none if the path has none. */
type ParamsOf<Path extends string> = [ParamNames<Path>] extends [never]
  ? { params?: never }
  : { params: $ZodType<unknown, Record<ParamNames<Path>, string | number>> };

/** Defines a route with the types of its schemas. A path whose parameters have no schema does not compile. */
// @__NO_SIDE_EFFECTS__
export function defineRoute<const R extends Route>(route: R & ParamsOf<R['path']>): R {
  return route;
}

/** Whether a route is for accounts only. */
export function isForAccounts({ right }: Pick<Route, 'right'>): boolean {
  return right !== undefined && needsAccount(...right);
}

/** The same as a type. */
export type IsForAccounts<R extends Route> = R extends { right: readonly [infer A, infer K] }
  ? NeedsAccount<A & Act, K & Kind>
  : false;

/** Whether a token of a session that was ended is refused, though it has not run out. */
export function isForLiveSessions(route: Pick<Route, 'right' | 'needsLiveSession'>): boolean {
  return route.needsLiveSession === true || (route.right !== undefined && needsLiveSession(...route.right));
}

/** Routes by name; the names are the operation ids of the OpenAPI document. */
export type Routes = Readonly<Record<string, Route>>;

type Field<R, Name extends string> = R extends Record<Name, infer Value> ? Value : undefined;

/** What a caller gives for a part of a request; `undefined` if the route has no such part. */
export type In<R extends Route, Part extends 'params' | 'query' | 'reply'> = SchemaIn<Field<R, Part>>;

/** The same part after parsing with its schema. */
export type Out<R extends Route, Part extends 'params' | 'query' | 'reply'> = SchemaOut<Field<R, Part>>;

type SchemaIn<S> = S extends $ZodType ? input<S> : undefined;
type SchemaOut<S> = S extends $ZodType ? output<S> : undefined;

/** A file in a form; `Content` is the platform's type for bytes. */
export interface FormFile<Content> {
  name: string;
  content: Content;
}

/** The body as the caller gives it. */
export type BodyIn<R extends Route, Content> = BodyOf<R, 'in', Content>;

/** The body as the endpoint receives it. */
export type BodyOut<R extends Route> = BodyOf<R, 'out', Uint8Array>;

type BodyOf<R extends Route, Side extends 'in' | 'out', Content> =
  Field<R, 'body'> extends { kind: 'json'; schema: infer S }
    ? SchemaOn<Side, S>
    : Field<R, 'body'> extends { kind: 'form'; fields: infer F }
      ? { fields: SchemaOn<Side, F>; file: FormFile<Content> }
      : Field<R, 'body'> extends { kind: 'bytes' }
        ? Content
        : undefined;

type SchemaOn<Side extends 'in' | 'out', S> = Side extends 'in' ? SchemaIn<S> : SchemaOut<S>;

/** Every code that a route may answer with. */
export function errorsOf({ errors, right, params, paramErrors, query, body }: Route): ErrorCode[] {
  const codes: ErrorCode[] = [...errors, ...Object.values(paramErrors ?? {}), 'internal'];
  if (params) codes.push('not-found');
  if (query || body) codes.push('invalid-request');
  if (body?.kind === 'json') codes.push('not-json');
  if (body?.kind === 'form') codes.push('not-multipart', 'missing-file', 'file-too-large');
  // An invalid token is refused even if the route needs none.
  codes.push('unauthenticated');
  // Where App Check is required, all routes refuse other apps.
  codes.push('unverified-app');
  if (right && needsRole(...right)) codes.push('forbidden');
  return [...new Set(codes)].sort();
}
