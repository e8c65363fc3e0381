import { signal } from '@preact/signals';
import type { Account, AccountSession } from './account-session.js';

const flag = 'segue.signedIn';

/** The account; `null` for anonymous viewers, `undefined` while the last session is being restored. */
export const account = signal<Account | null | undefined>(wasSignedIn() ? undefined : null);

let session: Promise<AccountSession> | undefined;

/** The session, loading the sign-in code on first use. */
export function openAccount(): Promise<AccountSession> {
  session ??= import('./account-session.js').then(({ openSession }) =>
    openSession((current) => {
      account.value = current;
      remember(current !== null);
    }),
  );
  session.catch(() => {
    session = undefined;
    account.value ??= null;
  });
  return session;
}

/** Restores the account of an earlier visit. Called once, on start. */
export function restoreAccount(): void {
  // A failure has already set the account to `null`: the page then shows public data.
  if (account.value === undefined) openAccount().catch(() => undefined);
}

/** The ID token for the API; `null` for anonymous viewers. */
export async function idToken(): Promise<string | null> {
  if (account.value === null) return null;
  const { token } = await openAccount();
  return token();
}

/** Why the viewer is asked to sign in; the dialog is open while this is set. */
export interface SignInRequest {
  /** Completes "Sign in to …". */
  purpose: string;
  /** It needs an account with an address: guests are asked, too, and none is made. */
  needsAddress?: boolean;
  resolve: (signedIn: boolean) => void;
}

/** The open request, if any. */
export const signInRequest = signal<SignInRequest | null>(null);

/** Asks anonymous viewers to sign in. Resolves to whether the viewer is signed in now. */
export function ensureAccount(purpose: string): Promise<boolean> {
  if (account.value) return Promise.resolve(true);
  return new Promise((resolve) => {
    signInRequest.value = { purpose, resolve };
  });
}

/** Asks those without an account that has an address to sign in or to create one. */
export function ensureAddress(purpose: string): Promise<boolean> {
  if (account.value && !account.value.guest) return Promise.resolve(true);
  return new Promise((resolve) => {
    signInRequest.value = { purpose, needsAddress: true, resolve };
  });
}

/** Whether the dialog that verifies the account's address is open. */
export const verifying = signal(false);

function wasSignedIn(): boolean {
  try {
    return localStorage.getItem(flag) === '1';
  } catch {
    return false;
  }
}

function remember(signedIn: boolean): void {
  try {
    if (signedIn) localStorage.setItem(flag, '1');
    else localStorage.removeItem(flag);
  } catch {
    // Storage may be blocked; the session is then not remembered.
  }
}
