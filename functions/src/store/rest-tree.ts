import { refuse, type Transaction, type Tree, type Updates } from '../pipeline/ports.js';

/** Where a Realtime Database answers REST requests. */
export interface Address {
  /** Scheme, host and port. */
  base: string;
  /** The database's name, for an emulator that holds several; `null` where the host says it. */
  namespace: string | null;
  /** An OAuth 2 access token, or `owner` for an emulator. Called for each request; credentials cache it. */
  token: () => Promise<string>;
}

/** A request the database refused, with its status and words. */
export class DatabaseError extends Error {
  override readonly name = 'DatabaseError';

  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

const mostTries = 25;

/**
 * The tree over the database's REST API (https://firebase.google.com/docs/reference/rest/database). REST rather than
 * the SDK's socket: a big block is one `JSON.parse` instead of a tree of leaves, a transaction is a conditional request
 * on exactly what was read (no cold cache that first says `null`), and a function has no connection to set up.
 */
export class RestTree implements Tree {
  constructor(private readonly address: Address) {}

  async read(path: string): Promise<unknown> {
    return (await this.request('GET', path)).json();
  }

  async keys(path: string): Promise<string[]> {
    const node: unknown = await (await this.request('GET', path, { shallow: 'true' })).json();
    return typeof node === 'object' && node !== null ? Object.keys(node) : [];
  }

  async find(path: string, name: string, value: string | boolean): Promise<Record<string, unknown>> {
    const query = { orderBy: JSON.stringify(name), equalTo: JSON.stringify(value) };
    return ((await (await this.request('GET', path, query)).json()) ?? {}) as Record<string, unknown>;
  }

  async newest(path: string, count: number): Promise<Record<string, unknown>> {
    const query = { orderBy: '"$key"', limitToLast: String(count) };
    return ((await (await this.request('GET', path, query)).json()) ?? {}) as Record<string, unknown>;
  }

  async write(updates: Updates): Promise<void> {
    await this.request('PATCH', '', { print: 'silent', writeSizeLimit: 'unlimited' }, JSON.stringify(updates));
  }

  async transact(path: string, change: (current: unknown) => unknown): Promise<Transaction> {
    for (let tries = 0; tries < mostTries; tries++) {
      const found = await this.request('GET', path, {}, undefined, { 'X-Firebase-ETag': 'true' });
      const etag = found.headers.get('etag') ?? '';
      const current: unknown = await found.json();
      const next = change(current);
      if (next === refuse) return { committed: false, value: current };
      const stored = await this.send('PUT', path, {}, JSON.stringify(next), { 'if-match': etag });
      if (stored.ok) return { committed: true, value: next };
      if (stored.status !== 412) throw await failure(stored, 'PUT', path);
      await stored.arrayBuffer();
    }
    throw new DatabaseError(412, `Gave up on ${path} after ${mostTries} tries: others changed it each time.`);
  }

  private async request(
    method: string,
    path: string,
    query: Record<string, string> = {},
    body?: string,
    headers: Record<string, string> = {},
  ): Promise<Response> {
    const response = await this.send(method, path, query, body, headers);
    if (!response.ok) throw await failure(response, method, path);
    return response;
  }

  private async send(
    method: string,
    path: string,
    query: Record<string, string>,
    body: string | undefined,
    headers: Record<string, string>,
  ): Promise<Response> {
    const { base, namespace, token } = this.address;
    const url = new URL(`${base}/${path.split('/').map(encodeURIComponent).join('/')}.json`);
    for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
    if (namespace !== null) url.searchParams.set('ns', namespace);
    return await fetch(url, {
      method,
      headers: { authorization: `Bearer ${await token()}`, 'content-type': 'application/json', ...headers },
      ...(body === undefined ? {} : { body }),
    });
  }
}

async function failure(response: Response, method: string, path: string): Promise<DatabaseError> {
  const text = (await response.text()).slice(0, 300);
  return new DatabaseError(response.status, `${method} /${path}: ${response.status} ${text}`);
}
