import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { paths } from '@segue/core/contract/stored/paths';
import { set } from '@segue/core/contract/stored/updates';
import { datasetAnswers } from '@segue/functions/http/datasets';
import { modelAnswers } from '@segue/functions/http/models';
import { rowAnswers } from '@segue/functions/http/rows';
import { sharingAnswers } from '@segue/functions/http/sharing';
import { serve } from '@segue/functions/http/serve';
import { datasetRoutes, type DatasetListView, type DatasetView } from '@segue/core/contract/api/datasets';
import { modelRoutes, type ModelView } from '@segue/core/contract/api/models';
import { rowRoutes } from '@segue/core/contract/api/rows';
import { sharingRoutes, type SharingView } from '@segue/core/contract/api/sharing';
import { listDataset } from '@segue/functions/pipeline/records/lists';
import { digestOfAddress } from '@segue/functions/pipeline/sharing/members';
import { sweep } from '@segue/functions/pipeline/sweep/sweep';
import { simulateProject, type SimulatedProject } from '../support/simulated-project.js';
import { startApi, surroundings, type ApiServer } from './api-server.js';

let project: SimulatedProject;
let server: ApiServer;
let id: string;

interface Answered {
  status: number;
  body: Record<string, unknown>;
}

async function ask(who: string | null, method: string, path: string, body?: unknown): Promise<Answered> {
  const isForm = body instanceof FormData;
  const response = await fetch(server.origin + path, {
    method,
    headers: {
      ...(who !== null && { Authorization: `Bearer ${who}` }),
      ...(body !== undefined && !isForm && { 'Content-Type': 'application/json' }),
    },
    body: body === undefined ? null : isForm ? body : JSON.stringify(body),
  });
  const text = await response.text();
  return { status: response.status, body: text === '' ? {} : (JSON.parse(text) as Record<string, unknown>) };
}

const status = async (...call: Parameters<typeof ask>) => (await ask(...call)).status;
const at = (path = '') => `/api/datasets/${id}${path}`;

async function upload(who: string, fields: Record<string, string> = {}): Promise<string> {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  form.append('file', new Blob(['genre,artist\nJazz,Sade\nSoul,Sade\nJazz,Chet\n']), 'music.csv');
  const { status: answered, body } = await ask(who, 'POST', '/api/datasets', form);
  expect(answered).toBe(201);
  await project.settle();
  return (body as unknown as DatasetView).id;
}

async function share(who: string, role: 'reader' | 'editor'): Promise<void> {
  expect(await status('lea', 'POST', at('/invitations'), { address: `${who}@segue.example`, role })).toBe(201);
  expect(await status(who, 'POST', at('/membership'))).toBe(200);
}

const listed = async (who: string | null) =>
  ((await ask(who, 'GET', '/api/datasets')).body as unknown as DatasetListView).datasets.map((entry) => entry.id);

beforeEach(async () => {
  project = simulateProject();
  const routes = { ...datasetRoutes, ...rowRoutes, ...sharingRoutes, ...modelRoutes };
  const answers = { ...datasetAnswers, ...rowAnswers, ...sharingAnswers, ...modelAnswers };
  server = await startApi(serve(routes, answers, surroundings(project.context)));
  id = await upload('lea');
});

afterEach(() => server.stop());

describe('a new data set', () => {
  it('is private: to others than its owner it does not exist', async () => {
    for (const who of [null, 'guest', 'max', 'admin']) {
      expect([who, await status(who, 'GET', at())]).toEqual([who, 404]);
      expect([who, await listed(who)]).toEqual([who, []]);
    }
    // Nor does its address say what it is called.
    expect(id).toMatch(/^data-\w+$/);
    const own = await ask('lea', 'GET', at());
    expect(own.body).toMatchObject({
      visibility: 'private',
      standing: 'owner',
      copies: false,
      isVisibilityChosen: true,
    });
  });
});

