import { afterEach, describe, expect, it } from '@jest/globals';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { errorText } from '@segue/functions/log';
import { refuse } from '@segue/functions/pipeline/ports';
import { RestTree } from '@segue/functions/store/rest-tree';

/** What happens to one request: it is answered, its connection is cut before or after it is carried out, or mid-answer. */
type Fate = 'answer' | 'cut before' | 'cut after' | 'cut answer' | 'fail';

let server: Server | undefined;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

/** A database of one number, at any path; each request takes the next fate, and is answered once they have run out. */
async function database(value: number, fates: Fate[]) {
  const requests: string[] = [];
  const state = { value };
  const carryOut = (method: string, body: string, ifMatch: string | undefined): number => {
    if (method === 'PUT' && ifMatch !== `etag-${state.value}`) return 412;
    if (method === 'PUT') state.value = JSON.parse(body) as number;
    if (method === 'PATCH') state.value = (JSON.parse(body) as { n: number }).n;
    return 200;
  };
  const answer = (response: ServerResponse, status: number) => {
    response.writeHead(status, { etag: `etag-${state.value}` }).end(JSON.stringify(state.value));
  };
  server = createServer((request, response) => {
    const fate = fates.shift() ?? 'answer';
    const method = request.method!;
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    requests.push(method);
    if (fate === 'cut before') return request.socket.destroy();
    return request.on('end', () => {
      if (fate === 'fail') return response.writeHead(500).end('broken');
      const status = carryOut(method, body, request.headers['if-match']);
      if (fate === 'cut after') return request.socket.destroy();
      if (fate === 'answer') return answer(response, status);
      response.writeHead(200, { 'content-length': 100 });
      return response.write('1', () => request.socket.destroy());
    });
  });
  await new Promise<void>((ready) => server!.listen(0, '127.0.0.1', ready));
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { tree: new RestTree({ base, namespace: null, token: () => Promise.resolve('owner') }), requests, state };
}

describe('RestTree', () => {
  it.each<Fate>(['cut before', 'cut answer'])('reads again where the connection is lost (%s)', async (fate) => {
    const { tree, requests } = await database(7, [fate, fate]);
    expect(await tree.read('n')).toBe(7);
    expect(requests).toEqual(['GET', 'GET', 'GET']);
  });

  it.each<Fate>(['cut before', 'cut after'])('writes again where the connection is lost (%s)', async (fate) => {
    const { tree, requests, state } = await database(7, [fate]);
    await tree.write({ n: 8 });
    expect([requests, state.value]).toEqual([['PATCH', 'PATCH'], 8]);
  });

  it('recomputes what to store if the answer to a conditional write was lost', async () => {
    const { tree, requests, state } = await database(7, ['answer', 'cut after']);
    const seen: unknown[] = [];
    const outcome = await tree.transact('n', (current) => {
      seen.push(current);
      return Math.max(Number(current), 8);
    });
    expect(outcome).toEqual({ committed: true, value: 8 });
    expect([seen, requests, state.value]).toEqual([[7, 8], ['GET', 'PUT', 'PUT', 'GET', 'PUT'], 8]);
  });

  it('takes what it finds for its own result where the answer was lost and it refuses to change that', async () => {
    const { tree } = await database(7, ['answer', 'cut after']);
    const outcome = await tree.transact('n', (current) => (current === 7 ? 8 : refuse));
    expect(outcome).toEqual({ committed: true, value: 8 });
  });

  it('does not report a refusal if the answer was lost and another write followed', async () => {
    const { tree, state } = await database(7, ['answer', 'cut after']);
    const interfere = setInterval(() => {
      if (state.value === 8) state.value = 9;
    }, 1);
    const outcome = tree.transact('n', (current) => (current === 7 ? 8 : refuse));
    await expect(outcome).rejects.toThrow('A write to n got no answer, and the data has changed since.');
    clearInterval(interfere);
  });

  it('does not ask again what was answered, even with an error', async () => {
    const { tree, requests } = await database(7, ['fail']);
    await expect(tree.read('n')).rejects.toMatchObject({ name: 'DatabaseError', status: 500 });
    expect(requests).toEqual(['GET']);
  });

  it('gives up after a few tries, and tells the log why', async () => {
    const { tree, requests } = await database(7, Array<Fate>(9).fill('cut before'));
    const error: unknown = await tree.write({ n: 8 }).catch((caught: unknown) => caught);
    expect(requests).toHaveLength(4);
    expect(errorText(error)).toMatch(
      /PATCH \/: no answer in 4 tries[^]*Caused by TypeError: fetch failed[^]*Caused by /,
    );
  });
});
