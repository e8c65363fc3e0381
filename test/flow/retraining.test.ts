import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { deleteApp, initializeApp, type App } from 'firebase-admin/app';
import { getDatabase } from 'firebase-admin/database';
import type { DatasetView } from '@segue/core/contract/api/datasets';
import { appendRows, deleteRow, editRow, listRows } from '@segue/core/contract/api/rows';
import { modelView, type ModelView } from '@segue/core/contract/api/models';
import { paths } from '@segue/core/contract/stored/paths';
import type { Provenance } from '@segue/core/contract/stored/version';
import type { CallOf } from '@segue/core/contract/api/client';
import {
  recommendByDefault,
  recommendForTastes,
  recommendForUser,
  recommendSimilar,
  type RecommendationsView,
} from '@segue/core/contract/api/recommendations';
import { musicCsv } from '../support/music.js';
import { runProgram } from '../cli/programs.js';
import { rehearse } from '@segue/suite/start/rehearsal';
import { readPath, startTestSuite, waitFor, waitForPath, writePath, type Suite } from '../support/suite.js';
import { codeOf, guest, stranger, waitForProfile, waitForVersion, type Person } from './http.js';
import { testStorm } from './storm.js';

let suite: Suite;
let lea: Person;
let nobody: Person;
let dataset: DatasetView;
let model: ModelView;

beforeAll(async () => {
  suite = await startTestSuite();
  lea = await guest(suite);
  nobody = stranger(suite);
  dataset = await lea.upload('music.csv', musicCsv(), { name: 'Music' });
  model = await waitForVersion(nobody, dataset.id);
});

afterAll(async () => suite.stop());

function recommend(query: CallOf<typeof recommendForUser, Blob>['query']): Promise<RecommendationsView> {
  return nobody.call(recommendForUser, { params: { id: dataset.id }, query });
}

const names = ({ items }: RecommendationsView) => items.map(({ item }) => item);

describe('a Spotify-like data set', () => {
  it('gets its model automatically, with metrics beside baselines', () => {
    expect(model).toMatchObject({ dataset: dataset.id, automatic: true, users: 6, items: 24 });
    expect(model.configuration).toMatchObject({ user: 'genre', item: 'artist_name', rating: 'popularity' });
    const { auc, baselines, users, k } = model.metrics!;
    expect([users, k]).toEqual([4, 10]);
    expect(auc).toBeGreaterThan(baselines.random.auc);
    expect(auc).toBeGreaterThan(baselines.popularity.auc);
  });

  it('keeps its embeddings in the database', async () => {
    const version = (await readPath(suite, paths.version(model.key, model.version!).path)) as {
      itemEmbeddings: string[];
    };
    expect(Buffer.from(version.itemEmbeddings.join(''), 'base64')).toHaveLength(24 * 30 * 4);
  });
});

