import { defineInt } from 'firebase-functions/params';
import { applicationDefault } from 'firebase-admin/app';
import * as z from 'zod/mini';
import type { DatabaseAddress } from './store/rest-tree.js';

/** The only reader of the environment. */

/** How often one model may be trained on one day (UTC). Asked for, or taken from an `.env` file, when deploying. */
export const trainingsPerDay = defineInt('TRAININGS_PER_DAY', {
  default: 5000,
  description: 'Maximum trainings of one model per day',
});

/** Region of all functions; the same as in `firebase.json`. */
export const region = 'us-central1';

/** What HTTPS functions run with. */
export const httpOptions = { region, memory: '512MiB', timeoutSeconds: 300, cors: false, invoker: 'public' } as const;

/** Uploads hold a whole file, its text and its rows. */
export const uploadOptions = { ...httpOptions, memory: '2GiB', timeoutSeconds: 540 } as const;

/** What database-triggered functions run with. A handler that throws is run again. */
export const triggerOptions = { region, memory: '512MiB', timeoutSeconds: 540, retry: true } as const;

/** What the queue of blocks to be counted runs with: an instance a task, ten at once, so that the database keeps up. */
export const taskOptions = {
  region,
  memory: '512MiB',
  timeoutSeconds: 300,
  retryConfig: { maxAttempts: 5, minBackoffSeconds: 2 },
  rateLimits: { maxConcurrentDispatches: 10 },
} as const;

/** How often the sweep runs where there is a scheduler. */
export const sweepOptions = { region, memory: '512MiB', timeoutSeconds: 540, schedule: 'every 5 minutes' } as const;

/** Whether this process runs in the Emulator Suite. */
export function isEmulated(): boolean {
  return process.env['FUNCTIONS_EMULATOR'] === 'true' || process.env['FIREBASE_DATABASE_EMULATOR_HOST'] !== undefined;
}

/** Whether tasks can be enqueued: always in production, in an emulator only where it emulates them too. */
export function hasTaskQueues(): boolean {
  return !isEmulated() || process.env['CLOUD_TASKS_EMULATOR_HOST'] !== undefined;
}

/**
 * Where the Realtime Database answers REST requests, and with what credentials.
 * @throws Error where the environment names no database, or FIREBASE_CONFIG cannot be read
 */
export function databaseAddress(): DatabaseAddress {
  const databaseUrl = process.env['DATABASE_URL'] ?? configuredDatabase();
  if (databaseUrl === undefined) {
    throw new Error(
      'No database: set DATABASE_URL, or databaseURL in FIREBASE_CONFIG, to the database of the project.',
    );
  }
  const url = new URL(databaseUrl);
  const namespace = url.searchParams.get('ns') ?? url.hostname.split('.')[0]!;
  const emulator = process.env['FIREBASE_DATABASE_EMULATOR_HOST'];
  if (emulator !== undefined) {
    return { base: `http://${emulator}`, namespace, token: () => Promise.resolve('owner') };
  }
  const credential = applicationDefault();
  return { base: url.origin, namespace: null, token: async () => (await credential.getAccessToken()).access_token };
}

/** What Firebase says of the project, as far as it is read here. */
const firebaseConfig = z.object({ databaseURL: z.optional(z.string()) });

function configuredDatabase(): string | undefined {
  const config = firebaseConfig.safeParse(JSON.parse(process.env['FIREBASE_CONFIG'] ?? '{}'));
  if (config.success) return config.data.databaseURL;
  throw new Error('FIREBASE_CONFIG is not what Firebase sets: it needs an object whose databaseURL is a text.');
}

/**
 * How long a worker that is never heard of again keeps others from its work; then the sweep asks for another. As long as
 * a function may run, so that nobody works in vain; a lease only saves work, so that a shorter one does no harm.
 */
export function leaseSeconds(): number {
  return Number(process.env['LEASE_SECONDS'] ?? triggerOptions.timeoutSeconds);
}
