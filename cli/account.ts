import * as z from 'zod/mini';
import { appHeaders } from './api-client.js';
import { Failure } from './failure.js';

const signedInReply = z.object({ idToken: z.string(), localId: z.string() });
const refusal = z.object({ error: z.object({ message: z.string() }) });

/** A signed-in account. */
export interface SignedIn {
  uid: string;
  /** Firebase ID token, good for an hour. */
  token: string;
}

/**
 * Signs in as a guest, through the REST API that the Firebase SDKs also use.
 *
 * @param authUrl base URL of an Auth emulator; `https:/` for Google's own service, whose host is in the path
 * @param apiKey the project's; an emulator accepts any
 * @param appToken App Check token, where Firebase Auth requires one
 */
export function signInAsGuest(authUrl: string, apiKey = 'any', appToken?: string): Promise<SignedIn> {
  return askAccount(authUrl, apiKey, 'signUp', {}, appToken);
}

/** Creates an account with an e-mail address and signs in to it; see `signInAsGuest`. */
export function signUpWithEmail(
  authUrl: string,
  email: string,
  password: string,
  displayName?: string,
): Promise<SignedIn> {
  return askAccount(authUrl, 'any', 'signUp', { email, password, displayName });
}

/** Signs in to an account with an e-mail address; see `signInAsGuest`. */
export function signInWithEmail(authUrl: string, email: string, password: string): Promise<SignedIn> {
  return askAccount(authUrl, 'any', 'signInWithPassword', { email, password });
}

async function askAccount(
  authUrl: string,
  apiKey: string,
  what: string,
  credentials: object,
  appToken?: string,
): Promise<SignedIn> {
  const response = await fetch(`${authUrl}/identitytoolkit.googleapis.com/v1/accounts:${what}?key=${apiKey}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...appHeaders(appToken) },
    body: JSON.stringify({ ...credentials, returnSecureToken: true }),
  });
  const reply: unknown = await response.json().catch(() => null);
  const signedIn = signedInReply.safeParse(reply);
  if (signedIn.success) return { uid: signedIn.data.localId, token: signedIn.data.idToken };
  const refused = refusal.safeParse(reply);
  if (refused.success) throw new Failure(`Sign-in failed: ${refused.data.error.message}.`);
  throw new Failure(`Sign-in failed: ${authUrl} does not answer like Firebase Auth (status ${response.status}).`);
}