describe('recommendations', () => {
  it('discover what is near and not yet known, or name the best', async () => {
    const discover = await recommend({ user: 'Jazz', count: 3 });
    expect(names(discover).every((name) => name.startsWith('J-'))).toBe(true);
    expect(discover).toMatchObject({ user: 'Jazz', known: 'exclude', fallback: null, version: model.version });
    expect(discover.items.map(({ rank, known }) => [rank, known])).toEqual([
      [1, false],
      [2, false],
      [3, false],
    ]);
    const best = await recommend({ user: 'Jazz', count: 10, known: 'include' });
    expect(best.items.filter(({ known }) => known).length).toBeGreaterThan(5);
  });

  it('answer the one question of the report by the model that an administrator chose, and by no other', async () => {
    const none = await nobody.ask('GET', '/api/recommendations?genre=Jazz');
    expect([none.status, codeOf(none)]).toEqual([404, 'no-model']);
    const refused = await lea.ask('PUT', '/api/default-model', { model: dataset.id });
    expect([refused.status, codeOf(refused)]).toEqual([403, 'forbidden']);
    await writePath(suite, paths.defaultModel().path, dataset.id);
    const answer = await nobody.call(recommendByDefault, { query: { genre: 'Jazz', count: 3 } });
    expect(names(answer)).toEqual(names(await recommend({ user: 'Jazz', count: 3 })));
  });

  it('name the nearest names for an unknown one, or popular items where those are welcome', async () => {
    const unknown = await nobody.ask('GET', '/api/recommendations?genre=Jaz');
    expect([unknown.status, codeOf(unknown)]).toEqual([404, 'unknown-user']);
    expect((unknown.body as { suggestions: string[] }).suggestions[0]).toBe('Jazz');
    const body = await recommend({ user: 'Polka', fallback: 'popularity', count: 5 });
    expect(body).toMatchObject({ fallback: 'popularity', user: 'Polka' });
    expect(body.items).toHaveLength(5);
  });

  it('mix several tastes, likes and dislikes, and say what each adds', async () => {
    const tastes = [
      { user: 'Jazz', weight: 1 },
      { item: 'J-artist 3', weight: 0.5 },
      { user: 'Rock', weight: -0.7 },
    ];
    const params = { id: dataset.id };
    const body = await nobody.call(recommendForTastes, { params, body: { tastes, count: 4, known: 'include' } });
    expect(names(body).every((name) => name.startsWith('J-') && name !== 'J-artist 3')).toBe(true);
    for (const { score, aboveAverage, contributions, bias } of body.items) {
      expect(contributions!.reduce((sum, part) => sum + part, bias!)).toBeCloseTo(score, 4);
      expect(aboveAverage).toBe(score - body.average!.score);
    }
    expect(body.average!.contributions).toHaveLength(3);
  });

  it('take the tastes for those of a new user where asked to', async () => {
    const path = `/api/models/${dataset.id}/recommendations`;
    const likes = [1, 2, 3].map((artist) => ({ item: `J-artist ${artist}` }));
    const tastes = [...likes, { item: 'R-artist 1', weight: -1 }];
    const params = { id: dataset.id };
    const body = await nobody.call(recommendForTastes, { params, body: { tastes, count: 4, newUser: true } });
    expect(names(body)).toHaveLength(4);
    expect(names(body).every((name) => name.startsWith('J-') && !likes.some(({ item }) => item === name))).toBe(true);
    expect(body.items[0]).not.toHaveProperty('contributions');
    const mixed = await nobody.ask('POST', path, { tastes: [{ user: 'Jazz' }], newUser: true });
    expect([mixed.status, codeOf(mixed)]).toEqual([400, 'invalid-request']);
    expect((mixed.body as { detail: string }).detail).toMatch(/tastes must name only items when newUser is true/);
  });

  it('find similar items', async () => {
    const query = { item: 'R-artist 3', count: 5 };
    const body = await nobody.call(recommendSimilar, { params: { id: dataset.id }, query });
    expect(names(body)).toHaveLength(5);
    expect(names(body).filter((name) => name.startsWith('R-')).length).toBeGreaterThan(3);
  });

  it('come for every user at once, as a file', async () => {
    const { items } = await recommend({ user: 'Jazz', count: 4, exclude: ['J-artist 1', 'R-artist 1'] });
    const query = 'count=4&exclude=J-artist%201&exclude=R-artist%201';
    const file = await nobody.ask('GET', `/api/models/${dataset.id}/recommendations.csv?${query}`);
    expect([file.status, file.type]).toEqual([200, 'text/csv']);
    const rows = items.map(({ rank, item, score }) => `Jazz,${rank},${item},${score}\r\n`);
    expect(file.body).toContain(rows.join(''));
  });

  it('say what is wrong with a question', async () => {
    expect(codeOf(await nobody.ask('GET', `/api/models/${dataset.id}/recommendations`))).toBe('invalid-request');
    expect(codeOf(await nobody.ask('GET', `/api/models/nothing/recommendations?user=Jazz`))).toBe('model-not-found');
    expect(codeOf(await nobody.ask('GET', `/api/models/${dataset.id}/recommendations?user=Jazz&cuont=3`))).toBe(
      'invalid-request',
    );
    expect(codeOf(await nobody.ask('POST', '/api/models'))).toBe('method-not-allowed');
    expect(codeOf(await nobody.ask('GET', '/api/nothing'))).toBe('not-found');
  });

  it('carry an ETag, and cost nothing where nothing has changed', async () => {
    const path = `/api/models/${dataset.id}/recommendations?user=Jazz`;
    const etag = (await nobody.ask('GET', path)).headers.get('etag')!;
    const again = await nobody.ask('GET', path, undefined, { 'if-none-match': etag });
    expect(again.status).toBe(304);
  });
});

