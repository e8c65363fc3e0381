import '../jitless.js';
import type { $ZodType, input, output } from 'zod/v4/core';
import type { ErrorCode } from '../errors.js';

/** One method and path of the API, and everything that can be said about it without running it. */
export interface Route {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Parameters stand in braces: `/api/datasets/{id}`. */
  path: string;
  /** What it does, as `docs/api.md` says it (Markdown). */
  summary: string;
  /** A schema for the names in braces; required where the path has any. */
  params?: $ZodType;
  /** Codes for a parameter that its schema refuses; `not-found` where none is named. */
  paramErrors?: Readonly<Record<string, ErrorCode>>;
  /** Absent: query parameters are ignored. */
  query?: $ZodType;
  /** Absent: a body is ignored. */
  body?: RouteBody;
  /** Status of success. */
  status: 200 | 201 | 202 | 204;
  /** The JSON of success; absent with 204. */
  reply?: $ZodType;
  /** Codes it may answer besides those of every route; see `errorsOf`. */
  errors: readonly ErrorCode[];
  /**
   * Who may call it: anyone; readers of what is asked for (anyone, where it is public); signed-in accounts; the owner of
   * what is changed. `serve` asks accounts and owners to sign in; the rest is checked where the records are read.
   */
  right: 'anyone' | 'reader' | 'account' | 'owner';
  /** The most one request may cost. Not enforced by `serve`. */
  bounds: { bodyBytes: number };
  /** What it is counted against. Not enforced yet. */
  quota: 'read' | 'recommend' | 'write' | 'upload' | 'train';
}

/** What a request carries: JSON; a form with text fields and one file; or bytes as they are. */
export type RouteBody =
  | { readonly kind: 'json'; readonly schema: $ZodType }
  | { readonly kind: 'form'; readonly fields: $ZodType }
  | { readonly kind: 'bytes' };

/** Bytes that a function's request may have at all, by the platform's rule (32 MiB). */
export const requestBytes = 33_554_432;

/** The names in braces. */
type ParamNames<Path extends string> = Path extends `${string}{${infer Name}}${infer Rest}`
  ? Name | ParamNames<Rest>
  : never;

/** A schema for the names in braces; none where there are none. */
type ParamsOf<Path extends string> = [ParamNames<Path>] extends [never]
  ? { params?: never }
  : { params: $ZodType<unknown, Record<ParamNames<Path>, string | number>> };

/** A route with the types of its schemas. A path whose parameters have no schema does not compile. */
// @__NO_SIDE_EFFECTS__
export function defineRoute<const R extends Route>(route: R & ParamsOf<R['path']>): R {
  return route;
}

/** Routes by name; the names are the operation ids of the OpenAPI document. */
export type Routes = Readonly<Record<string, Route>>;

type Field<R, Name extends string> = R extends Record<Name, infer Value> ? Value : undefined;

/** What a caller gives for a part of a request; `undefined` where the route has no such part. */
export type In<R extends Route, Part extends 'params' | 'query' | 'reply'> = SchemaIn<Field<R, Part>>;

/** What the schema makes of it. */
export type Out<R extends Route, Part extends 'params' | 'query' | 'reply'> = SchemaOut<Field<R, Part>>;

type SchemaIn<S> = S extends $ZodType ? input<S> : undefined;
type SchemaOut<S> = S extends $ZodType ? output<S> : undefined;

/** A file of a form; `Content` is what the platform holds bytes in. */
export interface FormFile<Content> {
  name: string;
  content: Content;
}

/** What the caller gives for a body. */
export type BodyIn<R extends Route, Content> = BodyOf<R, 'in', Content>;

/** What the endpoint gets. */
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
  // A token that is not valid is refused even where none is needed.
  codes.push('unauthenticated');
  if (right === 'owner') codes.push('forbidden');
  return [...new Set(codes)].sort();
}
