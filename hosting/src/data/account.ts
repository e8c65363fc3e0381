import { signal } from '@preact/signals';
import type { Account, AccountSession } from './account-session.js';

const flag = 'segue.signedIn';

/** The account; `null` when nobody is signed in, `undefined` while the last one is being looked up. */
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

/** Looks up the account of an earlier visit. Called once, at the start. */
export function restoreAccount(): void {
  // A failure has set the account to `null` already: the page then shows what everybody may see.
  if (account.value === undefined) openAccount().catch(() => undefined);
}

/** The token the API wants, or `null` when nobody is signed in. */
export async function idToken(): Promise<string | null> {
  if (account.value === null) return null;
  const { token } = await openAccount();
  return token();
}

/** What the reader is asked to sign in for; the dialog is open while it is set. */
export interface SignInRequest {
  /** Completes "Sign in to …". */
  purpose: string;
  resolve: (signedIn: boolean) => void;
}

/** The open request, if any. */
export const signInRequest = signal<SignInRequest | null>(null);

/** Asks to sign in where nobody is; resolves to whether somebody now is. */
export function ensureAccount(purpose: string): Promise<boolean> {
  if (account.value) return Promise.resolve(true);
  return new Promise((resolve) => {
    signInRequest.value = { purpose, resolve };
  });
}

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
    // Storage may be forbidden; then nobody is remembered.
  }
}