describe('a new version', () => {
  it('follows by itself when the owner edits a row', async () => {
    const { number } = await waitForVersion(nobody, dataset.id);
    const path = `/api/datasets/${dataset.id}/rows/4`;
    const change = { artist_name: 'R-artist 5', popularity: 90 };
    const edited = await lea.call(editRow, { params: { id: dataset.id, index: 4 }, body: change });
    expect(edited.values).toEqual(expect.arrayContaining(['R-artist 5', 90]));
    const next = await waitForVersion(nobody, dataset.id, number + 1);
    const { cause } = (await readPath(
      suite,
      `${paths.version(next.key, next.version!).path}/provenance`,
    )) as Provenance;
    expect(cause).toBe('A guest changed artist_name and popularity in row 5.');
    const stranger = await nobody.ask('PATCH', path, { popularity: 1 });
    expect(stranger.status).toBe(401);
    expect((await (await guest(suite)).ask('PATCH', path, { popularity: 1 })).status).toBe(403);
  });

  it('follows a write made straight into the database, past our code', async () => {
    const { number } = await waitForVersion(nobody, dataset.id);
    const app: App = initializeApp({
      projectId: suite.project,
      databaseURL: `${suite.databaseUrl}?ns=${suite.project}`,
    });
    await getDatabase(app)
      .ref(paths.row(dataset.id, 1, 0, 7).path)
      .set(['Polka', 'R-artist 9', 'By hand', 77]);
    await deleteApp(app);
    const next = await waitForVersion(nobody, dataset.id, number + 1);
    expect(next.users).toBe(7);
    expect((await recommend({ user: 'Polka' })).items).not.toHaveLength(0);
  });

  it('follows an append and a delete, and the counts are right', async () => {
    const { number } = await waitForVersion(nobody, dataset.id);
    const before = await waitForProfile(nobody, dataset.id);
    const params = { id: dataset.id };
    const row = { genre: 'Ska', artist_name: 'R-artist 1', track_name: 'x', popularity: 3 };
    const appended = await lea.call(appendRows, { params, body: { rows: [row] } });
    expect(appended.rowCount).toBe(before.rowCount + 1);
    const deleted = await lea.call(deleteRow, { params: { ...params, index: 0 } });
    expect(deleted.rowCount).toBe(before.rowCount);
    await waitForVersion(nobody, dataset.id, number + 1);
    const after = await waitForProfile(nobody, dataset.id);
    expect(after.rowCount).toBe(before.rowCount);
    const first = await nobody.call(listRows, { params, query: { position: 'first', count: 1 } });
    expect(first.rows[0]!.index).toBe(1);
    const last = (await nobody.call(listRows, { params, query: { position: 'last', count: 1 } })).rows[0]!;
    expect(last.values).toEqual(['Ska', 'R-artist 1', 'x', 3]);
    expect((await lea.ask('DELETE', `/api/datasets/${dataset.id}/rows/0`)).status).toBe(404);
  });
});

describe('segue verify', () => {
  it('recomputes the current version from the rows, bit for bit', async () => {
    const { code, stdout } = await runProgram(['segue', 'verify', dataset.id, '--url', suite.hostingUrl, '--json'])
      .ended;
    expect([code, JSON.parse(stdout)]).toEqual([0, expect.objectContaining({ same: true })]);
  });
});

