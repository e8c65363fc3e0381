import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { deleteApp, initializeApp, type App } from 'firebase-admin/app';
import * as z from 'zod/mini';
import { defineRoute } from '@segue/core/contract/api/route';
import { checkApp } from '@segue/functions/http/app-check';
import { serve, type Surroundings } from '@segue/functions/http/serve';
import { log } from '@segue/functions/log';
import { appClaims, appToken, makeSigner, project, serveKeys, type KeyServer } from '../support/app-check-signer.js';
import { simulateProject } from '../support/simulated-project.js';
import { startApi, surroundings, type ApiServer } from './api-server.js';

const common = { summary: '', errors: [], bounds: { bodyBytes: 0 }, quota: 'read' } as const;
const routes = {
  getThing: defineRoute({
    ...common,
    method: 'GET',
    path: '/api/thing',
    status: 200,
    reply: z.object({ thing: z.number() }),
    right: ['read', 'rows'],
  }),
  sendThing: defineRoute({
    ...common,
    method: 'PUT',
    path: '/api/thing',
    body: { kind: 'form', fields: z.strictObject({}) },
    status: 204,
    right: ['create', 'dataset'],
  }),
};

const signer = makeSigner('published');
const now = Math.floor(Date.now() / 1000);
const claims = appClaims(now);
const other = 'projects/210987654321';

let keys: KeyServer;
let app: App;
let server: ApiServer;
const before = process.env['APP_CHECK'];
let accountsRead = 0;

beforeAll(async () => {
  keys = await serveKeys(signer);
  // The verifier is Google's own; only its way to Google's keys leads to ours.
  app = initializeApp({ projectId: project.id, httpAgent: keys.agent });
  const answers = { getThing: () => Promise.resolve({ thing: 1 }), sendThing: () => Promise.resolve() };
  const around = surroundings(simulateProject().context);
  const claimsOf: Surroundings['claimsOf'] = (request, isLive) => {
    accountsRead++;
    return around.claimsOf(request, isLive);
  };
  server = await startApi(serve(routes, answers, { ...around, checkApp, claimsOf }));
});

beforeEach(() => {
  process.env['APP_CHECK'] = 'required';
  jest.spyOn(log, 'info').mockReturnValue();
});

afterEach(() => {
  jest.restoreAllMocks();
  if (before === undefined) Reflect.deleteProperty(process.env, 'APP_CHECK');
  else process.env['APP_CHECK'] = before;
});

afterAll(async () => {
  await server.stop();
  await deleteApp(app);
  keys.stop();
});

async function ask(token?: string, { path = '/api/thing', ...init }: RequestInit & { path?: string } = {}) {
  const headers = { ...(token !== undefined && { 'X-Firebase-AppCheck': token }) };
  const response = await fetch(server.origin + path, { ...init, headers });
  const type = response.headers.get('content-type');
  return { status: response.status, type, body: (await response.json()) as unknown };
}

const refusal = (detail: string) => ({
  status: 401,
  type: 'application/problem+json; charset=utf-8',
  body: {
    type: 'about:blank#unverified-app',
    title: 'Unverified app',
    status: 401,
    code: 'unverified-app',
    detail,
  },
});
const missing = refusal(
  'Only verified apps may call this API. Reload the page, or send an App Check token as X-Firebase-AppCheck.',
);
const invalid = refusal('The App Check token is not valid or has expired. Get a new one and send it.');

describe('App Check, where it is required', () => {
  it('lets an app of the project pass, and fetches the keys once from where Google publishes them', async () => {
    for (let times = 0; times < 2; times++)
      expect(await ask(appToken(signer))).toMatchObject({ status: 200, body: { thing: 1 } });
    expect(keys.asked).toEqual(['firebaseappcheck.googleapis.com/v1/jwks']);
  });

  it('refuses a request without a token', async () => {
    expect(await ask()).toEqual(missing);
    expect(await ask('')).toEqual(missing);
  });

  it.each<[string, string, string]>([
    ['that has expired', appToken(signer, { ...claims, exp: now - 1 }), 'expired'],
    ['that is not valid yet', appToken(signer, { ...claims, nbf: now + 600 }), 'invalid signature'],
    ['for another project', appToken(signer, { ...claims, aud: [other] }), '"aud" (audience)'],
    ['for a project by a text instead of a list', appToken(signer, { ...claims, aud: other }), '"aud" (audience)'],
    ['of another issuer', appToken(signer, { ...claims, iss: 'https://securetoken.google.com/x' }), '"iss" (issuer)'],
    ['of no app', appToken(signer, { ...claims, sub: '' }), '"sub" (subject)'],
    ['signed by a key of the same name', appToken(makeSigner('published')), 'invalid signature'],
    ['signed by a key of another name', appToken(makeSigner('unknown')), 'does not correspond to a known public key'],
    ['signed by a key without a name', appToken(makeSigner('x'), claims, { kid: undefined }), 'invalid signature'],
    ['that is not signed', appToken(signer, claims, { alg: 'none' }), 'incorrect algorithm'],
    ['of another algorithm', appToken(signer, claims, { alg: 'HS256' }), 'incorrect algorithm'],
    ['whose claims were changed', changed(appToken(signer)), 'invalid signature'],
    ['that is none', 'token', 'Decoding App Check token failed'],
  ])('refuses a token %s, and keeps the reason in the log', async (_what, token, reason) => {
    const logged = jest.spyOn(log, 'info').mockReturnValue();
    expect(await ask(token)).toEqual(invalid);
    expect(logged.mock.calls).toEqual([
      ['An App Check token was refused', { error: expect.stringContaining(reason) as unknown }],
    ]);
  });

  it('comes before the address, the account and the body', async () => {
    accountsRead = 0;
    const form = { method: 'PUT', body: 'x'.repeat(1e6) };
    for (const request of [form, { method: 'POST' }, { path: '/api/nothing' }])
      expect(await ask(undefined, request)).toEqual(missing);
    expect(accountsRead).toBe(0);
    await ask(appToken(signer));
    expect(accountsRead).toBe(1);
  });
});

/** The token with another app's claims under the old signature. */
function changed(token: string): string {
  const [head, , signature] = token.split('.');
  const forged = Buffer.from(JSON.stringify({ ...claims, sub: '1:1:web:1' })).toString('base64url');
  return [head, forged, signature].join('.');
}

describe('App Check, where it is off', () => {
  it.each(['off', ''])('asks for no token (APP_CHECK=%s)', async (value) => {
    process.env['APP_CHECK'] = value;
    expect(await ask()).toMatchObject({ status: 200 });
    expect(await ask('token')).toMatchObject({ status: 200 });
  });

  it.each(['on', 'Required', 'true'])('is never off by mistake (APP_CHECK=%s)', async (value) => {
    const logged = jest.spyOn(log, 'error').mockReturnValue();
    process.env['APP_CHECK'] = value;
    expect(await ask(appToken(signer))).toMatchObject({ status: 500, body: { code: 'internal' } });
    expect(JSON.stringify(logged.mock.calls)).toContain(`must be off or required, not \\"${value}\\"`);
  });
});

describe("App Check, where Google's keys cannot be fetched", () => {
  it('refuses all tokens, and keeps the reason in the log', async () => {
    keys.stop();
    await deleteApp(app);
    app = initializeApp({ projectId: project.id, httpAgent: keys.agent });
    const logged = jest.spyOn(log, 'info').mockReturnValue();
    expect(await ask(appToken(signer))).toEqual(invalid);
    expect(JSON.stringify(logged.mock.calls)).toContain('Error fetching Json Web Keys');
  });
});
