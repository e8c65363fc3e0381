import type { Request } from 'firebase-functions/https';
import type { DecodedIdToken } from 'firebase-admin/auth';
import { SegueError } from '@segue/core/contract/errors';
import { administratorClaim } from '@segue/core/contract/rights/table';
import { unnamedOwner } from '@segue/core/contract/stored/dataset';
import type { Caller } from '../pipeline/records/dataset-records.js';
import { verifyToken } from '../store/app.js';

/**
 * The claims of the request's ID token, or `null` where it carries none.
 * @param isLive whether the account's sessions must not have been ended since; this asks Firebase
 * @throws unauthenticated for a token that is not valid
 */
export async function viewerOf(request: Request, isLive: boolean): Promise<DecodedIdToken | null> {
  const header = request.get('authorization');
  if (header === undefined) return null;
  const token = /^Bearer (.+)$/i.exec(header)?.[1];
  if (token === undefined) throw unauthenticated('The Authorization header is not "Bearer <Firebase ID token>".');
  try {
    return await verifyToken(token, isLive);
  } catch {
    throw unauthenticated('The ID token is not valid, has expired or was revoked. Sign in again and send the new one.');
  }
}

/**
 * Who acts, under the name that others see: the display name of the account, never its email address.
 * @throws unauthenticated
 */
export function callerOf(claims: DecodedIdToken | null): Caller {
  if (!claims) throw unauthenticated('Sign in first. Send Authorization: Bearer <Firebase ID token>.');
  const name = typeof claims['name'] === 'string' ? claims['name'].slice(0, 60) : '';
  const guest = claims.firebase.sign_in_provider === 'anonymous';
  const address = claims.email_verified === true ? claims.email : undefined;
  return {
    uid: claims.uid,
    name: name || (guest ? 'a guest' : unnamedOwner),
    isGuest: guest,
    isAdministrator: claims[administratorClaim] === true,
    signedInAt: claims.auth_time * 1000,
    ...(address !== undefined && { address }),
  };
}

function unauthenticated(message: string): SegueError {
  return new SegueError('unauthenticated', message);
}