describe('sharing', () => {
  it('makes readers and editors of those who were invited, with what the table says', async () => {
    await share('rea', 'reader');
    await share('edi', 'editor');
    expect(await listed('rea')).toEqual([id]);
    expect((await ask('rea', 'GET', at())).body).toMatchObject({ standing: 'reader' });
    const { datasets } = (await ask('edi', 'GET', '/api/datasets')).body;
    expect(datasets).toMatchObject([{ id, standing: 'editor', visibility: 'private' }]);
    expect(await status('rea', 'PATCH', at('/rows/0'), { genre: 'Pop' })).toBe(403);
    expect(await status('edi', 'PATCH', at('/rows/0'), { genre: 'Pop' })).toBe(200);
    expect(await status('edi', 'PATCH', at(), { name: 'New' })).toBe(200);
    expect(await status('edi', 'PATCH', at(), { visibility: 'public' })).toBe(403);
    expect(await status('edi', 'PUT', '/api/models/mine', { dataset: id, user: 'genre', item: 'artist' })).toBe(202);
    expect(await status('rea', 'GET', '/api/models/mine')).toBe(200);
    expect(await status('rea', 'DELETE', '/api/models/mine')).toBe(403);
    for (const who of ['rea', 'edi']) {
      expect([who, await status(who, 'DELETE', at())]).toEqual([who, 403]);
      expect([who, await status(who, 'GET', at('/members'))]).toEqual([who, 403]);
      expect([who, await status(who, 'GET', at('/audit'))]).toEqual([who, 403]);
    }
    expect(await status('max', 'GET', at('/members'))).toBe(404);
  });

  it('needs the very address, verified, and an invitation that stands', async () => {
    const invited = await ask('lea', 'POST', at('/invitations'), { address: ' Rea@Segue.example', role: 'reader' });
    expect(invited.body).toMatchObject({ id: digestOfAddress('rea@segue.example'), link: `/join/${id}` });
    expect(await status(null, 'POST', at('/membership'))).toBe(401);
    expect(await status('guest', 'POST', at('/membership'))).toBe(403);
    expect(await status('max', 'POST', at('/membership'))).toBe(404);
    await ask('lea', 'POST', at('/invitations'), { address: 'unverified@segue.example', role: 'reader' });
    expect(await status('unverified', 'POST', at('/membership'))).toBe(403);
    // As for a data set that is not there.
    const nowhere = await ask('max', 'POST', '/api/datasets/no-such-set/membership');
    const here = await ask('max', 'POST', at('/membership'));
    expect(here).toEqual(nowhere);
    expect(await status('lea', 'DELETE', at(`/invitations/${String(invited.body['id'])}`))).toBe(204);
    expect(await status('rea', 'POST', at('/membership'))).toBe(404);
    expect(await status('rea', 'GET', at())).toBe(404);
  });

  it('ends by removal and by leaving, in the lists too', async () => {
    await share('rea', 'reader');
    await share('edi', 'editor');
    expect(await status('lea', 'DELETE', at('/members/rea'))).toBe(204);
    expect(await status('edi', 'DELETE', at('/membership'))).toBe(204);
    for (const who of ['rea', 'edi']) {
      expect([who, await status(who, 'GET', at()), await listed(who)]).toEqual([who, 404, []]);
    }
    expect(await status('lea', 'DELETE', at('/membership'))).toBe(409);
    expect(await status('lea', 'DELETE', at('/members/rea'))).toBe(404);
  });

  it('leaves no entry behind in the list of a former member, whoever writes list entries last', async () => {
    await share('rea', 'reader');
    const { tree } = project.context;
    const slow = Object.create(tree, {
      write: {
        value: async (updates: Parameters<typeof tree.write>[0]) => {
          if (paths.userList('rea', id).path in updates) await ask('lea', 'DELETE', at('/members/rea'));
          await tree.write(updates);
        },
      },
    }) as typeof tree;
    await listDataset(slow, id);
    expect(await listed('rea')).toEqual([]);
    // And what a caller that died left behind is swept.
    await tree.write({ [paths.userList('rea', id).path]: project.tree.peek(paths.userList('lea', id).path) });
    await sweep(project.context);
    expect(await listed('rea')).toEqual([]);
  });

  it('changes roles, and passes ownership on: who was owner is an editor then', async () => {
    await share('rea', 'reader');
    const changed = await ask('lea', 'PATCH', at('/members/rea'), { role: 'editor' });
    expect((changed.body as unknown as SharingView).members).toMatchObject([{ uid: 'rea', role: 'editor' }]);
    expect(await status('lea', 'PUT', at('/owner'), { uid: 'max' })).toBe(404);
    expect(await status('lea', 'PUT', at('/owner'), { uid: 'rea' })).toBe(200);
    expect((await ask('rea', 'GET', at())).body).toMatchObject({ standing: 'owner', ownerName: 'rea' });
    expect((await ask('lea', 'GET', at())).body).toMatchObject({ standing: 'editor' });
    expect(await listed('lea')).toEqual([id]);
    expect(await status('lea', 'DELETE', at())).toBe(403);
    expect((await ask('rea', 'GET', at('/members'))).body).toMatchObject({ members: [{ uid: 'lea', role: 'editor' }] });
  });

  it('is noted for the owner: who shared what with whom, and when', async () => {
    await share('rea', 'reader');
    await ask('lea', 'PATCH', at('/members/rea'), { role: 'editor' });
    await ask('lea', 'PATCH', at(), { visibility: 'public', copies: true });
    await ask('rea', 'DELETE', at('/membership'));
    const { entries } = (await ask('lea', 'GET', at('/audit'))).body as { entries: { kind: string; at: number }[] };
    const kinds = entries.map(({ kind }) => kind);
    expect(kinds.sort()).toEqual(['allow-copies', 'invite', 'join', 'leave', 'role', 'visibility']);
    expect(entries.every((entry) => entry.at > 0)).toBe(true);
  });

  it('leaves nothing when the data set is deleted', async () => {
    await share('rea', 'reader');
    await ask('lea', 'POST', at('/invitations'), { address: 'x@segue.example', role: 'editor' });
    expect(await status('lea', 'DELETE', at())).toBe(204);
    await project.settle();
    for (const root of ['members', 'invitations', 'audit', 'history', 'publicHistory', 'lists', 'modelKeys']) {
      expect([root, project.tree.peek(root)]).toEqual([root, null]);
    }
  });
});