describe('a model of any columns', () => {
  it('is trained when it is defined, and goes when it is deleted', async () => {
    const csv = `who,what,stars\n${musicCsv()
      .split('\n')
      .slice(1)
      .map((line) => line.replace(/"[^"]*",/, ''))
      .join('\n')}`;
    const body = await lea.upload('ratings.csv', csv);
    const definition = { dataset: body.id, user: 'who', item: 'what', rating: 'stars', loss: 'bpr', no_components: 8 };
    const defined = await lea.ask('PUT', '/api/models/stars', definition);
    expect([defined.status, modelView.parse(defined.body).automatic]).toEqual([202, false]);
    const trained = await waitForVersion(nobody, 'stars');
    expect(trained.configuration).toMatchObject({ loss: 'bpr', noComponents: 8, weight: 'log1p' });
    const strange = await (await guest(suite)).ask('PUT', '/api/models/stars', definition);
    expect([strange.status, codeOf(strange)]).toEqual([403, 'forbidden']);
    const described = { ...definition, item_features: ['stars'] };
    expect((await lea.ask('PUT', '/api/models/stars', described)).status).toBe(202);
    const hybrid = await waitForVersion(nobody, 'stars', trained.number + 1);
    expect(hybrid.configuration.itemFeatures).toEqual(['stars']);
    expect(hybrid.digests!.embeddings).not.toBe(trained.digests!.embeddings);
    const verified = await runProgram(['segue', 'verify', 'stars', '--url', suite.hostingUrl, '--json']).ended;
    expect([verified.code, JSON.parse(verified.stdout)]).toEqual([0, expect.objectContaining({ same: true })]);
    // A pinned version is verified as it was trained, whatever the model's options are by then.
    expect((await lea.ask('PUT', '/api/models/stars/current', { pinned: true })).status).toBeLessThan(300);
    expect((await lea.ask('PUT', '/api/models/stars', { ...described, epochs: 3 })).status).toBe(202);
    const pinned = await runProgram(['segue', 'verify', 'stars', '--url', suite.hostingUrl, '--json']).ended;
    expect([pinned.code, JSON.parse(pinned.stdout)]).toEqual([0, expect.objectContaining({ same: true })]);
    const wrong = await lea.ask('PUT', '/api/models/stars', { ...definition, user: 'whom' });
    expect([wrong.status, codeOf(wrong)]).toEqual([400, 'unknown-column']);
    expect((await lea.ask('DELETE', '/api/models/stars')).status).toBe(204);
    expect((await nobody.ask('GET', '/api/models/stars')).status).toBe(404);
  });
});

describe('deleting a data set', () => {
  it('takes everything that hangs on it along', async () => {
    expect((await lea.ask('DELETE', `/api/datasets/${dataset.id}`)).status).toBe(204);
    expect((await nobody.ask('GET', `/api/datasets/${dataset.id}`)).status).toBe(404);
    expect((await nobody.ask('GET', `/api/models/${dataset.id}`)).status).toBe(404);
    await waitForPath(suite, 'datasets', (left) => !(dataset.id in (left as object)));
    for (const path of [
      paths.allRows(dataset.id).path,
      paths.versions(model.key).path,
      paths.allProfileTotals(dataset.id).path,
    ]) {
      expect(await readPath(suite, path)).toBeNull();
    }
  });
});

describe('the rehearsal of npm start', () => {
  it('goes the whole way and leaves nothing behind', async () => {
    const keys = async () => {
      const nodes = await Promise.all(['datasets', 'models', 'versions'].map((path) => readPath(suite, path)));
      return nodes.map((node) => Object.keys(node ?? {}));
    };
    const before = JSON.stringify(await keys());
    await rehearse(suite);
    const isAsBefore = async () => JSON.stringify(await keys()) === before || undefined;
    await waitFor('The end of what still ran', isAsBefore, 30);
  });
});

describe('under many edits', () => testStorm(() => suite));
