import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createServer, type AddressInfo } from 'node:net';
import { type Emulator, startEmulator } from '@segue/emulator/index';
import { inRoot } from '@segue/suite/launcher/root';
import { OWNER_HEADERS, eventually, restClient } from './rest-client.js';
import { TriggerReceiver } from './trigger-receiver.js';

const project = 'demo-retries';
const names = ['repeated', 'once', 'undeclared', 'not-repeated', 'named'] as const;

/** Registers the functions as the functions emulator does. */
async function register(rest: ReturnType<typeof restClient>): Promise<void> {
  for (const name of names) {
    const { status } = await rest('/.settings/functionTriggers.json', {
      method: 'POST',
      headers: OWNER_HEADERS,
      body: {
        name: `projects/${project}/locations/us-central1/triggers/us-central1-${name}-0`,
        path: `${name}/{id}`,
        event: 'google.firebase.database.ref.v1.written',
        namespacePattern: '*',
      },
    });
    expect(status).toBe(200);
  }
}

describe('a function that fails', () => {
  let emulator: Emulator;
  let functions: TriggerReceiver;
  let rest: ReturnType<typeof restClient>;
  let writes = 0;
  /** Writes another value each time. */
  const put = (path: string) => rest(path, { method: 'PUT', body: `${++writes}`, headers: OWNER_HEADERS });
  const tries = (name: string) => functions.bodies(`us-central1-${name}-0`);

  beforeAll(async () => {
    functions = await TriggerReceiver.start();
    functions.backends = [
      {
        directory: inRoot('test/contracts/retry-functions'),
        functionTriggers: names.map((name) => ({ id: `us-central1-${name}`, name })),
      },
    ];
    emulator = await startEmulator({ project, functionsEmulator: functions.address, retry: ['named'] });
    rest = restClient(emulator.url, project);
    await register(rest);
  });

  afterAll(async () => {
    await emulator.stop();
    await functions.stop();
  });

  beforeEach(() => {
    functions.received.length = 0;
  });

  it.each(['repeated', 'named'])('is called again until it succeeds, if it declares so: %s', async (name) => {
    functions.behave = () => ({ status: tries(name).length < 4 ? 500 : 200 });
    await put(`/${name}/a.json`);
    await eventually('the fourth try', () => tries(name).length >= 4);
    expect(new Set(tries(name).map(({ id }) => id)).size).toBe(1);
  });

  it.each([
    ['answers with an error', { status: 500 }],
    ['loses its worker', { status: 500, body: '{"code":"ECONNRESET"}' }],
    ['breaks its connection', 'cut'],
  ] as const)('is called once, as in production, where it %s', async (_, failure) => {
    functions.behave = ({ path }) =>
      path.includes('repeated') && tries('repeated').length > 3 ? { status: 200 } : failure;
    await Promise.all(['/once/a.json', '/undeclared/a.json', '/not-repeated/a.json'].map(put));
    // By then, others would have been called again several times.
    await put('/repeated/a.json');
    await eventually('the fourth try', () => tries('repeated').length >= 4);
    expect(['once', 'undeclared', 'not-repeated'].map((name) => tries(name).length)).toEqual([1, 1, 1]);
  });
});

it('an event that the functions emulator has not received is sent again', async () => {
  const port = await freePort();
  const emulator = await startEmulator({ project, functionsEmulator: { host: '127.0.0.1', port } });
  const rest = restClient(emulator.url, project);
  await register(rest);
  await rest('/once/a.json', { method: 'PUT', body: 'true', headers: OWNER_HEADERS });
  const functions = await TriggerReceiver.start(port);
  try {
    await eventually('the event', () => functions.bodies('us-central1-once-0').length === 1);
  } finally {
    await emulator.stop();
    await functions.stop();
  }
});

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}
