import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { allRoutes } from '@segue/core/contract/api/all-routes';
import { modelDefinition, toConfiguration } from '@segue/core/contract/api/model-definition';
import { isForAccounts, type Route } from '@segue/core/contract/api/route';
import { acts, may, rights, standings, type Kind, type Standing } from '@segue/core/contract/rights/table';
import { paths } from '@segue/core/contract/stored/paths';
import { set } from '@segue/core/contract/stored/updates';
import { serve } from '@segue/functions/http/serve';
import { defineModel } from '@segue/functions/pipeline/models/configure-model';
import { createDataset } from '@segue/functions/pipeline/rows/ingest';
import { deleteRow } from '@segue/functions/pipeline/rows/edit-rows';
import { startUpload } from '@segue/functions/pipeline/rows/upload-parts';
import { digestOfAddress } from '@segue/functions/pipeline/sharing/members';
import { simulateProject, type SimulatedProject } from '../support/simulated-project.js';
import { allAnswers } from './all-answers.js';
import { startApi, surroundings, type ApiServer } from './api-server.js';

const visibilities = ['public', 'private'] as const;
type Visibility = (typeof visibilities)[number];
type RouteName = keyof typeof allRoutes;

const people: Readonly<Record<Standing | 'administrator', string | null>> = {
  'signed out': null,
  guest: 'guest',
  stranger: 'max',
  reader: 'rea',
  editor: 'edi',
  owner: 'lea',
  administrator: 'admin',
};
const lea = { uid: 'lea', name: 'Lea' };
const csv = 'genre,artist\nJazz,Sade\nSoul,Sade\nJazz,Chet\nSoul,Chet\n';

let project: SimulatedProject;
let server: ApiServer;
let ids: { dataset: string; version: string; upload: string };

/** A data set of Lea's with a deleted row, a reader, an editor, an invitation, a trained model and an upload under way. */
async function prepare(visibility: Visibility): Promise<void> {
  project = simulateProject();
  const { context } = project;
  const options = { fileName: 'music.csv', visibility } as const;
  const dataset = await createDataset(context, lea, options, new TextEncoder().encode(csv));
  for (const [uid, role] of [
    ['rea', 'reader'],
    ['edi', 'editor'],
  ] as const) {
    await context.tree.write(set(paths.member(dataset, uid), { role, name: uid, since: 0 }));
  }
  const invitation = { role: 'reader', address: 'x@segue.example', at: 0 } as const;
  await context.tree.write(set(paths.invitation(dataset, digestOfAddress('x@segue.example')), invitation));
  const body = modelDefinition.parse({ dataset, user: 'genre', item: 'artist', model: 'ials', noComponents: 2 });
  const { key } = await defineModel(context, lea.uid, 'mine', toConfiguration(body));
  await deleteRow(context, lea, dataset, 3);
  const upload = await startUpload(context, lea, { fileName: 'big.csv', bytes: 3 });
  await project.settle();
  await context.tree.write(set(paths.defaultModel(), `${dataset}~mine`));
  const { version = '' } = (await context.tree.read(paths.current(key))) ?? {};
  ids = { dataset, version, upload: upload.id };
}

/** A request that each route takes, as far as its form goes. A new route needs one here. */
const requests: Readonly<Record<RouteName, () => { path?: string; body?: unknown }>> = {
  listDatasets: () => ({}),
  createDataset: () => ({ body: form() }),
  getDataset: () => ({}),
  changeDataset: () => ({ body: { name: 'New' } }),
  replaceFile: () => ({ body: form() }),
  deleteDataset: () => ({}),
  listRows: () => ({}),
  appendRows: () => ({ body: { rows: [{ genre: 'Pop' }] } }),
  editRow: () => ({ body: { genre: 'Pop' } }),
  deleteRow: () => ({}),
  restoreRow: () => ({}),
  eraseRows: () => ({ body: { rows: [0] } }),
  listMembers: () => ({}),
  invite: () => ({ body: { address: 'new@segue.example', role: 'reader' } }),
  withdrawInvitation: () => ({}),
  join: () => ({}),
  leave: () => ({}),
  changeMember: () => ({ body: { role: 'editor' } }),
  removeMember: () => ({}),
  transfer: () => ({ body: { uid: 'rea' } }),
  listAudit: () => ({}),
  copyDataset: () => ({ body: {} }),
  startUpload: () => ({ body: { fileName: 'a.csv', bytes: 9 } }),
  getUpload: () => ({}),
  sendPart: () => ({ body: new Uint8Array([65, 66, 67]) }),
  completeUpload: () => ({}),
  cancelUpload: () => ({}),
  listModels: () => ({}),
  getModel: () => ({}),
  defineModel: () => ({ body: { dataset: ids.dataset, user: 'genre', item: 'artist', model: 'ials' } }),
  deleteModel: () => ({}),
  trainModel: () => ({}),
  cancelTraining: () => ({}),
  chooseVersion: () => ({ body: { pinned: true } }),
  readVersion: () => ({}),
  recommendForUser: () => ({ path: '?user=Jazz' }),
  recommendForTastes: () => ({ body: { tastes: [{ user: 'Jazz' }] } }),
  recommendAsCsv: () => ({}),
  recommendAsJsonl: () => ({}),
  recommendSimilar: () => ({ path: '?item=Sade' }),
  recommendLikeDescribed: () => ({ body: { description: { tags: ['x'] } } }),
  recommendByDefault: () => ({ path: '?genre=Jazz' }),
  getDefaultModel: () => ({}),
  getAccount: () => ({}),
  downloadAccount: () => ({}),
  deleteAccount: () => ({}),
  setDefaultModel: () => ({ body: { model: `${ids.dataset}~mine` } }),
};

