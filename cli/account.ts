import * as z from 'zod/mini';
import { Failure } from './failure.js';

const signedInReply = z.object({ idToken: z.string(), refreshToken: z.string(), localId: z.string() });
const refreshedReply = z.object({ id_token: z.string(), refresh_token: z.string(), user_id: z.string() });
const refusal = z.object({ error: z.object({ message: z.string() }) });

/** A signed-in account. */
export interface SignedIn {
  uid: string;
  /** Firebase ID token, good for an hour. */
  token: string;
  /** Gets further ID tokens, until the account is disabled or deleted or its password changes. */
  refreshToken: string;
}

/** Firebase Auth refused a sign-in; `reason` is its code, such as `INVALID_PASSWORD`. */
export class SignInRefused extends Failure {
  constructor(readonly reason: string) {
    super(`Sign-in failed: ${reason}.`);
  }
}

/**
 * Signs in as a guest, through the REST API that the Firebase SDKs also use.
 *
 * @param authUrl base URL of an Auth emulator; `https:/` for Google's own service, whose host is in the path
 * @param apiKey the project's; an emulator accepts any
 * @throws SignInRefused; Failure if nothing answers like Firebase Auth
 */
export function signInAsGuest(authUrl: string, apiKey = 'any'): Promise<SignedIn> {
  return signUp(authUrl, apiKey, {});
}

/** Creates an account with an e-mail address and signs in to it; see `signInAsGuest`. */
export function signUpWithEmail(
  authUrl: string,
  email: string,
  password: string,
  displayName?: string,
): Promise<SignedIn> {
  return signUp(authUrl, 'any', { email, password, displayName });
}

/** Signs in to an account with an e-mail address; see `signInAsGuest`. */
export function signInWithEmail(authUrl: string, email: string, password: string, apiKey = 'any'): Promise<SignedIn> {
  return askAccount(authUrl, apiKey, 'signInWithPassword', { email, password });
}

/** Signs in again with the refresh token of an earlier sign-in; see `signInAsGuest`. */
export async function signInAgain(authUrl: string, refreshToken: string, apiKey = 'any'): Promise<SignedIn> {
  const body = new URLSearchParams({ grant_type: 'refresh_token', refresh_token: refreshToken });
  const address = `securetoken.googleapis.com/v1/token?key=${apiKey}`;
  const reply = await askAuth(authUrl, address, { method: 'POST', body }, refreshedReply);
  return { uid: reply.user_id, token: reply.id_token, refreshToken: reply.refresh_token };
}

function signUp(authUrl: string, apiKey: string, credentials: object): Promise<SignedIn> {
  return askAccount(authUrl, apiKey, 'signUp', credentials);
}

async function askAccount(authUrl: string, apiKey: string, what: string, credentials: object): Promise<SignedIn> {
  const request = {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ ...credentials, returnSecureToken: true }),
  };
  const address = `identitytoolkit.googleapis.com/v1/accounts:${what}?key=${apiKey}`;
  const { localId, idToken, refreshToken } = await askAuth(authUrl, address, request, signedInReply);
  return { uid: localId, token: idToken, refreshToken };
}

async function askAuth<Schema extends z.ZodMiniType>(
  authUrl: string,
  address: string,
  request: RequestInit,
  schema: Schema,
): Promise<z.output<Schema>> {
  const response = await fetch(`${authUrl}/${address}`, request).catch((cause: unknown) => {
    throw new Failure(`Sign-in failed: ${authUrl} does not answer. Try again in a moment.`, { cause });
  });
  const reply: unknown = await response.json().catch(() => null);
  const expected = schema.safeParse(reply);
  if (expected.success) return expected.data;
  const refused = refusal.safeParse(reply);
  if (refused.success) throw new SignInRefused(refused.data.error.message);
  throw new Failure(`Sign-in failed: ${authUrl} does not answer like Firebase Auth (status ${response.status}).`);
}
