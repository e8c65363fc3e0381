import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { modelRoutes } from '@segue/core/contract/api/models';
import { recommendationRoutes, type RecommendationsView } from '@segue/core/contract/api/recommendations';
import { modelAnswers } from '@segue/functions/http/models';
import { recommendationAnswers } from '@segue/functions/http/model-recommendations';
import { serve } from '@segue/functions/http/serve';
import { changeMetadata } from '@segue/functions/pipeline/records/change-metadata';
import { findDataset } from '@segue/functions/pipeline/records/dataset-records';
import { deleteDataset } from '@segue/functions/pipeline/records/remove-dataset';
import { lea, titled, titlesOf, type Titled } from '../support/titled-films.js';
import { startApi, surroundings, type ApiServer } from './api-server.js';

let state: Titled;
let server: ApiServer;

beforeEach(async () => {
  state = await titled('public', 'public');
  const routes = { ...modelRoutes, ...recommendationRoutes };
  const answers = { ...modelAnswers, ...recommendationAnswers };
  server = await startApi(serve(routes, answers, surroundings(state.project.context)));
});

afterEach(() => server.stop());

const path = '/api/models/films';
const recommended = `${path}/recommendations?user=v1&known=include&count=20`;
const ask = (address: string, init?: RequestInit) => fetch(server.origin + address, init);
const asLea = { headers: { Authorization: 'Bearer lea' } };
const textOf = async (address: string) => (await ask(address)).text();
const answerOf = async (address: string, init?: RequestInit) =>
  (await (await ask(address, init)).json()) as RecommendationsView;
const post = (body: object) => ({
  method: 'POST',
  headers: { 'Content-Type': 'application/json' },
  body: JSON.stringify(body),
});

/** The titles of an answer by item. */
const titlesIn = ({ items }: RecommendationsView) => Object.fromEntries(items.map(({ item, title }) => [item, title]));

/** Everything that anyone is told about the films, as one text. */
async function allTold(init?: RequestInit): Promise<string> {
  const addresses = [
    recommended,
    `${path}/recommendations?user=nobody&fallback=popularity&count=20`,
    `${path}/similar?item=3&count=20`,
    `${path}/recommendations.csv?known=include&count=20`,
    `${path}/recommendations.jsonl?known=include&count=20`,
    `${path}/similar?item=Flim`,
    path,
  ];
  const taste = ask(`${path}/recommendations`, { ...post({ tastes: [{ item: '3' }] }) });
  const replies = await Promise.all([...addresses.map((address) => ask(address, init)), taste]);
  return (await Promise.all(replies.map((reply) => reply.text()))).join('\n');
}

describe('an answer', () => {
  it('has the title of each item that has one', async () => {
    const titles = titlesIn(await answerOf(recommended));
    expect(titles).toMatchObject({ 0: 'Film 0', 3: 'Film 3', 18: 'Late title' });
    expect(titles['19']).toBeUndefined();
    const popular = await answerOf(`${path}/recommendations?user=nobody&fallback=popularity&count=20`);
    expect(titlesIn(popular)).toEqual(titles);
    const similar = await answerOf(`${path}/similar?item=3&count=20`);
    expect(similar).toMatchObject({ item: '3', title: 'Film 3' });
    expect(titlesIn(similar)).toMatchObject({ 0: 'Film 0' });
  });

  it('is given to a title as to its name', async () => {
    const byName = await textOf(`${path}/similar?item=3`);
    expect(await textOf(`${path}/similar?item=Film%203`)).toBe(byName);
    expect(await textOf(`${path}/similar?item=film%20%203`)).toBe(byName);
    const tastes = [{ item: 'Film 3', weight: 1 }];
    for (const newUser of [true, false]) {
      const answer = await answerOf(`${path}/recommendations`, post({ tastes, newUser, allow: ['film 5', 'Film 6'] }));
      expect(answer.tastes).toEqual([{ item: '3', title: 'Film 3', weight: 1 }]);
      expect(titlesIn(answer)).toEqual({ 5: 'Film 5', 6: 'Film 6' });
    }
    const unknown = (await (await ask(`${path}/similar?item=Flim%203`)).json()) as object;
    expect(unknown).toMatchObject({ code: 'unknown-item', suggestions: expect.arrayContaining(['Film 3']) as unknown });
  });

  it('for every user has a column of titles', async () => {
    const csv = await textOf(`${path}/recommendations.csv?known=include&count=20`);
    const [head, ...rows] = parse(csv);
    expect(head).toEqual(['user', 'place', 'item', 'title', 'score']);
    expect(Object.fromEntries(rows.map(([, , item, title]) => [item, title]))).toMatchObject({ 3: 'Film 3', 19: '' });
    const jsonl = await textOf(`${path}/recommendations.jsonl?known=include&count=20`);
    const lines = jsonl
      .trim()
      .split('\n')
      .map((line) => Object.values(JSON.parse(line) as object).map(String));
    expect(lines).toEqual(rows);
  });
});

