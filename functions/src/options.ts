import { defineInt, defineString, select } from 'firebase-functions/params';
import { applicationDefault } from 'firebase-admin/app';
import * as z from 'zod/mini';
import type { DatabaseAddress } from './store/rest-tree.js';

/** The only reader of the environment. */

/** How often one model may be trained a day (UTC). Deploying reads it from an `.env` file or asks for it. */
export const trainingsPerDay = defineInt('TRAININGS_PER_DAY', {
  default: 5000,
  description: 'Maximum trainings of one model per day',
});

const appCheck = defineString('APP_CHECK', {
  default: 'off',
  description: 'Whether requests must carry a Firebase App Check token',
  input: select(['off', 'required']),
});

/**
 * Whether every request must carry a valid App Check token. The emulators do not make any.
 * @throws Error if `APP_CHECK` is misspelt, so that no request is answered unchecked by mistake
 */
export function requiresAppCheck(): boolean {
  // Deploying sets the parameter; without it, this is a test or a script, and the default holds.
  const value = appCheck.value() || 'off';
  if (value !== 'off' && value !== 'required') throw new Error(`APP_CHECK must be off or required, not "${value}".`);
  return value === 'required';
}

/** Region of all functions; the same as in `firebase.json`. */
export const region = 'us-central1';

/** Options of HTTPS functions. */
export const httpOptions = { region, memory: '512MiB', timeoutSeconds: 300, cors: false, invoker: 'public' } as const;

/** Uploads hold a whole file, its text and its rows. */
export const uploadOptions = { ...httpOptions, memory: '2GiB', timeoutSeconds: 540 } as const;

/** An archive of everything, or its removal, takes longer than an answer. */
export const accountOptions = { ...httpOptions, timeoutSeconds: 540 } as const;

/** Options of database-triggered functions. A handler that throws is run again. */
export const triggerOptions = { region, memory: '512MiB', timeoutSeconds: 540, retry: true } as const;

/** Options of the queue of blocks to count: one task per instance, ten at once, so that the database keeps up. */
export const taskOptions = {
  region,
  memory: '512MiB',
  timeoutSeconds: 300,
  retryConfig: { maxAttempts: 5, minBackoffSeconds: 2 },
  rateLimits: { maxConcurrentDispatches: 10 },
} as const;

/** Options of the sweep, with how often it runs if there is a scheduler. */
export const sweepOptions = { region, memory: '512MiB', timeoutSeconds: 540, schedule: 'every 5 minutes' } as const;

/** Whether this process runs in the Emulator Suite. */
function isEmulated(): boolean {
  return process.env['FUNCTIONS_EMULATOR'] === 'true' || process.env['FIREBASE_DATABASE_EMULATOR_HOST'] !== undefined;
}

/** Whether tasks can be enqueued: always in production, in the Emulator Suite only if it emulates tasks. */
export function hasTaskQueues(): boolean {
  return !isEmulated() || process.env['CLOUD_TASKS_EMULATOR_HOST'] !== undefined;
}

/**
 * Where the Realtime Database answers REST requests, and with which credentials.
 * @throws Error if the environment names no database or FIREBASE_CONFIG cannot be read
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

/** The parts of Firebase's project configuration that are read here. */
const firebaseConfig = z.object({ databaseURL: z.optional(z.string()) });

function configuredDatabase(): string | undefined {
  const config = firebaseConfig.safeParse(JSON.parse(process.env['FIREBASE_CONFIG'] ?? '{}'));
  if (config.success) return config.data.databaseURL;
  throw new Error('FIREBASE_CONFIG is not what Firebase sets: it needs an object whose databaseURL is a text.');
}

/**
 * How many seconds a dead worker keeps others from its work; after that, the sweep requests a new one. Equal to the
 * longest run of a function, so that no work is duplicated. A lease only saves work, so a shorter one does no harm.
 */
export function leaseSeconds(): number {
  return Number(process.env['LEASE_SECONDS'] ?? triggerOptions.timeoutSeconds);
}
