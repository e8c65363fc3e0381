import { RequestFailure } from './failure.js';

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

/**
 * Reads a credential: `owner`, or a token as the Auth emulator, rules-unit-testing and the SDKs make them. Signatures
 * are not checked, as in every Firebase emulator. Throws `expired_token`, and `invalid_token` for anything else.
 */
export function callerFromToken(token: string, now = Date.now()): Caller {
  if (token === 'owner') return OWNER;
  const claims = claimsOf(token);
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

function claimsOf(token: string): Record<string, unknown> {
  const [, payload] = token.split('.');
  if (payload === undefined) throw invalidToken();
  try {
    const claims: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'));
    if (typeof claims === 'object' && claims !== null && says(claims as Record<string, unknown>))
      return claims as Record<string, unknown>;
  } catch {
    // Falls through to the error below, like every other invalid token.
  }
  throw invalidToken();
}

/** Whether claims identify a caller: a token without such claims is invalid. */
function says({ user_id, sub, uid, d, admin }: Record<string, unknown>): boolean {
  return [user_id, sub, uid, d].some((claim) => claim !== undefined && claim !== null) || admin === true;
}

function invalidToken(): RequestFailure {
  return new RequestFailure('invalid_token', 'Could not parse auth token.');
}
