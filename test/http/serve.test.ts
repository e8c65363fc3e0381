import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import * as z from 'zod/mini';
import { byId, numberInPath, queryWhole } from '@segue/core/contract/api/fields';
import { defineRoute } from '@segue/core/contract/api/route';
import { SegueError } from '@segue/core/contract/errors';
import { limits } from '@segue/core/contract/limits';
import { serve } from '@segue/functions/http/serve';
import { log } from '@segue/functions/log';
import { simulateProject } from '../support/simulated-project.js';
import { startApi, surroundings, type ApiServer } from './api-server.js';

const common = { summary: '', errors: [], bounds: { bodyBytes: 0 }, quota: 'read' } as const;
const count = z._default(queryWhole(z.minimum(1)), 10);
const index = numberInPath(/^\d+$/, (text) => `"${text}" is no index.`);

const routes = {
  getThing: defineRoute({
    ...common,
    method: 'GET',
    path: '/api/things/{id}',
    params: byId,
    query: z.strictObject({ count }),
    status: 200,
    reply: z.object({ id: z.string(), count: z.number(), viewer: z.nullable(z.string()) }),
    right: ['read', 'rows'],
  }),
  renameThing: defineRoute({
    ...common,
    method: 'PATCH',
    path: '/api/things/{id}',
    params: byId,
    body: { kind: 'json', schema: z.strictObject({ name: z.string() }) },
    status: 202,
    reply: z.object({ name: z.string(), by: z.string() }),
    right: ['change', 'rows'],
  }),
  deletePart: defineRoute({
    ...common,
    method: 'DELETE',
    path: '/api/things/{id}/parts/{index}',
    params: z.strictObject({ ...byId.shape, index }),
    paramErrors: { index: 'row-not-found' },
    status: 204,
  }),
  sendPart: defineRoute({
    ...common,
    method: 'PUT',
    path: '/api/things/{id}/parts/{index}',
    params: z.strictObject({ ...byId.shape, index }),
    body: { kind: 'bytes' },
    status: 200,
    reply: z.object({ index: z.number(), bytes: z.array(z.number()) }),
  }),
  createThing: defineRoute({
    ...common,
    method: 'POST',
    path: '/api/things',
    body: { kind: 'form', fields: z.strictObject({ name: z.optional(z.string()) }) },
    status: 201,
    reply: z.object({ name: z.string(), file: z.string(), bytes: z.number() }),
    right: ['create', 'dataset'],
  }),
  readForGood: defineRoute({
    ...common,
    method: 'GET',
    path: '/api/things/{id}/versions',
    params: byId,
    status: 200,
    reply: z.object({ id: z.string() }),
    isImmutable: true,
  }),
  failThing: defineRoute({ ...common, method: 'POST', path: '/api/fail', status: 204 }),
};

const handler = serve(
  routes,
  {
    getThing: ({ params: { id }, query, viewer }) => Promise.resolve({ id, count: query.count, viewer }),
    renameThing: ({ body: { name }, caller }) => Promise.resolve({ name, by: caller.name }),
    deletePart: ({ params }) => {
      if (params.index > 9) throw new SegueError('conflict', 'Another was first.', { first: 9 });
      return Promise.resolve();
    },
    sendPart: ({ params, body }) => Promise.resolve({ index: params.index, bytes: [...body.subarray(0, 4)] }),
    createThing: ({ body: { fields, file } }) =>
      Promise.resolve({ name: fields.name ?? '', file: file.name, bytes: file.content.length }),
    readForGood: ({ params: { id } }) => Promise.resolve({ id }),
    failThing: () => Promise.reject(new Error('a secret')),
  },
  surroundings(simulateProject().context),
);

let server: ApiServer;

beforeAll(async () => {
  server = await startApi(handler);
});

afterAll(() => server.stop());

interface Reply {
  status: number;
  headers: Headers;
  body: unknown;
}

async function ask(method: string, path: string, init: RequestInit = {}): Promise<Reply> {
  const response = await fetch(server.origin + path, { ...init, method });
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: text === '' ? null : JSON.parse(text) };
}

