import { getApps, initializeApp, type App } from 'firebase-admin/app';
import { getAppCheck } from 'firebase-admin/app-check';
import { getAuth, type DecodedIdToken } from 'firebase-admin/auth';
import { limits } from '@segue/core/contract/limits';
import { log } from '../log.js';
import { databaseAddress, hasTaskQueues, leaseSeconds, trainingsPerDay } from '../options.js';
import type { Context } from '../pipeline/ports.js';
import { firebaseAccounts } from './accounts.js';
import { firebaseCountQueue } from './count-queue.js';
import { newKey } from './new-key.js';
import { RestTree } from './rest-tree.js';
import { TypedTree } from './typed-tree.js';

let context: Context | undefined;

/** The outside world of the deployed functions; made on first use, because `index.ts` loads before the environment. */
export function appContext(): Context {
  context ??= {
    tree: new TypedTree(new RestTree(databaseAddress()), log),
    clock: { now: Date.now, sleep: (milliseconds) => new Promise((wake) => setTimeout(wake, milliseconds)) },
    log,
    newKey,
    trainingsPerDay: trainingsPerDay.value(),
    leaseSeconds: leaseSeconds(),
    blocksPerRecount: limits.blocksPerRecount,
    largestTotal: limits.trainingCharacters,
    accounts: firebaseAccounts(openApp),
    ...(hasTaskQueues() ? { countQueue: firebaseCountQueue(openApp) } : {}),
  };
  return context;
}

/**
 * The claims of a Firebase ID token.
 * @param isLive whether to ask Firebase if the account is there, enabled, and has not ended its sessions since
 * @throws if the token is not valid or no longer valid
 */
export async function verifyToken(token: string, isLive: boolean): Promise<DecodedIdToken> {
  return await getAuth(openApp()).verifyIdToken(token, isLive);
}

/**
 * Verifies a Firebase App Check token: signature, expiry, and that it is for an app of this project.
 * @throws if the token is not valid or no longer valid, or Google's keys cannot be fetched
 */
export async function verifyAppToken(token: string): Promise<void> {
  await getAppCheck(openApp()).verifyToken(token);
}

function openApp(): App {
  return getApps()[0] ?? initializeApp();
}
