import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { accountRoutes } from '@segue/core/contract/api/account';
import { modelDefinition, toConfiguration } from '@segue/core/contract/api/model-definition';
import { paths } from '@segue/core/contract/stored/paths';
import { set } from '@segue/core/contract/stored/updates';
import { accountAnswers } from '@segue/functions/http/accounts';
import { serve } from '@segue/functions/http/serve';
import { defineModel } from '@segue/functions/pipeline/models/configure-model';
import { createDataset } from '@segue/functions/pipeline/rows/ingest';
import { receivePart, startUpload } from '@segue/functions/pipeline/rows/upload-parts';
import { changeRole, inviteMember, joinDataset } from '@segue/functions/pipeline/sharing/members';
import { sweep } from '@segue/functions/pipeline/sweep/sweep';
import { filesIn } from '../support/files-in.js';
import { placesOf } from '../support/mark.js';
import { simulateProject, type SimulatedProject } from '../support/simulated-project.js';
import { startApi, surroundings, type ApiServer } from './api-server.js';

const zoe = { uid: 'zoe', name: 'Zoe', address: 'zoe@segue.example' };
const max = { uid: 'max', name: 'Max', address: 'max@segue.example' };
const csv = 'genre,artist,note\nJazz,Sade," a ""b"", c"\nSoul,Sade,007\nJazz,Chet,\n';

let project: SimulatedProject;
let server: ApiServer;
let ids: { own: string; shared: string; upload: string };

const store = (who: typeof zoe) =>
  createDataset(project.context, who, { fileName: 'music.csv' }, new TextEncoder().encode(csv));

/** Zoe owns a data set that Max reads, edits one of Max's with a model of hers on it, is invited to a third, and uploads a file. */
beforeEach(async () => {
  project = simulateProject();
  const { context } = project;
  server = await startApi(serve(accountRoutes, accountAnswers, surroundings(context)));
  const [own, shared, third] = [await store(zoe), await store(max), await store(max)];
  for (const [owner, guest, id] of [
    [zoe, max, own],
    [max, zoe, shared],
  ] as const) {
    await inviteMember(context, owner, id, { address: guest.address, role: 'reader' });
    await joinDataset(context, guest, id);
    await changeRole(context, owner, id, guest.uid, 'editor');
  }
  await inviteMember(context, max, third, { address: zoe.address, role: 'reader' });
  for (const id of [own, shared]) {
    const body = modelDefinition.parse({ dataset: id, user: 'genre', item: 'artist', model: 'ials', noComponents: 2 });
    await defineModel(context, zoe.uid, `${id}~mine`, toConfiguration(body));
  }
  const upload = await startUpload(context, zoe, { fileName: 'big.csv', bytes: 3 });
  await receivePart(context, zoe, upload.id, 0, new Uint8Array(3));
  await project.settle();
  ids = { own, shared, upload: upload.id };
});

afterEach(() => server.stop());

const ask = (who: string | null, method: string, path = '') =>
  fetch(`${server.origin}/api/account${path}`, {
    method,
    signal: AbortSignal.timeout(10_000),
    headers: who === null ? {} : { Authorization: `Bearer ${who}` },
  });
const status = async (...call: Parameters<typeof ask>) => (await ask(...call)).status;
const places = (word: string) => placesOf(word, project.tree.snapshot());

/** Where the uid stands. */
const placesOfZoe = () => places('zoe').filter((path) => !path.startsWith('/accountDeletions'));

describe('GET /api/account', () => {
  it('says who the caller is, and how much is theirs', async () => {
    expect(await (await ask('zoe', 'GET')).json()).toEqual({
      uid: 'zoe',
      name: 'zoe',
      isGuest: false,
      address: 'zoe@segue.example',
      isAdministrator: false,
      mayDelete: true,
      datasets: 1,
      shared: 1,
      uploads: 1,
    });
    const guest: unknown = await (await ask('guest earlier', 'GET')).json();
    expect(guest).toMatchObject({ isGuest: true, address: null, mayDelete: true, datasets: 0, shared: 0 });
    expect(await (await ask('zoe earlier', 'GET')).json()).toMatchObject({ mayDelete: false });
    expect(await status(null, 'GET')).toBe(401);
  });
});

