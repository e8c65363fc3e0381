import * as z from 'zod/mini';
import { appHeaders } from './api-client.js';
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

/** What Firebase Auth asks of a program besides an account. */
export interface WebApp {
  /** The project's; an emulator accepts any. */
  apiKey?: string;
  /** App Check token, where Firebase Auth requires one. */
  appToken?: string | undefined;
}

/**
 * Signs in as a guest, through the REST API that the Firebase SDKs also use.
 *
 * @param authUrl base URL of an Auth emulator; `https:/` for Google's own service, whose host is in the path
 * @throws SignInRefused; Failure if nothing answers like Firebase Auth
 */
export function signInAsGuest(authUrl: string, app: WebApp = {}): Promise<SignedIn> {
  return askAccount(authUrl, app, 'signUp', {});
}

/** Creates an account with an e-mail address in an emulator and signs in to it; see `signInAsGuest`. */
export function signUpWithEmail(
  authUrl: string,
  email: string,
  password: string,
  displayName?: string,
): Promise<SignedIn> {
  return askAccount(authUrl, {}, 'signUp', { email, password, displayName });
}

/** Signs in to an account with an e-mail address; see `signInAsGuest`. */
export function signInWithEmail(authUrl: string, email: string, password: string, app: WebApp = {}): Promise<SignedIn> {
  return askAccount(authUrl, app, 'signInWithPassword', { email, password });
}

/** Signs in again with the refresh token of an earlier sign-in; see `signInAsGuest`. */
export async function signInAgain(authUrl: string, refreshToken: string, app: WebApp = {}): Promise<SignedIn> {
  const body = new URLSearchParams({ grant_type: 'refresh_token', refresh_token: refreshToken });
  const reply = await askAuth(authUrl, 'securetoken.googleapis.com/v1/token', app, { body }, refreshedReply);
  return { uid: reply.user_id, token: reply.id_token, refreshToken: reply.refresh_token };
}

async function askAccount(authUrl: string, app: WebApp, what: string, credentials: object): Promise<SignedIn> {
  const request = {
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ ...credentials, returnSecureToken: true }),
  };
  const address = `identitytoolkit.googleapis.com/v1/accounts:${what}`;
  const { localId, idToken, refreshToken } = await askAuth(authUrl, address, app, request, signedInReply);
  return { uid: localId, token: idToken, refreshToken };
}

async function askAuth<Schema extends z.ZodMiniType>(
  authUrl: string,
  address: string,
  { apiKey = 'any', appToken }: WebApp,
  { headers, body }: { headers?: Record<string, string>; body: string | URLSearchParams },
  schema: Schema,
): Promise<z.output<Schema>> {
  const response = await fetch(`${authUrl}/${address}?key=${apiKey}`, {
    method: 'POST',
    headers: { ...headers, ...appHeaders(appToken) },
    body,
  }).catch((cause: unknown) => {
    throw new Failure(`Sign-in failed: ${authUrl} does not answer. Try again in a moment.`, { cause });
  });
  const reply: unknown = await response.json().catch(() => null);
  const expected = schema.safeParse(reply);
  if (expected.success) return expected.data;
  const refused = refusal.safeParse(reply);
  if (refused.success) throw new SignInRefused(refused.data.error.message);
  throw new Failure(`Sign-in failed: ${authUrl} does not answer like Firebase Auth (status ${response.status}).`);
}
