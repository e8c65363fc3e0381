import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { once } from 'node:events';
import { get } from 'node:http';
import { defineRoute } from '@segue/core/contract/api/route';
import { recommendationRoutes, type RecommendationsView } from '@segue/core/contract/api/recommendations';
import { paths } from '@segue/core/contract/stored/paths';
import { indexNames } from '@segue/core/versions/answering/names';
import { recommendationAnswers } from '@segue/functions/http/model-recommendations';
import { serve } from '@segue/functions/http/serve';
import { log } from '@segue/functions/log';
import { recommendToAll } from '@segue/functions/pipeline/answers/recommend-all';
import type { LoadedModel } from '@segue/functions/pipeline/answers/load-model';
import { smallModel } from '../support/small-model.js';
import type { SimulatedProject } from '../support/simulated-project.js';
import { trainMusic } from '../support/trained-music.js';
import { startApi, surroundings, type ApiServer } from './api-server.js';

let server: ApiServer;
let project: SimulatedProject;
let path: string;
let dataset: string;

beforeAll(async () => {
  ({ project, dataset } = await trainMusic());
  server = await startApi(serve(recommendationRoutes, recommendationAnswers, surroundings(project.context)));
  path = `/api/models/${dataset}/recommendations`;
});

afterAll(() => server.stop());

const ask = (address: string, init?: RequestInit) => fetch(server.origin + address, init);
const textOf = async (address: string) => (await ask(address)).text();
const users = ['Jazz', 'Blues', 'Soul', 'Rock', 'Metal', 'Punk'];

interface UserPlace {
  user: string;
  place: number;
  item: string;
  score: number;
}

/** The rows that the ordinary answers, one for each user, have together. */
async function answersOf(query: string): Promise<UserPlace[]> {
  const rows = users.map(async (user) => {
    const { items } = (await (await ask(`${path}?user=${user}&${query}`)).json()) as RecommendationsView;
    return items.map(({ rank, item, score }) => ({ user, place: rank, item, score }));
  });
  return (await Promise.all(rows)).flat();
}

const byUser = (a: UserPlace, b: UserPlace) => users.indexOf(a.user) - users.indexOf(b.user) || a.place - b.place;
const linesOf = (text: string) =>
  text
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line) as UserPlace);

