import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { recommendationRoutes } from '@segue/core/contract/api/recommendations';
import { recommendationAnswers } from '@segue/functions/http/model-recommendations';
import { serve } from '@segue/functions/http/serve';
import { changeMetadata } from '@segue/functions/pipeline/records/change-metadata';
import { defineBands, lea, storeLabels, withRareBands, type RareBands } from '../support/rare-bands.js';
import { startApi, surroundings, type ApiServer } from './api-server.js';

let state: RareBands;
let server: ApiServer;

beforeEach(async () => {
  state = await withRareBands('public');
  server = await startApi(serve(recommendationRoutes, recommendationAnswers, surroundings(state.project.context)));
});

afterEach(() => server.stop());

const path = '/api/models/bands';

async function ask(address: string, body?: object): Promise<Record<string, unknown>> {
  const headers = { 'Content-Type': 'application/json' };
  const init = body && { method: 'POST', headers, body: JSON.stringify(body) };
  return (await (await fetch(server.origin + path + address, init)).json()) as Record<string, unknown>;
}

const refusal = {
  status: 404,
  code: 'unknown-item',
  detail: 'Tycho has 2 rows; this model needs 5. Lower minimumRows, or add rows.',
  rows: 2,
  minimumRows: 5,
};

describe('a question about an item that the model leaves out', () => {
  it('is refused with its rows and how many the model needs', async () => {
    expect(await ask('/similar?item=Tycho')).toMatchObject(refusal);
    expect(await ask('/similar?item=%20TYCHO')).toMatchObject(refusal);
    const tastes = [{ item: 'Band 1' }, { item: 'Tycho' }];
    for (const newUser of [true, false])
      expect(await ask('/recommendations', { tastes, newUser })).toMatchObject(refusal);
  });

  it('is refused as before where the data has no such item', async () => {
    const unknown = await ask('/similar?item=Bnad%201');
    expect(unknown).toMatchObject({ code: 'unknown-item', suggestions: expect.arrayContaining(['Band 1']) as unknown });
    expect(unknown['detail']).toMatch(/^The model has no item "Bnad 1"\. The nearest names are: Band 1\.$/);
    expect(unknown).not.toHaveProperty('minimumRows');
  });

  it('is refused as before where nothing is left out', async () => {
    await defineBands(state.project, state.dataset, { minimumRows: 1 });
    expect((await ask('/similar?item=Autechre'))['detail']).toMatch(/^The model has no item "Autechre"\./);
    expect(await ask('/similar?item=Tycho')).toMatchObject({ item: 'Tycho' });
  });
});

describe('a question about the title of an item that the model leaves out', () => {
  it('is refused like its name, while all readers may see its title', async () => {
    const { context } = state.project;
    const titles = await storeLabels(state.project);
    await defineBands(state.project, state.dataset, { titles });
    const detail = 'Scott Hansen has 2 rows; this model needs 5. Lower minimumRows, or add rows.';
    for (const name of ['scott%20hansen', 'Tycho'])
      expect(await ask(`/similar?item=${name}`)).toMatchObject({ ...refusal, detail });
    await changeMetadata(context, lea, titles.dataset, { visibility: 'private' });
    expect((await ask('/similar?item=Scott%20Hansen'))['detail']).toMatch(/^The model has no item "Scott Hansen"\./);
    expect(await ask('/similar?item=Tycho')).toMatchObject(refusal);
    await changeMetadata(context, lea, titles.dataset, { visibility: 'public' });
    expect(await ask('/similar?item=Tycho')).toMatchObject({ detail });
  });
});

describe('a question about an item that was merged into another spelling', () => {
  it('is answered for that spelling', async () => {
    const merges = [{ side: 'item', from: 'Boards of Canada', into: 'Band 3' }];
    await defineBands(state.project, state.dataset, { merges });
    expect(await ask('/similar?item=boards%20of%20canada')).toEqual(await ask('/similar?item=Band%203'));
    const tastes = [{ item: 'Band 1' }];
    const answer = await ask('/recommendations', { tastes, allow: ['Boards of Canada'] });
    expect(answer).toMatchObject({ items: [{ item: 'Band 3' }] });
    expect(answer).not.toHaveProperty('unknownItems');
  });

  it('names that spelling where the model leaves it out', async () => {
    await defineBands(state.project, state.dataset, {
      merges: [{ side: 'item', from: 'tycho (live)', into: 'Tycho' }],
    });
    const detail = 'Tycho has 3 rows; this model needs 5. Lower minimumRows, or add rows.';
    expect(await ask('/similar?item=tycho%20(live)')).toMatchObject({ code: 'unknown-item', detail, rows: 3 });
  });
});
