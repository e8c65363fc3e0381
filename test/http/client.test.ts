import { describe, expect, it } from '@jest/globals';
import { ApiError, hasCode } from '@segue/core/contract/api/api-error';
import { addressOf, callRoute, requestTo, type Transport, type WireRequest } from '@segue/core/contract/api/client';
import { createDataset, deleteDataset, getDataset, listDatasets } from '@segue/core/contract/api/datasets';
import { fetchTransport } from '@segue/core/contract/api/fetch-transport';
import { recommendForUser } from '@segue/core/contract/api/recommendations';
import { deleteRow, editRow } from '@segue/core/contract/api/rows';
import { sendPart } from '@segue/core/contract/api/uploads';
import { countingTransport } from '@segue/hosting/data/counting-transport';
import { startApi } from './api-server.js';

/** A transport that answers the same to everything and keeps what it was asked. */
function answering(status: number, text: string) {
  const seen: WireRequest<Blob>[] = [];
  const transport: Transport<Blob> = (request) => {
    seen.push(request);
    return Promise.resolve({ status, text });
  };
  return { transport, seen };
}

async function failure(call: Promise<unknown>): Promise<ApiError> {
  const error: unknown = await call.then(
    () => new Error('It went well.'),
    (reason: unknown) => reason,
  );
  if (error instanceof ApiError) return error;
  throw error;
}

const problem = {
  type: 't',
  title: 't',
  status: 404,
  code: 'unknown-user',
  detail: 'No such user.',
  suggestions: ['a'],
};

describe('callRoute', () => {
  it('makes the address of parameters and query, and leaves out what is undefined', async () => {
    const { transport, seen } = answering(500, '');
    const query = { user: 'R&B', count: 3, known: undefined };
    await failure(callRoute(transport, recommendForUser, { params: { id: 'a/b' }, query }));
    const url = '/api/models/a%2Fb/recommendations?user=R%26B&count=3';
    expect(seen).toEqual([{ method: 'GET', url, body: undefined }]);
  });

  it('repeats a parameter for each entry of a list', async () => {
    const { transport, seen } = answering(500, '');
    const query = { user: 'Soul', allow: ['Sade', 'Earth, Wind & Fire'], exclude: [] };
    await failure(callRoute(transport, recommendForUser, { params: { id: 'm' }, query }));
    const list = 'allow=Sade&allow=Earth%2C%20Wind%20%26%20Fire';
    expect(seen[0]!.url).toBe(`/api/models/m/recommendations?user=Soul&${list}`);
  });

  it('has the address that a link to a route needs', () => {
    expect(addressOf(getDataset, { id: 'a/b' })).toBe('/api/datasets/a%2Fb');
  });

  it('is named in messages by its method and address', () => {
    expect(requestTo(listDatasets)).toBe('GET /api/datasets');
    expect(requestTo(deleteDataset, { id: 'film' })).toBe('DELETE /api/datasets/film');
  });

  it('sends JSON, forms and bytes', async () => {
    const json = answering(200, '{"index":3,"values":["x",1]}');
    await callRoute(json.transport, editRow, { params: { id: 'd', index: 3 }, body: { genre: 'x' } });
    expect(json.seen[0]).toMatchObject({
      url: '/api/datasets/d/rows/3',
      body: { kind: 'json', text: '{"genre":"x"}' },
    });
    const file = { name: 'a.csv', content: new Blob(['a']) };
    const form = answering(500, '');
    await failure(callRoute(form.transport, createDataset, { body: { fields: { name: 'x', header: '' }, file } }));
    const fields = [
      ['name', 'x'],
      ['header', ''],
    ];
    expect(form.seen[0]!.body).toEqual({ kind: 'form', fields, file });
    const bytes = answering(500, '');
    await failure(callRoute(bytes.transport, sendPart, { params: { id: 'u', number: 0 }, body: file.content }));
    expect(bytes.seen[0]!.body).toEqual({ kind: 'bytes', content: file.content });
  });

  it('gives back what the schema names, and nothing where there is no reply', async () => {
    const { transport } = answering(200, '{"rowCount":3,"newer":true}');
    expect(await callRoute(transport, deleteRow, { params: { id: 'd', index: 0 } })).toEqual({ rowCount: 3 });
    expect(await callRoute(answering(204, '').transport, deleteDataset, { params: { id: 'd' } })).toBeUndefined();
  });

  it('keeps code, status, sentence and further members of a problem', async () => {
    const { transport } = answering(404, JSON.stringify(problem));
    const error = await failure(callRoute(transport, getDataset, { params: { id: 'd' } }));
    expect(error).toMatchObject({ code: 'unknown-user', status: 404, message: 'No such user.' });
    expect(error.extra).toMatchObject({ suggestions: ['a'] });
    expect(hasCode(error, 'unknown-user')).toBe(true);
    expect(hasCode(error, 'unknown-item')).toBe(false);
  });

  it.each([
    ['an error page of a proxy', 502, '<html>', 'internal', 'The server answered 502. Try again in a moment.'],
    ['a success that is no JSON', 200, '<html>', 'unreadable', 'Is this the address of a running Segue?'],
    ['a reply of another shape', 200, '{"rowCount":"3"}', 'unreadable', 'rowCount does not match'],
  ])('fails on %s', async (_what, status, text, code, words) => {
    const { transport } = answering(status, text);
    const error = await failure(callRoute(transport, deleteRow, { params: { id: 'd', index: 0 } }));
    expect(error).toMatchObject({ code, status });
    expect(error.message).toContain(words);
  });
});

