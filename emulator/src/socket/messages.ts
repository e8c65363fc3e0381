/**
 * The messages of the websocket protocol, version 5. They are built as text, not as objects, because their data already
 * is text: a node is serialised once, however many sockets receive it.
 */

import { isRecord } from '../is-record.js';
import type { Path } from '../tree/node.js';
import { toJson } from '../tree/to-json.js';
import type { RangeMerge } from './range-merge.js';

/** A message from a client. */
export interface ClientMessage {
  /** `c` for control, `d` for data. */
  readonly type: string;
  readonly body: Record<string, unknown>;
  /** The text that was parsed. */
  readonly text: string;
}

/** Parses one message; returns `undefined` for anything that is not a message of the protocol. */
export function parseMessage(text: string): ClientMessage | undefined {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!isRecord(json) || typeof json.t !== 'string' || !isRecord(json.d)) return undefined;
  return { type: json.t, body: json.d, text };
}

/**
 * The first message of a connection, sent by the server. Its time is a millisecond early. Clients estimate the server's
 * time from it and allow for the time messages take, which is none here, so their guess for a timestamp would be exact.
 * With the real service it never is, and code that waits for the corrected value would wait forever.
 */
export function helloText(host: string, session: string, now: number): string {
  return JSON.stringify({ t: 'c', d: { t: 'h', d: { ts: now - 1, v: '5', h: host, s: session } } });
}

/** The reply to a client's control ping. The key `d` must be there. */
export const PONG_TEXT = '{"t":"c","d":{"t":"o","d":null}}';

/** Accepts a socket that is to carry a session from now on. */
export const SWITCH_ACK_TEXT = '{"t":"c","d":{"t":"a","d":{}}}';

/** The last message by the old transport of a session that moves. */
export const END_TRANSMISSION_TEXT = '{"t":"c","d":{"t":"n","d":{}}}';

/** Refuses a socket that names no session; the client goes on without it. */
export function resetText(host: string): string {
  return JSON.stringify({ t: 'c', d: { t: 'r', d: host } });
}

/** The reply to a request. `data` is JSON text. */
export function replyText(request: number, status: string, data = '""'): string {
  return `{"t":"d","d":{"r":${request},"b":{"s":${JSON.stringify(status)},"d":${data}}}}`;
}

/** Sends data: `d` a put, `m` a merge, at a path, with the tag of the filtered listen it is for. */
export function dataText(action: 'd' | 'm', path: string, data: string, tag: number | undefined): string {
  const suffix = tag === undefined ? '' : `,"t":${tag}`;
  return `{"t":"d","d":{"a":"${action}","b":{"p":${JSON.stringify(path)},"d":${data}${suffix}}}}`;
}

/** Sends the ranges of a listen's data in which a client holds something else; a bound that is left out is open. */
export function rangeMergeText(path: string, merges: readonly RangeMerge[], tag: number | undefined): string {
  const ranges = merges.map(({ start, end, node }) => {
    const bounds = `${postText('s', start)}${postText('e', end)}`;
    return `{${bounds}"m":${toJson(node, 'export')}}`;
  });
  const suffix = tag === undefined ? '' : `,"t":${tag}`;
  return `{"t":"d","d":{"a":"rm","b":{"p":${JSON.stringify(path)},"d":[${ranges.join(',')}]${suffix}}}}`;
}

function postText(name: string, post: Path | null): string {
  return post === null ? '' : `"${name}":${JSON.stringify(post.join('/') || '/')},`;
}

/** Reports that a listen has ended because the caller may no longer read there. */
export function revokedText(path: string, query: unknown): string {
  return JSON.stringify({ t: 'd', d: { a: 'c', b: query === undefined ? { p: path } : { p: path, q: [query] } } });
}

/** Reports that the client's credentials have expired. */
export const AUTH_REVOKED_TEXT = '{"t":"d","d":{"a":"ac","b":{"s":"expired_token","d":"Auth token is expired"}}}';
