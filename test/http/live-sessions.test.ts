import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { allRoutes } from '@segue/core/contract/api/all-routes';
import { datasetRoutes } from '@segue/core/contract/api/datasets';
import { isForLiveSessions, type Route } from '@segue/core/contract/api/route';
import { datasetAnswers } from '@segue/functions/http/datasets';
import { serve } from '@segue/functions/http/serve';
import { createDataset } from '@segue/functions/pipeline/rows/ingest';
import { simulateProject } from '../support/simulated-project.js';
import { startApi, surroundings, type ApiServer } from './api-server.js';

describe('a session that was ended', () => {
  const project = simulateProject();
  let server: ApiServer;
  let path: string;

  beforeAll(async () => {
    server = await startApi(serve(datasetRoutes, datasetAnswers, surroundings(project.context)));
    const lea = { uid: 'lea', name: 'Lea' };
    const bytes = new TextEncoder().encode('genre,artist\nJazz,Sade\n');
    path = `/api/datasets/${await createDataset(project.context, lea, { fileName: 'music.csv' }, bytes)}`;
  });

  afterAll(() => server.stop());

  async function ask(token: string, method: string, body?: object): Promise<number> {
    const headers = { Authorization: `Bearer ${token}`, ...(body && { 'Content-Type': 'application/json' }) };
    const init = { method, headers, ...(body && { body: JSON.stringify(body) }) };
    return (await fetch(server.origin + path, init)).status;
  }

  it('still reads until its token runs out, but neither deletes nor makes public', async () => {
    expect(await ask('lea revoked', 'GET')).toBe(200);
    expect(await ask('lea revoked', 'PATCH', { visibility: 'public' })).toBe(401);
    expect(await ask('lea revoked', 'DELETE')).toBe(401);
    expect(await ask('lea', 'PATCH', { visibility: 'public' })).toBe(200);
    expect(await ask('lea', 'DELETE')).toBe(204);
  });

  it('is refused wherever something is taken away, shared or opened, and nowhere else', () => {
    const asking = Object.entries<Route>(allRoutes).filter(([, route]) => isForLiveSessions(route));
    expect(asking.map(([name]) => name)).toEqual([
      'changeDataset',
      'replaceFile',
      'deleteDataset',
      'deleteRow',
      'eraseRows',
      'invite',
      'withdrawInvitation',
      'leave',
      'changeMember',
      'removeMember',
      'transfer',
      'cancelUpload',
      'deleteModel',
      'deleteAccount',
    ]);
  });
});
