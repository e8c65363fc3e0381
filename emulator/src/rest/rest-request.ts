import type { IncomingMessage } from 'node:http';
import { type Caller, NOBODY, type ReadToken, callerFromOverride } from '../credentials.js';
import { invalidData } from '../failure.js';
import { badPath } from '../tree/paths.js';

/** A parsed REST request. */
export interface RestRequest {
  readonly method: string;
  /** Decoded path, without the query. */
  readonly path: string;
  readonly params: URLSearchParams;
  readonly message: IncomingMessage;
  readonly readToken: ReadToken;
}

/** Parses a request. `X-HTTP-Method-Override`, as a header or a parameter, replaces the method of a POST. */
export function readRequest(message: IncomingMessage, readToken: ReadToken): RestRequest {
  const [path, query] = splitUrl(message.url ?? '/');
  const params = new URLSearchParams(query);
  const header = message.headers['x-http-method-override'];
  const override = typeof header === 'string' ? header : params.get('x-http-method-override');
  const method = message.method === 'POST' && override !== null ? override : message.method;
  return { method: (method ?? 'GET').toUpperCase(), path: decode(path), params, message, readToken };
}

/** Splits the target of a request into path and query, dropping the host it may contain (RFC 9112, 3.2.2). */
export function splitUrl(target: string): [string, string] {
  const url = target.replace(/^https?:\/\/[^/?]*/i, '');
  const at = url.indexOf('?');
  return at < 0 ? [url, ''] : [url.slice(0, at), url.slice(at + 1)];
}

function decode(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    throw badPath('bad percent encoding');
  }
}

/** The caller, from `Authorization: Bearer`, `access_token` or `auth`. Throws `invalid_token`. */
export function callerOf({ message, params, readToken }: RestRequest): Caller {
  const bearer = /^Bearer +(.+)$/i.exec(message.headers.authorization ?? '')?.[1];
  const token = bearer ?? params.get('access_token') ?? params.get('auth');
  const caller = token === null || token === '' ? NOBODY : readToken(token);
  const override = params.get('auth_variable_override');
  return override !== null && caller.admin ? callerFromOverride(parseJson(override)) : caller;
}

/** Parses JSON. Throws `invalid_data` as the service words it. */
export function parseJson(text: string): unknown {
  return withParseErrors(() => JSON.parse(text) as unknown);
}

/** Runs `parse`; turns its SyntaxError into the service's `invalid_data`. */
export function withParseErrors<T>(parse: () => T): T {
  try {
    return parse();
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw invalidData(`couldn't parse JSON object, array, or value. ${error.message}`.trim());
  }
}
