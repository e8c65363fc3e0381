import { signInAgain, SignInRefused, type SignedIn } from '../account.js';
import { Failure } from '../failure.js';
import { findAccount, keepAccount, keepFirstAccount, type KeptAccount } from '../kept-accounts.js';
import type { Server } from './server.js';

/** A kept account with a new ID token. */
export interface Account extends SignedIn {
  /** Null for a guest. */
  email: string | null;
}

/** What Firebase Auth answers to a refresh token that will never be good again. */
const refusals = ['TOKEN_EXPIRED', 'USER_DISABLED', 'USER_NOT_FOUND', 'INVALID_REFRESH_TOKEN'];

/**
 * Signs in to the account that is kept for a server.
 *
 * @returns null if none is kept
 * @throws Failure that says what to do, if the account is refused
 */
export async function signInToKept(server: Server): Promise<Account | null> {
  const kept = await findAccount(server);
  if (!kept) return null;
  const signedIn = await refresh(server, kept);
  const account = { ...signedIn, email: kept.email };
  if (signedIn.refreshToken !== kept.refreshToken) await keep(server, account);
  return account;
}

/** Keeps an account for the next commands, without its ID token. */
export async function keep(server: Server, { uid, email, refreshToken }: Account): Promise<void> {
  await keepAccount(server, { uid, email, refreshToken });
}

/** Keeps an account like `keep` unless another is kept; returns whether this one is. */
export async function keepFirst(server: Server, { uid, email, refreshToken }: Account): Promise<boolean> {
  return (await keepFirstAccount(server, { uid, email, refreshToken })).uid === uid;
}

/** An account as messages name it. */
export function nameOf({ uid, email }: Pick<KeptAccount, 'uid' | 'email'>): string {
  return email ?? `guest ${uid}`;
}

async function refresh(server: Server, kept: KeptAccount): Promise<SignedIn> {
  try {
    return await signInAgain(server.authUrl, kept.refreshToken, server);
  } catch (error) {
    if (!(error instanceof SignInRefused) || !refusals.includes(error.reason)) throw error;
    const refused = `${server.address} no longer accepts the sign-in of ${nameOf(kept)} (${error.reason}).`;
    throw new Failure(`${refused} ${advice(kept)}`, { cause: error });
  }
}

function advice({ email }: KeptAccount): string {
  if (email !== null) return `Sign in again: "segue sign-in --email ${email}".`;
  return 'A guest cannot sign in again: forget it with "segue sign-out --guest", then sign in to another account.';
}
