import { canonicalJson } from '../pipeline/records/digests.js';
import type { Updates } from '@segue/core/contract/stored/updates';
import { refuse } from '../pipeline/ports.js';
import type { JsonTransaction, JsonTree } from './json-tree.js';

/** Where a Realtime Database answers REST requests. */
export interface DatabaseAddress {
  /** Scheme, host and port. */
  base: string;
  /** The database's name, for an emulator that holds several; `null` if the host determines it. */
  namespace: string | null;
  /** An OAuth 2 access token, or `owner` for an emulator. Called for each request; credentials cache it. */
  token: () => Promise<string>;
}

/** A request the database refused, with its status and message. */
class DatabaseError extends Error {
  override readonly name = 'DatabaseError';

  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

const mostTries = 25;

/** Milliseconds before each retry of a request that got no answer. */
const pauses = [50, 250, 1000];

/** An answer of the database, read to its end. */
interface DatabaseAnswer {
  ok: boolean;
  status: number;
  etag: string;
  text: string;
  /** How many earlier tries got no answer: each may have been carried out. */
  unanswered: number;
}

/**
 * The tree over the database's REST API (https://firebase.google.com/docs/reference/rest/database). REST rather than
 * the SDK's socket: a big block is one `JSON.parse` instead of a tree of leaves, a transaction is a conditional request
 * on exactly what was read (no cold cache that first says `null`), and a function has no connection to set up.
 *
 * A request that gets no answer is retried a few times. The usual reason is a pooled connection that the database
 * closed while this process was busy: after seconds of parsing, the first request goes into a dead socket. Whether it
 * was carried out is then unknown, so each request may be carried out twice, which does no harm:
 * - A write stores the same values at the same paths, and its counters (`increment`) only ever grow: an extra mark
 *   costs one check, and the recount that the mark requests recomputes added-up numbers (holes, rows).
 * - A conditional write that was carried out has changed the ETag, so the retry gets a 412 and `change` is called again
 *   with its own result. If it continues from there, a number is skipped. If it refuses, then either the value is its
 *   own result (a name claimed, a lease taken), or it is unknown whether that result was ever stored. In the latter
 *   case `transact` throws, because a caller that gets "refused" would clean up after itself.
 *
 * A request that the database answers, even with an error, is never retried.
 */
export class RestTree implements JsonTree {
  constructor(private readonly address: DatabaseAddress) {}

  async read(path: string): Promise<unknown> {
    return JSON.parse((await this.request('GET', path)).text);
  }

  async keys(path: string): Promise<string[]> {
    const node: unknown = JSON.parse((await this.request('GET', path, { shallow: 'true' })).text);
    return typeof node === 'object' && node !== null ? Object.keys(node) : [];
  }

  async find(path: string, field: string, value: string | boolean): Promise<Record<string, unknown>> {
    return await this.query(path, { orderBy: JSON.stringify(field), equalTo: JSON.stringify(value) });
  }

  async newest(path: string, count: number): Promise<Record<string, unknown>> {
    return await this.query(path, { orderBy: '"$key"', limitToLast: String(count) });
  }

  async write(updates: Updates): Promise<void> {
    await this.request('PATCH', '', { print: 'silent', writeSizeLimit: 'unlimited' }, JSON.stringify(updates));
  }

  async transact(path: string, change: (current: unknown) => unknown): Promise<JsonTransaction> {
    let unanswered: unknown;
    for (let tries = 0; tries < mostTries; tries++) {
      const found = await this.request('GET', path, {}, undefined, { 'X-Firebase-ETag': 'true' });
      const current: unknown = JSON.parse(found.text);
      const next = change(current);
      if (next === refuse) return refused(path, current, unanswered);
      const stored = await this.send('PUT', path, {}, JSON.stringify(next), { 'if-match': found.etag });
      if (stored.ok) return { committed: true, value: next };
      if (stored.status !== 412) throw failure(stored, 'PUT', path);
      if (stored.unanswered > 0) unanswered = next;
    }
    throw new DatabaseError(412, `Gave up on ${path} after ${mostTries} tries: it changed during each one.`);
  }

  private async query(path: string, query: Record<string, string>): Promise<Record<string, unknown>> {
    const found: unknown = JSON.parse((await this.request('GET', path, query)).text);
    return Object.fromEntries(Object.entries(found ?? {}));
  }

  private async request(
    method: string,
    path: string,
    query: Record<string, string> = {},
    body?: string,
    headers: Record<string, string> = {},
  ): Promise<DatabaseAnswer> {
    const answer = await this.send(method, path, query, body, headers);
    if (!answer.ok) throw failure(answer, method, path);
    return answer;
  }

  private async send(
    method: string,
    path: string,
    query: Record<string, string>,
    body: string | undefined,
    headers: Record<string, string>,
  ): Promise<DatabaseAnswer> {
    const { base, namespace, token } = this.address;
    const url = new URL(`${base}/${path.split('/').map(encodeURIComponent).join('/')}.json`);
    for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
    if (namespace !== null) url.searchParams.set('ns', namespace);
    for (let tries = 0; ; tries++) {
      const authorization = `Bearer ${await token()}`;
      try {
        const answer = await fetchWhole(url, {
          method,
          headers: { authorization, 'content-type': 'application/json', ...headers },
          ...(body === undefined ? {} : { body }),
        });
        return { ...answer, unanswered: tries };
      } catch (error) {
        const pause = pauses[tries];
        if (pause === undefined) {
          throw new Error(`${method} /${path}: no answer in ${tries + 1} tries`, { cause: error });
        }
        await new Promise((wake) => setTimeout(wake, pause));
      }
    }
  }
}

/** A truncated answer counts as none, so the body is read here too. */
async function fetchWhole(url: URL, init: RequestInit): Promise<Omit<DatabaseAnswer, 'unanswered'>> {
  const response = await fetch(url, init);
  const { ok, status, headers } = response;
  return { ok, status, etag: headers.get('etag') ?? '', text: await response.text() };
}

/** How a transaction ends if `change` refuses; `unanswered` is what an earlier try may have stored, if anything. */
function refused(path: string, current: unknown, unanswered: unknown): JsonTransaction {
  if (unanswered === undefined) return { committed: false, value: current };
  if (canonicalJson(current) === canonicalJson(unanswered)) return { committed: true, value: current };
  throw new DatabaseError(412, `A write to ${path} got no answer, and the data has changed since. Try again.`);
}

function failure({ status, text }: DatabaseAnswer, method: string, path: string): DatabaseError {
  return new DatabaseError(status, `${method} /${path}: ${status} ${text.slice(0, 300)}`);
}
