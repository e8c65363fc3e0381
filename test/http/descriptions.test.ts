import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { modelDefinition, toConfiguration } from '@segue/core/contract/api/model-definition';
import { recommendationRoutes } from '@segue/core/contract/api/recommendations';
import { recommendationAnswers } from '@segue/functions/http/model-recommendations';
import { serve } from '@segue/functions/http/serve';
import { defineModel } from '@segue/functions/pipeline/models/configure-model';
import { createDataset } from '@segue/functions/pipeline/rows/ingest';
import { simulateProject } from '../support/simulated-project.js';
import { startApi, surroundings, type ApiServer } from './api-server.js';

const lea = { uid: 'lea', name: 'Lea' };

/** Viewers of two tastes, films with genres and minutes; and rows that describe a film or a viewer alone. */
const csv = [
  'viewer,film,minutes,genre,age',
  ...Array.from({ length: 200 }, (_, row) => {
    const [viewer, film] = [row % 20, (row * 7 + Math.floor(row / 20)) % 30];
    const isComedy = (viewer % 2 === 0) === (row % 9 !== 0);
    const own = 2 * Math.floor(film / 2) + (isComedy ? 0 : 1);
    return `v${viewer},f${own},${own % 2 === 0 ? 90 + own : 150 - own},${own % 2 === 0 ? 'Comedy|Short' : 'Drama'},${viewer % 2 === 0 ? 'young' : 'old'}`;
  }),
  ',Brand new,88,Comedy|Slapstick,',
  ',Newer still,149,Drama|Short,',
].join('\n');

let server: ApiServer;

beforeAll(async () => {
  const project = simulateProject();
  const dataset = await createDataset(
    project.context,
    lea,
    { fileName: 'films.csv', visibility: 'public' },
    new TextEncoder().encode(csv),
  );
  const body = {
    dataset,
    user: 'viewer',
    item: 'film',
    itemFeatures: ['minutes'],
    itemTags: ['genre'],
    userTags: ['age'],
  };
  for (const [id, more] of Object.entries({ films: {}, plain: { itemFeatures: [], itemTags: [], userTags: [] } })) {
    const configuration = toConfiguration(modelDefinition.parse({ ...body, ...more, model: 'ials', noComponents: 4 }));
    await defineModel(project.context, lea.uid, id, configuration);
  }
  await project.settle();
  server = await startApi(serve(recommendationRoutes, recommendationAnswers, surroundings(project.context)));
});

afterAll(() => server.stop());

interface Reply {
  items: { item: string; why?: string }[];
  users: { user: string; rank: number }[];
  detail: string;
}

async function ask(address: string, body?: object): Promise<Reply> {
  const headers = { 'Content-Type': 'application/json' };
  const init = body && { method: 'POST', headers, body: JSON.stringify(body) };
  return (await (await fetch(`${server.origin}/api/models/${address}`, init)).json()) as Reply;
}

const trained = Array.from({ length: 30 }, (_, film) => `f${film}`);
const names = ({ items }: Reply) => items.map(({ item }) => item);

describe('an item of which only a description is known', () => {
  it('is recommended, with the tags and numbers that speak for it', async () => {
    const { items } = await ask('films/recommendations?user=v0&allow=Brand%20new&why=true');
    expect(items).toHaveLength(1);
    expect(items[0]!.why).toMatch(/Comedy \+/);
    expect(names(await ask('films/recommendations?user=v0&count=50'))).toContain('Newer still');
    expect(names(await ask('films/similar?item=Brand%20new&count=3'))).toHaveLength(3);
  });

  it('is not in a model without descriptions', async () => {
    expect(names(await ask('plain/recommendations?user=v0&count=50&known=include'))).not.toContain('Brand new');
  });
});

describe('tags in a request', () => {
  it('leave out other items, in lists for one user, several tastes, similar items and all users', async () => {
    const isComedy = (item: string) => item === 'Brand new' || Number(item.slice(1)) % 2 === 0;
    for (const answer of [
      await ask('films/recommendations?user=v1&tags=comedy&count=50'),
      await ask('films/recommendations', { tastes: [{ user: 'v1' }], tags: ['genre: Comedy'], count: 50 }),
      await ask('films/similar?item=f1&tags=COMEDY&count=50'),
    ]) {
      expect(names(answer).every(isComedy)).toBe(true);
      expect(names(answer)).toContain('Brand new');
    }
    const file = await (
      await fetch(`${server.origin}/api/models/films/recommendations.csv?tags=short&withoutTags=Comedy`)
    ).text();
    expect(
      new Set(
        file
          .trim()
          .split('\n')
          .slice(1)
          .map((line) => line.split(',')[2]),
      ),
    ).toEqual(new Set(['Newer still']));
  });

  it('that no item has are refused with the nearest', async () => {
    expect(await ask('films/recommendations?user=v1&tags=Comdey')).toMatchObject({
      status: 404,
      code: 'unknown-tag',
      detail: 'No item of the model has the tag "Comdey". The nearest are: Comedy.',
      suggestions: ['Comedy'],
    });
    expect((await ask('plain/recommendations?user=v1&tags=Comedy')).detail).toMatch(
      /It has no tags: define it with itemTags/,
    );
  });
});

describe('a description in a request', () => {
  it('finds items like a new one, and who would like it', async () => {
    const { items, users } = await ask('films/similar', {
      description: { tags: ['drama'], numbers: { minutes: 149 } },
      count: 4,
    });
    expect(items).toHaveLength(4);
    expect(users.map(({ rank }) => rank)).toEqual([1, 2, 3, 4]);
    expect(users.every(({ user }) => Number(user.slice(1)) % 2 === 1)).toBe(true);
  });

  it('of a user finds what such users like', async () => {
    const own = async (tag: string) => {
      const found = names(await ask('films/recommendations', { userTags: [tag], count: 5, allow: trained }));
      return new Set(found.map((item) => Number(item.slice(1)) % 2));
    };
    expect(await own('young')).toEqual(new Set([0]));
    expect(await own('old')).toEqual(new Set([1]));
  });

  it.each([
    ['films/similar', { description: {} }, 'must name a tag or a number'],
    ['films/similar', { description: { numbers: { loudness: 1 } } }, 'no numbers "loudness" of items. It has minutes.'],
    ['films/similar', { description: { tags: ['polka'] } }, 'No item of the model has the tag "polka".'],
    ['plain/similar', { description: { tags: ['Drama'] } }, 'The model plain has no item descriptions.'],
    ['plain/recommendations', { userTags: ['young'] }, 'The model plain has no user descriptions.'],
    ['films/recommendations', { userTags: ['Comedy'] }, 'No user of the model has the tag "Comedy".'],
    [
      'films/recommendations',
      { userTags: ['old'], tastes: [{ user: 'v1' }] },
      'tastes or userTags must be given, and not both',
    ],
    ['films/recommendations', {}, 'tastes or userTags must be given, and not both'],
  ])('is refused by %s for %j', async (address, body, detail) => {
    expect((await ask(address, body)).detail).toContain(detail);
  });
});