describe('titles', () => {
  it('vanish from every answer once their data set is private, and come back with it', async () => {
    const { context } = state.project;
    const told = await allTold();
    expect(told).toContain('Film 3');
    const csv = `${path}/recommendations.csv`;
    const etag = (await ask(csv)).headers.get('etag')!;
    await changeMetadata(context, lea, state.films, { visibility: 'private' });
    for (const viewer of [undefined, asLea]) expect(await allTold(viewer)).not.toMatch(/Film|Late title/);
    expect((await ask(`${path}/similar?item=Film%203`)).status).toBe(404);
    expect((await ask(csv, { headers: { 'If-None-Match': etag } })).status).toBe(200);
    expect(await textOf(`${csv}?count=1`)).toMatch(/^user,place,item,score\r\n/);
    await changeMetadata(context, lea, state.films, { visibility: 'public' });
    expect(await allTold()).toBe(told);
  });

  it('keep the data set of their model private as long as theirs is: the model names its columns', async () => {
    const { context } = state.project;
    await changeMetadata(context, lea, state.ratings, { visibility: 'private' });
    await changeMetadata(context, lea, state.films, { visibility: 'private' });
    const open = () => changeMetadata(context, lea, state.ratings, { visibility: 'public' });
    await expect(open()).rejects.toMatchObject({ code: 'conflict' });
    await changeMetadata(context, lea, state.films, { visibility: 'public' });
    await open();
  });

  it('vanish once their data set is deleted', async () => {
    const { context } = state.project;
    expect(await allTold()).toContain('Film 3');
    await deleteDataset(context, state.films, (await findDataset(context.tree, state.films))!);
    expect(await allTold(asLea)).not.toMatch(/Film|Late title/);
  });

  it('of a private data set are for its owner, while the model is private too', async () => {
    const { context } = state.project;
    await changeMetadata(context, lea, state.films, { visibility: 'private' });
    await changeMetadata(context, lea, state.ratings, { visibility: 'private' });
    expect(await allTold(asLea)).toContain('Film 3');
    expect(await allTold()).not.toMatch(/Film|Late title/);
  });
});

describe('defining a model', () => {
  const define = async (titles: unknown) => {
    const body = { dataset: state.ratings, user: 'viewer', item: 'film', titles };
    const request = post(body);
    const headers = { ...request.headers, ...asLea.headers };
    return await ask(path, { ...request, method: 'PUT', headers });
  };

  it('shows where titles come from', async () => {
    const titles = titlesOf(state.films);
    const reply = await define(titles);
    expect([reply.status, await reply.json()]).toMatchObject([202, { configuration: { titles } }]);
  });

  it('says what to do about titles that not all readers may see', async () => {
    await changeMetadata(state.project.context, lea, state.films, { visibility: 'private' });
    const reply = await define(titlesOf(state.films));
    expect(await reply.json()).toMatchObject({
      status: 400,
      code: 'invalid-parameters',
      detail: expect.stringContaining('Make that data set public, or the data set of the model private.') as unknown,
    });
  });

  it.each([[{ id: 'movieId' }], [{ id: 'movieId', title: '' }], ['films'], [{ id: 'a', title: 'b', more: 1 }]])(
    'refuses titles %j',
    async (titles) => expect((await define(titles)).status).toBe(400),
  );
});