const json = (value: unknown, token = 'lea'): RequestInit => ({
  headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${token}` },
  body: JSON.stringify(value),
});

describe('serve: caches', () => {
  it('may keep what is public only, and what never changes only for who asked', async () => {
    const control = async (path: string, init?: RequestInit) => {
      const { headers } = await ask('GET', path, init);
      return [headers.get('cache-control'), headers.get('vary')];
    };
    const asLea = { headers: { Authorization: 'Bearer lea' } };
    expect(await control('/api/things/a')).toEqual(['no-cache', 'Authorization']);
    expect(await control('/api/things/a', asLea)).toEqual(['private, no-store', 'Authorization']);
    for (const init of [{}, asLea]) {
      expect(await control('/api/things/a/versions', init)).toEqual([
        'private, max-age=31536000, immutable',
        'Authorization',
      ]);
    }
  });
});

describe('serve: replies', () => {
  it('answers with JSON and an ETag, and 304 to who has it already', async () => {
    const { status, headers, body } = await ask('GET', '/api/things/a?count=3');
    expect([status, body]).toEqual([200, { id: 'a', count: 3, viewer: null }]);
    expect(headers.get('content-type')).toBe('application/json; charset=utf-8');
    expect(headers.get('cache-control')).toBe('no-cache');
    const etag = headers.get('etag')!;
    expect(etag).toMatch(/^"[\w-]{27}"$/);
    const again = await ask('GET', '/api/things/a?count=3', { headers: { 'If-None-Match': etag } });
    expect([again.status, again.body]).toEqual([304, null]);
    const other = await ask('GET', '/api/things/a?count=4', { headers: { 'If-None-Match': etag } });
    expect(other.status).toBe(200);
  });

  it('answers HEAD as GET, without a body', async () => {
    const get = await ask('GET', '/api/things/a');
    const { status, headers, body } = await ask('HEAD', '/api/things/a');
    expect([status, body]).toEqual([200, null]);
    expect(headers.get('etag')).toBe(get.headers.get('etag'));
  });

  it('answers with the status of the route, and with nothing where it replies nothing', async () => {
    expect(await ask('PATCH', '/api/things/a', json({ name: 'x' }))).toMatchObject({ status: 202 });
    const deleted = await ask('DELETE', '/api/things/a/parts/3');
    expect([deleted.status, deleted.body]).toEqual([204, null]);
  });

  it('takes a slash at the end', async () => {
    expect(await ask('GET', '/api/things/a/')).toMatchObject({ status: 200, body: { id: 'a' } });
  });

  it('names the viewer and the caller', async () => {
    const headers = { Authorization: 'Bearer lea' };
    expect(await ask('GET', '/api/things/a', { headers })).toMatchObject({ body: { viewer: 'lea' } });
    expect(await ask('PATCH', '/api/things/a', json({ name: 'x' }))).toMatchObject({ body: { by: 'lea' } });
  });
});

describe('serve: refusals', () => {
  it('are problem documents that are not cached', async () => {
    const { status, headers, body } = await ask('DELETE', '/api/things/a/parts/10');
    expect(status).toBe(409);
    expect(headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('www-authenticate')).toBeNull();
    expect(body).toEqual({
      type: 'about:blank#conflict',
      title: 'Conflict',
      status: 409,
      code: 'conflict',
      detail: 'Another was first.',
      first: 9,
    });
  });

  it('keep to themselves what is not meant for callers', async () => {
    const logged = jest.spyOn(log, 'error').mockImplementation(() => undefined);
    const { status, body } = await ask('POST', '/api/fail');
    expect(JSON.stringify(logged.mock.calls)).toContain('a secret');
    logged.mockRestore();
    expect([status, JSON.stringify(body)]).toEqual([500, expect.not.stringContaining('secret')]);
  });

  it.each([
    ['GET', '/api/nothing', 404, 'not-found', 'There is nothing at /api/nothing. docs/api.md lists the API.'],
    [
      'GET',
      '/api/things/a%2Fb',
      404,
      'not-found',
      '"a%2Fb" is not a valid id: ids contain only letters, digits, "-", "_" and "~".',
    ],
    ['GET', '/api/things/%E0%A4%A', 404, 'not-found', '"%E0%A4%A" is not a valid id: ids contain only letters,'],
    ['DELETE', '/api/things/a/parts/x', 404, 'row-not-found', '"x" is no index.'],
    ['DELETE', '/api/things/a/parts/x.y', 404, 'not-found', '"x.y" is not a valid id'],
    ['POST', '/api/things/a', 405, 'method-not-allowed', '/api/things/a allows GET, PATCH, not POST.'],
    ['GET', '/api/things/a?cuont=1', 400, 'invalid-request', 'Unknown parameter "cuont". Allowed: count.'],
    ['GET', '/api/things/a?count=0', 400, 'invalid-request', 'count must be at least 1, not "0".'],
    ['PATCH', '/api/things/a', 401, 'unauthenticated', 'Sign in first.'],
    ['POST', '/api/things', 401, 'unauthenticated', 'Sign in first. Send Authorization: Bearer <Firebase ID token>.'],
  ])('of %s %s say what is wrong', async (method, path, status, code, detail) => {
    const reply = await ask(method, path);
    expect(reply).toMatchObject({ status, body: { status, code, detail: expect.stringContaining(detail) as unknown } });
  });

  it('of a body say what it must be, to callers who may send one', async () => {
    const headers = { Authorization: 'Bearer lea' };
    const detail = 'This request must be JSON. Send it with Content-Type: application/json.';
    expect(await ask('PATCH', '/api/things/a', { headers })).toMatchObject({
      status: 415,
      body: { code: 'not-json', detail },
    });
    const broken = { headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ naem: 'x' }) };
    expect(await ask('PATCH', '/api/things/a', broken)).toMatchObject({ status: 401 });
  });

  it('of a field name it and those that are allowed', async () => {
    const reply = await ask('PATCH', '/api/things/a', json({ naem: 'x' }));
    expect(reply).toMatchObject({
      status: 400,
      body: {
        code: 'invalid-request',
        detail: 'name is missing. Unknown field "naem". Allowed: name.',
        issues: [{ path: 'name' }, { path: 'naem' }],
      },
    });
  });

  it('say how to sign in', async () => {
    const anonymous = await ask('PATCH', '/api/things/a', {
      headers: { 'Content-Type': 'application/json' },
      body: '{"name":"x"}',
    });
    expect([anonymous.status, anonymous.headers.get('www-authenticate')]).toEqual([401, 'Bearer']);
    // Refused even where reading needs none: the caller believes to be signed in.
    const expired = await ask('GET', '/api/things/a', { headers: { Authorization: 'Bearer bad' } });
    expect([expired.status, expired.headers.get('www-authenticate')]).toEqual([401, 'Bearer']);
  });
});

describe('serve: bytes', () => {
  const bytes = new Uint8Array([0, 255, 13, 10]);

  it('arrive as they were sent, with a Content-Type or without', async () => {
    const typed = { headers: { 'Content-Type': 'application/octet-stream' }, body: bytes };
    expect(await ask('PUT', '/api/things/a/parts/2', typed)).toMatchObject({ body: { index: 2, bytes: [...bytes] } });
    // `fetch` gives no Content-Type to bytes.
    expect(await ask('PUT', '/api/things/a/parts/2', { body: bytes })).toMatchObject({ body: { bytes: [...bytes] } });
  });
});

describe('serve: forms', () => {
  const send = (form: FormData | string) =>
    ask('POST', '/api/things', { headers: { Authorization: 'Bearer lea' }, body: form });

  function formOf(fields: Record<string, string>, files: Record<string, Blob> = {}): FormData {
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) form.append(name, value);
    for (const [name, file] of Object.entries(files)) form.append(name, file, 'a.csv');
    return form;
  }

  it('are read with their fields and their file', async () => {
    const reply = await send(formOf({ name: 'Mine' }, { file: new Blob(['a,b']) }));
    expect(reply).toMatchObject({ status: 201, body: { name: 'Mine', file: 'a.csv', bytes: 3 } });
  });

  it.each<[string, FormData | string, number, string, string]>([
    ['none', 'name=x', 415, 'not-multipart', 'Send the file as multipart/form-data, in a field named "file".'],
    ['no file', formOf({ name: 'x' }), 400, 'missing-file', 'The form has no file. Add one in the field "file".'],
    [
      'two files',
      formOf({}, { file: new Blob(['a']), other: new Blob(['b']) }),
      400,
      'invalid-request',
      'The form has several files. Send one at a time.',
    ],
    [
      'an unknown field',
      formOf({ naem: 'x' }, { file: new Blob(['a']) }),
      400,
      'invalid-request',
      'Unknown field "naem". Allowed: name.',
    ],
    [
      'too large a file',
      formOf({}, { file: new Blob([new Uint8Array(limits.uploadBytes + 1)]) }),
      413,
      'file-too-large',
      'The file is larger than 24 MB. Send it in parts',
    ],
  ])('with %s are refused', async (_what, form, status, code, detail) => {
    expect(await send(form)).toMatchObject({
      status,
      body: { code, detail: expect.stringContaining(detail) as unknown },
    });
  });
});