describe('fetchTransport', () => {
  const nowhere = 'http://127.0.0.1:9';
  const send = (origin: string, signal?: AbortSignal) => {
    const authorization = () => Promise.resolve({ Authorization: 'Bearer lea' });
    const transport = fetchTransport<Blob, FormData, AbortSignal>(globalThis, { origin, signal, authorization });
    return callRoute(transport, editRow, { params: { id: 'd', index: 0 }, body: { a: 1 } });
  };

  it('reports an unreachable server, and a cancelled request', async () => {
    expect((await failure(send(nowhere))).code).toBe('unreachable');
    expect((await failure(send(nowhere, AbortSignal.abort()))).code).toBe('cancelled');
  });

  it('sends who calls and what a body is', async () => {
    const server = await startApi((request, response) => {
      const values = [request.get('authorization') ?? '', request.get('content-type') ?? ''];
      response.status(200).send(JSON.stringify({ index: 0, values }));
      return Promise.resolve();
    });
    try {
      expect((await send(server.origin)).values).toEqual(['Bearer lea', 'application/json']);
    } finally {
      await server.stop();
    }
  });
});

/** As much of XMLHttpRequest as an upload uses; replies as soon as it is sent. */
class FakeXhr {
  static sent: { body: unknown; headers: Record<string, string> }[] = [];
  readonly upload: { onprogress?: (event: { loaded: number }) => void } = {};
  readonly status = 404;
  readonly responseText = JSON.stringify(problem);
  private readonly headers: Record<string, string> = {};
  onload?: () => void;
  onabort?: () => void;

  open(): void {}

  setRequestHeader(name: string, value: string): void {
    this.headers[name] = value;
  }

  send(body: unknown): void {
    FakeXhr.sent.push({ body, headers: this.headers });
    this.upload.onprogress?.({ loaded: 7 });
    this.onload?.();
  }

  abort(): void {
    this.onabort?.();
  }
}

describe('countingTransport', () => {
  Object.assign(globalThis, { XMLHttpRequest: FakeXhr });
  const upload = (signal: AbortSignal, counted: number[] = []) => {
    const transport = countingTransport((bytes) => counted.push(bytes), { signal });
    const file = { name: 'x.csv', content: new Blob(['1']) };
    return failure(callRoute(transport, createDataset, { body: { fields: { name: 'n' }, file } }));
  };

  it('counts bytes as they leave', async () => {
    const counted: number[] = [];
    expect((await upload(new AbortController().signal, counted)).code).toBe('unknown-user');
    expect(counted).toEqual([7]);
    const form = FakeXhr.sent[0]!.body as FormData;
    expect([form.get('name'), (form.get('file') as File).name]).toEqual(['n', 'x.csv']);
  });

  it('sends nothing once it is cancelled', async () => {
    const before = FakeXhr.sent.length;
    expect((await upload(AbortSignal.abort())).code).toBe('cancelled');
    expect(FakeXhr.sent).toHaveLength(before);
  });
});