function form(): FormData {
  const data = new FormData();
  data.append('file', new Blob([csv]), 'music.csv');
  return data;
}

function pathOf({ path }: Route): string {
  const isModel = path.startsWith('/api/models');
  const values: Record<string, string> = {
    id: path.startsWith('/api/uploads') ? ids.upload : isModel ? `${ids.dataset}~mine` : ids.dataset,
    index: '0',
    number: '0',
    uid: 'rea',
    invitation: digestOfAddress('x@segue.example'),
    version: ids.version,
  };
  return path.replace(/\{(\w+)\}/g, (_, name: string) => values[name]!);
}

async function ask(name: RouteName, who: string | null): Promise<{ status: number; code: string }> {
  const route: Route = allRoutes[name];
  const { path = '', body } = requests[name]();
  const isRaw = body instanceof FormData || body instanceof Uint8Array;
  const response = await fetch(server.origin + pathOf(route) + path, {
    method: route.method,
    headers: {
      ...(who !== null && { Authorization: `Bearer ${who}` }),
      ...(body instanceof Uint8Array && { 'Content-Type': 'application/octet-stream' }),
      ...(body !== undefined && !isRaw && { 'Content-Type': 'application/json' }),
    },
    body: body === undefined ? null : isRaw ? (body as BodyInit) : JSON.stringify(body),
  });
  const text = await response.text();
  const isProblem = response.headers.get('content-type')?.startsWith('application/problem') ?? false;
  const { code } = (isProblem ? JSON.parse(text) : { code: '' }) as { code: string };
  return { status: response.status, code };
}

/** What the table says that a request is answered with: `yes`, or the status of the refusal. */
function expected(name: RouteName, standing: Standing | 'administrator', visibility: Visibility): string {
  const route: Route = allRoutes[name];
  const isAdministrator = standing === 'administrator';
  const actor = { standing: isAdministrator ? 'stranger' : standing, isAdministrator } as const;
  if (actor.standing === 'signed out' && isForAccounts(route)) return '401';
  const [act, kind] = route.right ?? (['see', 'defaultModel'] as const);
  // Belongs to no data set; an upload is there for its account only, and a new one belongs to nobody else.
  const circumstances = { visibility: kind === 'defaultModel' ? 'public' : visibility } as const;
  if (may(actor, act, kind, circumstances)) return 'yes';
  if (kind === 'upload') return '404';
  return kind === 'defaultModel' || may(actor, 'see', 'dataset', circumstances) ? '403' : '404';
}

/** Reading the default model's answer needs the right to its data set besides; who comes without an invitation finds none. */
function isRefusedOtherwise(name: RouteName, standing: Standing | 'administrator', visibility: Visibility): boolean {
  const isOutside = ['signed out', 'guest', 'stranger', 'administrator'].includes(standing);
  if (name === 'join') return true;
  const asksForModel = name === 'recommendByDefault' || (name === 'setDefaultModel' && standing === 'administrator');
  return asksForModel && visibility === 'private' && isOutside;
}

const missing = ['dataset-not-found', 'model-not-found', 'upload-not-found', 'version-not-found'];

beforeAll(async () => {
  const { claimsOf, checkApp } = surroundings(simulateProject().context);
  server = await startApi(serve(allRoutes, allAnswers, { context: () => project.context, claimsOf, checkApp }));
});

afterAll(() => server.stop());

describe.each(visibilities)('a request about a %s data set', (visibility) => {
  beforeAll(() => prepare(visibility));

  it.each(Object.keys(allRoutes) as RouteName[])('is answered as the table of rights says: %s', async (name) => {
    const found: Record<string, string> = {};
    const wanted: Record<string, string> = {};
    for (const standing of Object.keys(people) as (Standing | 'administrator')[]) {
      if (isRefusedOtherwise(name, standing, visibility)) continue;
      const { status, code } = await ask(name, people[standing]);
      const isRefused = [401, 403].includes(status) || missing.includes(code);
      found[standing] = isRefused ? String(status) : 'yes';
      wanted[standing] = expected(name, standing, visibility);
      expect([standing, status]).not.toEqual([standing, 500]);
      if (!isRefused && allRoutes[name].method !== 'GET') await prepare(visibility);
    }
    expect(found).toEqual(wanted);
  });
});

describe('the table of rights', () => {
  const cells = (Object.keys(rights) as Kind[]).flatMap((kind) => acts.map((act) => [kind, act] as const));

  it('gives whoever is more to a data set at least as many rights, and more to a public one', () => {
    for (const [kind, act] of cells) {
      for (const visibility of visibilities) {
        const row = standings.map((standing) => may({ standing }, act, kind, { visibility, copies: true }));
        expect([kind, act, [...row].sort()]).toEqual([kind, act, row]);
      }
      for (const standing of standings) {
        const [open, closed] = visibilities.map((visibility) =>
          may({ standing }, act, kind, { visibility, copies: true }),
        );
        expect([kind, act, standing, closed && !open]).toEqual([kind, act, standing, false]);
      }
    }
  });

  it('gives administrators nothing of what is private but what any account has', () => {
    for (const [kind, act] of cells) {
      if (kind === 'defaultModel') continue;
      const [as, like] = [true, false].map((isAdministrator) =>
        may({ standing: 'stranger', isAdministrator }, act, kind, { visibility: 'private', copies: true }),
      );
      expect([kind, act, as]).toEqual([kind, act, like]);
    }
  });
});