describe('recommendations for every user', () => {
  it.each([
    '',
    'known=include&count=3',
    'count=30&exclude=J-artist%201&exclude=r-artist%202',
    'known=include&allow=J-artist%203&allow=R-artist%204&allow=Nobody',
  ])('are those that each user gets: %s', async (query) => {
    const expected = await answersOf(query);
    expect(new Set(expected.map(({ user }) => user)).size).toBe(users.length);
    const [csv, jsonl] = [await textOf(`${path}.csv?${query}`), await textOf(`${path}.jsonl?${query}`)];
    const rows = linesOf(jsonl);
    expect(rows.sort(byUser)).toEqual(expected);
    const table = parse<UserPlace>(csv, {
      columns: true,
      cast: (value, { header, column }) => {
        return !header && (column === 'place' || column === 'score') ? Number(value) : value;
      },
    });
    expect(table.sort(byUser)).toEqual(expected);
  });

  it('come user by user, best first', async () => {
    const rows = linesOf(await textOf(`${path}.jsonl?count=2`));
    expect(rows.map(({ place }) => place)).toEqual(users.flatMap(() => [1, 2]));
    expect(await textOf(`${path}.csv?allow=Nobody`)).toBe('user,place,item,score\r\n');
    expect(await textOf(`${path}.jsonl?allow=Nobody`)).toBe('');
  });

  it.each([
    ['csv', 'text/csv; charset=utf-8'],
    ['jsonl', 'application/x-ndjson; charset=utf-8'],
  ])('are a file to keep: %s', async (extension, type) => {
    const { status, headers } = await ask(`${path}.${extension}`);
    expect([status, headers.get('content-type'), headers.get('cache-control')]).toEqual([200, type, 'no-cache']);
    const name = `${dataset}-recommendations-1.${extension}`;
    expect(headers.get('content-disposition')).toBe(`attachment; filename="${name}"`);
    const etag = headers.get('etag')!;
    expect(etag).toMatch(/^"[\w-]{27}"$/);
    const again = await ask(`${path}.${extension}`, { headers: { 'If-None-Match': etag } });
    expect([again.status, await again.text()]).toEqual([304, '']);
    const head = await ask(`${path}.${extension}`, { method: 'HEAD' });
    expect([head.status, head.headers.get('etag'), await head.text()]).toEqual([200, etag, '']);
    const others = ['?count=9', '?known=include', '?allow=Nobody', '?exclude=Nobody'].map(async (query) =>
      (await ask(`${path}.${extension}${query}`)).headers.get('etag'),
    );
    expect(new Set([etag, ...(await Promise.all(others))]).size).toBe(5);
  });

  it.each([
    [
      'GET',
      '.csv?user=Jazz',
      400,
      'Unknown parameter "user". Allowed: count, allow, exclude, tags, withoutTags, known.',
    ],
    ['GET', '.jsonl?count=201', 400, 'count must be at most 200, not "201".'],
    ['POST', '.csv', 405, 'allows GET, not POST.'],
    ['GET', '.xml', 404, 'There is nothing at'],
    ['GET', 'xcsv', 404, 'There is nothing at'],
  ])('refuse %s …/recommendations%s', async (method, rest, status, detail) => {
    const reply = await ask(path + rest, { method });
    expect(reply.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
    expect(await reply.json()).toMatchObject({ status, detail: expect.stringContaining(detail) as unknown });
  });

  it('of a private data set do not exist for others', async () => {
    const visibility = `${paths.dataset(dataset).path}/visibility`;
    await project.tree.write({ [visibility]: 'private' });
    const asLea = { headers: { Authorization: 'Bearer lea' } };
    for (const extension of ['csv', 'jsonl']) {
      expect((await ask(`${path}.${extension}`, asLea)).status).toBe(200);
      const reply = await ask(`${path}.${extension}`);
      expect([reply.status, reply.headers.get('content-disposition')]).toEqual([404, null]);
      expect(await reply.json()).toMatchObject({ code: 'model-not-found' });
    }
    await project.tree.write({ [visibility]: 'public' });
  });
});

describe('the names in the files', () => {
  it('are exact, whatever they are made of', () => {
    const odd = ['a,"b"', '=1+1', ' x ', 'two\r\nlines', 'Björk'];
    const published = { ...smallModel, items: odd, users: ['R&B, "Soul"', '-1'] };
    const loaded = {
      id: 'm',
      version: 'v',
      number: 3,
      published,
      names: indexNames(published),
    } as unknown as LoadedModel;
    const question = { count: 5, known: 'include' } as const;
    const [csv, jsonl] = (['csv', 'jsonl'] as const).map((kind) =>
      [...recommendToAll(loaded, kind, question).pieces].join(''),
    );
    const rows = linesOf(jsonl!);
    expect(rows.map(({ item }) => item).sort()).toEqual([...odd, ...odd].sort());
    const table = [['user', 'place', 'item', 'score'], ...rows.map((row) => Object.values(row).map(String))];
    expect(parse(csv!)).toEqual(table);
  });
});

describe('a download', () => {
  let made = 0;
  let ended = false;
  const piece = `${'x'.repeat(9999)}\n`;
  const common = { method: 'GET', summary: '', errors: [], status: 200, quota: 'read' } as const;
  const big = defineRoute({ ...common, path: '/api/big.csv', download: 'text/csv', bounds: { bodyBytes: 0 } });
  const failing = defineRoute({ ...common, path: '/api/failing.csv', download: 'text/csv', bounds: { bodyBytes: 0 } });
  let downloads: ApiServer;

  function* endless(): Generator<string, void> {
    try {
      for (;;) {
        made++;
        yield piece;
      }
    } finally {
      ended = true;
    }
  }
  function* broken(): Generator<string, void> {
    yield piece;
    throw new Error('a secret');
  }

  beforeAll(async () => {
    const answers = {
      big: () => Promise.resolve({ fileName: 'big.csv', basis: [1], pieces: endless() }),
      failing: () => Promise.resolve({ fileName: 'failing.csv', basis: [2], pieces: broken() }),
    };
    downloads = await startApi(serve({ big, failing }, answers, surroundings(project.context)));
  });

  afterAll(() => downloads.stop());

  it('is made as fast as it is read, and no further once the caller has left', async () => {
    const logged = jest.spyOn(log, 'error');
    const request = get(`${downloads.origin}/api/big.csv`);
    const [response] = (await once(request, 'response')) as [NodeJS.ReadableStream];
    response.pause();
    // Until the buffers of both sides are full, which takes some megabytes at most.
    let before = -1;
    while (made !== before) {
      before = made;
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
    expect(made * piece.length).toBeLessThan(50_000_000);
    request.destroy();
    while (!ended) await new Promise((resolve) => setTimeout(resolve, 20));
    expect(logged).not.toHaveBeenCalled();
    logged.mockRestore();
  });

  it('breaks off where it cannot be finished, so that it is not taken for whole', async () => {
    const logged = jest.spyOn(log, 'error').mockImplementation(() => undefined);
    const response = await fetch(`${downloads.origin}/api/failing.csv`);
    expect(response.status).toBe(200);
    await expect(response.text()).rejects.toThrow();
    expect(JSON.stringify(logged.mock.calls)).toContain('a secret');
    logged.mockRestore();
  });
});
