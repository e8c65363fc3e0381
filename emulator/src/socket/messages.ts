/**
 * The texts of the websocket protocol, version 5. They are put together as text, not as objects, since the data in
 * them already is: a node is written out once, however many sockets it goes to.
 */

/** Reads what a client sends; answers `undefined` for anything that is not a message of the protocol. */
export interface ClientMessage {
  /** `c` for control, `d` for data. */
  readonly type: string;
  readonly body: Record<string, unknown>;
  /** What was parsed. */
  readonly text: string;
}

/** Parses one message. */
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
 * The first message of a connection, sent by the server. Its time is told a millisecond early: clients reckon with the
 * time a message takes, and here one takes none, so that what they guess for a timestamp would be what it turns out to
 * be. With no service is that so, and who waits for the second value would wait in vain.
 */
export function helloText(host: string, session: string, now: number): string {
  return JSON.stringify({ t: 'c', d: { t: 'h', d: { ts: now - 1, v: '5', h: host, s: session } } });
}

/** Answers a client's control ping. The key `d` must be there. */
export const PONG_TEXT = '{"t":"c","d":{"t":"o","d":null}}';

/** Answers a request. `data` is JSON text. */
export function replyText(request: number, status: string, data = '""'): string {
  return `{"t":"d","d":{"r":${request},"b":{"s":${JSON.stringify(status)},"d":${data}}}}`;
}

/** Tells of data: `d` a put, `m` a merge, at a path, with the tag of the filtered listen it is for. */
export function dataText(action: 'd' | 'm', path: string, data: string, tag: number | undefined): string {
  const suffix = tag === undefined ? '' : `,"t":${tag}`;
  return `{"t":"d","d":{"a":"${action}","b":{"p":${JSON.stringify(path)},"d":${data}${suffix}}}}`;
}

/** Tells that a listen has ended because the caller may no longer read there. */
export function revokedText(path: string, query: unknown): string {
  return JSON.stringify({ t: 'd', d: { a: 'c', b: query === undefined ? { p: path } : { p: path, q: [query] } } });
}

/** Tells that the credentials a client gave have come to their end. */
export const AUTH_REVOKED_TEXT = '{"t":"d","d":{"a":"ac","b":{"s":"expired_token","d":"Auth token is expired"}}}';

/** True for JSON objects. */
export function isRecord(json: unknown): json is Record<string, unknown> {
  return typeof json === 'object' && json !== null && !Array.isArray(json);
}