describe('GET /api/account/archive', () => {
  it('is a ZIP archive of all that is the account’s, with the exact cells', async () => {
    const response = await ask('zoe', 'GET', '/archive');
    expect(response.headers.get('content-type')).toBe('application/zip');
    expect(response.headers.get('content-disposition')).toMatch(/filename="segue-\d{4}-\d\d-\d\d\.zip"/);
    const files = await filesIn(new Uint8Array(await response.arrayBuffer()));
    const folder = `datasets/${ids.own}`;
    const own = ['audit', 'dataset', 'history', 'invitations', 'members', 'models'].map(
      (name) => `${folder}/${name}.json`,
    );
    expect([...files.keys()].sort()).toEqual(['account.json', ...own, `${folder}/rows.csv`, 'memberships.json'].sort());
    expect(parse(files.get(`${folder}/rows.csv`)!)).toEqual(parse(csv));
    const json = (path: string) => JSON.parse(files.get(path)!) as unknown;
    expect(json(`${folder}/models.json`)).toMatchObject([
      { id: 'mine', configuration: { user: 'genre' } },
      { id: ids.own },
    ]);
    expect(json(`${folder}/members.json`)).toMatchObject({ max: { role: 'editor' } });
    expect(json('memberships.json')).toMatchObject({ [ids.shared]: { standing: 'editor' } });
  });

  it('breaks off if it cannot be finished, so that it is not taken for whole', async () => {
    const { tree } = project.context;
    const read = tree.read.bind(tree);
    tree.read = ((place: Parameters<typeof read>[0]) =>
      place.path.startsWith('rows/') ? Promise.reject(new Error('away')) : read(place)) as typeof read;
    const response = await ask('zoe', 'GET', '/archive');
    await expect(response.arrayBuffer()).rejects.toThrow();
  });
});

describe('DELETE /api/account', () => {
  it('needs a recent sign-in, but not of guests, who have nothing to sign in with again', async () => {
    const refused = await ask('zoe earlier', 'DELETE');
    expect([refused.status, await refused.text()]).toEqual([401, expect.stringContaining('sign in again')]);
    expect(await status('zoe revoked', 'DELETE')).toBe(401);
    expect(await status(null, 'DELETE')).toBe(401);
    expect(project.removedAccounts).toEqual(new Set());
    expect(await status('guest earlier', 'DELETE')).toBe(204);
    expect(project.removedAccounts).toEqual(new Set(['guest']));
  });

  it('removes the account with everything that hangs on it, and nothing of others', async () => {
    expect(await status('zoe', 'DELETE')).toBe(204);
    await project.settle();
    expect(project.removedAccounts).toEqual(new Set(['zoe']));
    for (const id of [ids.own, ids.upload]) expect(places(id)).toEqual([]);
    // What others' lists note of her stays theirs: whom they invited, and that she came.
    expect(placesOfZoe().filter((path) => !path.startsWith('/audit/'))).toEqual([]);
    const { tree } = project.context;
    expect(await tree.read(paths.dataset(ids.shared))).toMatchObject({ owner: 'max', rowCount: 3 });
    const { entries: models } = await tree.find(paths.models(), 'dataset', ids.shared);
    expect([...models.values()].map(({ owner }) => owner)).toEqual(['max', 'max']);
    expect(Object.keys(project.tree.peek(paths.userLists('max').path) as object)).toHaveLength(2);
  });

  it('is finished by calling again, or by the sweep, wherever it was interrupted', async () => {
    const { tree } = project.context;
    const write = tree.write.bind(tree);
    for (let writes = 1; !project.removedAccounts.has('zoe'); writes++) {
      let left = writes;
      tree.write = (updates) => (left-- > 0 ? write(updates) : Promise.reject(new Error('died')));
      expect([204, 500]).toContain(await status('zoe', 'DELETE'));
      tree.write = write;
      expect(project.tree.peek('accountDeletions/zoe')).not.toBeNull();
      if (writes === 6) await sweep(project.context);
    }
    await project.settle();
    await sweep(project.context);
    expect(placesOfZoe().filter((path) => !path.startsWith('/audit/'))).toEqual([]);
  });

  it('is watched by the sweep as long as a token lives: what is stored with one goes too, and then the journal', async () => {
    expect(await status('zoe', 'DELETE')).toBe(204);
    const late = await store(zoe);
    await project.context.tree.write(set(paths.member(ids.shared, 'zoe'), { role: 'reader', name: 'Zoe', since: 0 }));
    await project.settle();
    await sweep(project.context);
    await project.settle();
    expect([places(late), placesOfZoe().filter((path) => !path.startsWith('/audit/'))]).toEqual([[], []]);
    expect(project.tree.peek('accountDeletions/zoe')).not.toBeNull();
    project.wait(3 * 3_600_000);
    await sweep(project.context);
    expect(project.tree.peek('accountDeletions')).toBeNull();
  });
});