describe('a version under its own address', () => {
  it('is for members alone if it was made while the data set was private', async () => {
    await ask('lea', 'PUT', '/api/models/mine', { dataset: id, user: 'genre', item: 'artist', model: 'ials' });
    await project.settle();
    const address = async (who: string | null) => {
      const { versions, address: model } = (await ask(who, 'GET', `/api/models/${id}~mine`))
        .body as unknown as ModelView;
      return `/api/models/${model}/versions/${versions[0]?.version ?? 'none'}`;
    };
    const before = await address('lea');
    expect((await ask('lea', 'GET', before)).body).toMatchObject({ items: ['Chet', 'Sade'], users: ['Jazz', 'Soul'] });
    expect(await status('max', 'GET', before)).toBe(404);
    await ask('lea', 'PATCH', at(), { visibility: 'public' });
    expect(await status('lea', 'GET', before)).toBe(200);
    for (const who of [null, 'max', 'admin']) expect([who, await status(who, 'GET', before)]).toEqual([who, 404]);
    expect(await address(null)).toMatch(/none$/);
    await project.settle();
    const opened = await address(null);
    expect(opened).not.toBe(before);
    expect(await status(null, 'GET', opened)).toBe(200);
  });
});

describe('a copy', () => {
  it('is made where the owner allows it: private, with its rows and models, and it goes its own way', async () => {
    await ask('lea', 'PUT', '/api/models/mine', { dataset: id, user: 'genre', item: 'artist', model: 'ials' });
    await ask('lea', 'DELETE', at('/rows/1'));
    await project.settle();
    await ask('lea', 'PATCH', at(), { visibility: 'public' });
    expect(await status('guest', 'POST', at('/copies'), {})).toBe(403);
    expect(await status(null, 'POST', at('/copies'), {})).toBe(401);
    await ask('lea', 'PATCH', at(), { copies: true });
    const made = await ask('guest', 'POST', at('/copies'), { name: 'Mine now' });
    expect([made.status, made.body]).toMatchObject([
      201,
      { visibility: 'private', name: 'Mine now', rowCount: 2, standing: 'owner' },
    ]);
    await project.settle();
    const copy = String(made.body['id']);
    const rows = async (set: string, who: string) => (await ask(who, 'GET', `/api/datasets/${set}/rows?first=10`)).body;
    expect(await rows(copy, 'guest')).toEqual(await rows(id, 'lea'));
    expect(await status('lea', 'GET', `/api/datasets/${copy}`)).toBe(404);
    const { models } = (await ask('guest', 'GET', '/api/models')).body as unknown as { models: ModelView[] };
    const copied = models.filter(({ dataset }) => dataset === copy);
    expect(copied.map((model) => [model.id, model.state])).toEqual(expect.arrayContaining([['mine', 'ready']]));
    await ask('guest', 'PATCH', `/api/datasets/${copy}/rows/0`, { genre: 'Pop' });
    expect(JSON.stringify(await rows(id, 'lea'))).not.toContain('Pop');
  });

  it('leaves out titles whose data set is not the copier’s to name, and models whose columns are gone', async () => {
    const other = await upload('lea');
    const titles = { dataset: other, id: 'artist', title: 'genre' };
    const body = { dataset: id, user: 'genre', item: 'artist', model: 'ials' };
    expect(await status('lea', 'PUT', `/api/models/${id}~titled`, { ...body, titles })).toBe(202);
    await share('rea', 'reader');
    const member = { role: 'reader', name: 'rea', since: 0 } as const;
    await project.context.tree.write(set(paths.member(other, 'rea'), member));
    const [gone] = Object.entries((project.tree.peek('models') ?? {}) as Record<string, { id: string }>)
      .filter(([, model]) => model.id === id)
      .map(([key]) => key);
    await project.tree.write({ [`${paths.model(gone!).path}/configuration/item`]: 'not there any more' });
    await ask('lea', 'PATCH', at(), { copies: true });
    const made = await ask('rea', 'POST', at('/copies'), {});
    expect(made.status).toBe(201);
    const { models } = (await ask('rea', 'GET', '/api/models')).body as unknown as { models: ModelView[] };
    const copied = models.filter(({ dataset }) => dataset === made.body['id']);
    expect(copied.map((model) => [model.id, model.configuration.titles])).toEqual([['titled', undefined]]);
  });

  it('of a private data set is for its members, if the owner allows it', async () => {
    await share('rea', 'reader');
    expect(await status('rea', 'POST', at('/copies'), {})).toBe(403);
    await ask('lea', 'PATCH', at(), { copies: true });
    expect(await status('rea', 'POST', at('/copies'), {})).toBe(201);
    expect(await status('max', 'POST', at('/copies'), {})).toBe(404);
  });
});
