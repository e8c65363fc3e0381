import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { listDatasets } from '@segue/core/contract/api/datasets';
import { recommendAsCsv } from '@segue/core/contract/api/recommendations';
import { exchangeDebugToken } from '@segue/cli/app-check';
import { openForDownload, openForUpload, openProject, openSignedIn } from '@segue/cli/commands/project';

const options = { projectId: 'demo-app-check', appId: '1:123:web:abc', apiKey: 'key' };
const exchange = '/v1/projects/demo-app-check/apps/1:123:web:abc:exchangeDebugToken?key=key';
const signUp = '/v1/accounts:signUp?key=key';
const refresh = '/v1/token?key=key';
const configuration = '/__/firebase/init.js?useEmulator=true';
const datasets = { datasets: [], next: null };

let script = '';
let exchanged: [status: number, body: string];
let asked: { url: string; app: string | undefined; account: string | undefined; body: string }[] = [];
let origin: string;

/** Google's services and a deployed Segue in one. */
const server = createServer((request, response) => {
  void answer(request).then(([status, body]) => response.writeHead(status).end(body));
});

async function answer(request: IncomingMessage): Promise<[status: number, body: string]> {
  const { url = '', headers } = request;
  const app = headers['x-firebase-appcheck'];
  const body = await text(request);
  asked.push({ url, app: app === undefined ? undefined : String(app), account: headers.authorization, body });
  if (url === configuration) return [200, script];
  if (url === exchange) return exchanged;
  if (url === signUp) return [200, '{"idToken":"t","refreshToken":"r","localId":"u"}'];
  if (url === refresh) return [200, '{"id_token":"later","refresh_token":"r","user_id":"u"}'];
  return [200, url.endsWith('.csv') ? 'user,place\n' : JSON.stringify(datasets)];
}

