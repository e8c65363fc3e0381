import { RequestFailure } from './failure.js';
import { isRecord } from './is-record.js';

/** The `auth` variable of rules; the token's claims are under `token`. */
export interface AuthVariable {
  readonly uid: unknown;
  readonly provider?: unknown;
  readonly token?: unknown;
  readonly [claim: string]: unknown;
}

/** Who makes a request: an administrator, who bypasses rules, or a signed-in or anonymous caller, whom rules judge. */
export interface Caller {
  readonly admin: boolean;
  readonly auth: AuthVariable | null;
  /** When the credentials expire, in milliseconds since 1970; absent if never. */
  readonly expires?: number;
}

/** The caller without credentials. */
export const NOBODY: Caller = { admin: false, auth: null };

/** The caller with the token `owner`, which every Firebase emulator accepts as an administrator's. */
export const OWNER: Caller = { admin: true, auth: null };

/**
 * Tokens that expired longer ago than this (24 hours) count as hard-coded for tests, as no issued token is that old.
 */
const WRITTEN_DOWN_MS = 24 * 60 * 60 * 1000;

/** Reads a credential. Throws `expired_token` and `invalid_token`. */
export type ReadToken = (token: string) => Caller;

/**
 * Reads credentials: tokens as the Auth emulator, rules-unit-testing and the SDKs make them, whose signatures are not
 * checked, as in every Firebase emulator; `owner`; and anything else that has not the form of a token, such as the
 * access token of a service account, which is an administrator's as in Google's emulator.
 *
 * @param strict refuses what is neither a token nor `owner`
 */
export function tokenReader(strict: boolean): ReadToken {
  return (token) => {
    if (token === 'owner') return OWNER;
    const claims = claimsOf(token);
    if (claims !== undefined) return callerFromClaims(claims, Date.now());
    if (strict) throw invalidToken();
    return OWNER;
  };
}

function callerFromClaims(claims: Record<string, unknown>, now: number): Caller {
  if (!says(claims)) throw invalidToken();
  const expires = expiryOf(claims, now);
  if (expires !== undefined && expires <= now) throw new RequestFailure('expired_token', 'Auth token is expired');
  const lasting = expires === undefined ? {} : { expires };
  if (claims.admin === true && 'v' in claims) return { ...OWNER, ...lasting };
  return { admin: false, auth: authVariable(claims), ...lasting };
}

function authVariable(claims: Record<string, unknown>): AuthVariable {
  const legacy = claims.d;
  if (typeof legacy === 'object' && legacy !== null && 'uid' in legacy) {
    return { ...legacy, uid: legacy.uid, token: claims };
  }
  const provider = (claims.firebase as Record<string, unknown> | undefined)?.sign_in_provider ?? claims.provider_id;
  return { uid: claims.user_id ?? claims.sub ?? claims.uid ?? null, provider: provider ?? null, token: claims };
}

/** Tokens made up for tests (issued in 1970, or expired long ago) never expire. */
function expiryOf({ iat, exp }: Record<string, unknown>, now: number): number | undefined {
  if (typeof exp !== 'number' || iat === 0 || exp * 1000 < now - WRITTEN_DOWN_MS) return undefined;
  return exp * 1000;
}

/** The caller an administrator impersonates: `authvar` on the wire, `auth_variable_override` in REST. */
export function callerFromOverride(variable: unknown): Caller {
  if (variable === null) return NOBODY;
  if (typeof variable !== 'object') throw invalidToken();
  const fields = variable as Record<string, unknown>;
  return { admin: false, auth: { provider: null, token: fields, ...fields, uid: fields.uid ?? null } };
}

/** The claims of a token; `undefined` for what has not the form of one: three parts, the second of them JSON. */
function claimsOf(token: string): Record<string, unknown> | undefined {
  const [, payload] = token.split('.');
  if (payload === undefined) return undefined;
  try {
    const claims: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'));
    return isRecord(claims) ? claims : {};
  } catch {
    return undefined;
  }
}

/** Whether claims identify a caller: a token without such claims is invalid. */
function says({ user_id, sub, uid, d, admin }: Record<string, unknown>): boolean {
  return [user_id, sub, uid, d].some((claim) => claim !== undefined && claim !== null) || admin === true;
}

function invalidToken(): RequestFailure {
  return new RequestFailure('invalid_token', 'Could not parse auth token.');
}
