/** What a REST request was answered with. */
export interface RestAnswer {
  readonly status: number;
  readonly etag: string | null;
  readonly text: string;
  readonly json: unknown;
}

/** How a REST request is made; `body` is JSON text or a value to be written as JSON. */
export interface RestInput {
  readonly method?: string;
  readonly body?: unknown;
  readonly headers?: Record<string, string>;
}

/** Makes a caller of one database over REST: `rest('/a/b.json?print=silent', { method: 'PUT', body: 1 })`. */
export function restClient(url: string, namespace: string) {
  return async (path: string, input: RestInput = {}): Promise<RestAnswer> => {
    const address = `${url}${path}${path.includes('?') ? '&' : '?'}ns=${namespace}`;
    const body = typeof input.body === 'string' ? input.body : JSON.stringify(input.body);
    const response = await fetch(address, {
      method: input.method ?? 'GET',
      headers: input.headers ?? {},
      ...(input.body === undefined ? {} : { body }),
    });
    const text = await response.text();
    return { status: response.status, etag: response.headers.get('etag'), text, json: parse(text) };
  };
}

/** An unsigned token, as the Auth emulator and rules-unit-testing make them. */
export function tokenFor(uid: string, claims: object = {}): string {
  const encode = (part: object): string => Buffer.from(JSON.stringify(part)).toString('base64url');
  return `${encode({ alg: 'none', type: 'JWT' })}.${encode({ sub: uid, user_id: uid, iat: 0, exp: 3600, ...claims })}.`;
}

/** Headers of an administrator. */
export const OWNER_HEADERS = { Authorization: 'Bearer owner' };

/** Polls until `check` answers true. Rejects after 45 seconds, naming what was waited for. */
export async function eventually(what: string, check: () => boolean | Promise<boolean>): Promise<void> {
  const end = Date.now() + 45_000;
  while (!(await check())) {
    if (Date.now() > end) throw new Error(`waited 45 seconds in vain for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