beforeAll(async () => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(() => void server.close());

beforeEach(() => {
  asked = [];
  exchanged = [200, '{"token":"verified","ttl":"3600s"}'];
  script = `var firebaseConfig = ${JSON.stringify(options)};`;
});

const failure = (message: string) => ({ name: 'Failure', message });

describe('a debug token', () => {
  test('is exchanged for an App Check token of the app', async () => {
    expect(await exchangeDebugToken(options, 'secret', origin)).toBe('verified');
    expect(asked).toEqual([{ url: exchange, app: undefined, account: undefined, body: '{"debugToken":"secret"}' }]);
  });

  test.each([
    [403, '{"error":{"code":403,"message":"App attestation failed."}}', 'App attestation failed.'],
    [502, '<html>', 'status 502'],
    [200, '{"attestationToken":"old"}', 'status 200'],
  ])('that is refused is a failure (%i %s)', async (status, body, reason) => {
    exchanged = [status, body];
    await expect(exchangeDebugToken(options, 'secret', origin)).rejects.toMatchObject(
      failure(
        `App Check does not take the debug token (${reason}). Set SEGUE_APP_CHECK_DEBUG_TOKEN to one that the console has.`,
      ),
    );
  });

  test('needs a web app, and the service', async () => {
    await expect(exchangeDebugToken({ projectId: 'p', apiKey: 'key' }, 'secret', origin)).rejects.toMatchObject(
      failure('The project has no web app, which App Check needs: add one in the Firebase console.'),
    );
    expect(asked).toEqual([]);
    await expect(exchangeDebugToken(options, 'secret', 'http://127.0.0.1:1')).rejects.toMatchObject(
      failure('App Check cannot be reached: nothing answers at http://127.0.0.1:1.'),
    );
  });
});

describe('the command line', () => {
  const variable = 'SEGUE_APP_CHECK_DEBUG_TOKEN';
  const before = process.env[variable];
  const outside = process.env['SEGUE_ACCOUNTS'];
  const { fetch } = globalThis;
  let folder: string;

  beforeEach(async () => {
    process.env[variable] = 'secret';
    folder = await mkdtemp(join(tmpdir(), 'segue-app-check-'));
    process.env['SEGUE_ACCOUNTS'] = join(folder, 'accounts.json');
    // Leads what is for Google to the server above.
    jest.spyOn(globalThis, 'fetch').mockImplementation((address, init) => {
      const { url } = new Request(address, init);
      return fetch(
        url.replace(/^https:\/\/(firebaseappcheck|identitytoolkit|securetoken)\.googleapis\.com/, origin),
        init,
      );
    });
  });

  afterEach(async () => {
    jest.restoreAllMocks();
    await rm(folder, { recursive: true });
    process.env['SEGUE_ACCOUNTS'] = outside;
    if (before === undefined) Reflect.deleteProperty(process.env, variable);
    else process.env[variable] = before;
  });

  const sent = () => asked.map(({ url, app }) => [url, app]);

  test('sends the App Check token with each call, and exchanges it once', async () => {
    const api = await openProject(`${origin}/`);
    for (let times = 0; times < 2; times++) expect(await api(listDatasets, {})).toEqual(datasets);
    expect(sent()).toEqual([
      [configuration, undefined],
      [exchange, undefined],
      ['/api/datasets', 'verified'],
      ['/api/datasets', 'verified'],
    ]);
  });

  test('sends it with a download', async () => {
    const output = jest.spyOn(process.stdout, 'write').mockReturnValue(true);
    const api = await openForDownload(origin, process.stdout);
    await api(recommendAsCsv, { params: { id: 'm' }, query: {} });
    output.mockRestore();
    expect(sent().at(-1)).toEqual(['/api/models/m/recommendations.csv', 'verified']);
  });

  test('sends it with the sign-in and what the guest asks', async () => {
    await (await openForUpload(origin)).api(listDatasets, {});
    expect(sent()).toEqual([
      [configuration, undefined],
      [exchange, undefined],
      [signUp, 'verified'],
      ['/api/datasets', 'verified'],
    ]);
    expect(asked.at(-1)?.account).toBe('Bearer t');
  });

  describe('with a kept account', () => {
    const afterSignIn = [
      [configuration, undefined, undefined],
      [exchange, undefined, undefined],
      [refresh, 'verified', undefined],
    ];
    const withAccounts = () => asked.map(({ url, app, account }) => [url, app, account]);

    beforeEach(async () => {
      await openForUpload(origin);
      asked = [];
    });

    test.each([
      ['reads', openProject],
      ['changes', async (url: string) => (await openSignedIn(url, 'it changes things')).api],
      ['uploads', async (url: string) => (await openForUpload(url)).api],
    ])('%s with both tokens, and refreshes the one with the other', async (_, open) => {
      await (
        await open(origin)
      )(listDatasets, {});
      expect(withAccounts()).toEqual([...afterSignIn, ['/api/datasets', 'verified', 'Bearer later']]);
    });

    test('downloads with both tokens', async () => {
      const output = jest.spyOn(process.stdout, 'write').mockReturnValue(true);
      const api = await openForDownload(origin, process.stdout);
      await api(recommendAsCsv, { params: { id: 'm' }, query: {} });
      output.mockRestore();
      expect(withAccounts()).toEqual([
        ...afterSignIn,
        ['/api/models/m/recommendations.csv', 'verified', 'Bearer later'],
      ]);
    });
  });

  test.each(['', undefined])('sends none without a debug token (%j), and asks for no configuration', async (value) => {
    if (value === undefined) Reflect.deleteProperty(process.env, variable);
    else process.env[variable] = value;
    await (
      await openProject(origin)
    )(listDatasets, {});
    expect(sent()).toEqual([['/api/datasets', undefined]]);
  });

  test('sends none to the Emulator Suite', async () => {
    script += '\nvar firebaseEmulators = {"database":{"host":"127.0.0.1","port":1,"hostAndPort":"127.0.0.1:1"}};';
    await (
      await openProject(origin)
    )(listDatasets, {});
    expect(sent()).toEqual([
      [configuration, undefined],
      ['/api/datasets', undefined],
    ]);
  });
});
