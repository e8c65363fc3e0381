import { RequestFailure } from './failure.js';

/** The `auth` variable of rules; claims of the token under `token`. */
export interface AuthVariable {
  readonly uid: unknown;
  readonly provider?: unknown;
  readonly token?: unknown;
  readonly [claim: string]: unknown;
}

/** Who makes a request: an administrator, whom no rule binds, or a person or nobody, whom rules judge. */
export interface Caller {
  readonly admin: boolean;
  readonly auth: AuthVariable | null;
  /** When the credentials end, in milliseconds since 1970; without it never. */
  readonly expires?: number;
}

/** The caller without credentials. */
export const NOBODY: Caller = { admin: false, auth: null };

/** The caller with the token `owner`, which every Firebase emulator takes for an administrator's. */
export const OWNER: Caller = { admin: true, auth: null };

/** Age after which an expired token is taken for one that was written down for tests, as in none that are handed out. */
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

/** Tokens made up for tests (issued in 1970, or expired long ago) never end. */
function expiryOf({ iat, exp }: Record<string, unknown>, now: number): number | undefined {
  if (typeof exp !== 'number' || iat === 0 || exp * 1000 < now - WRITTEN_DOWN_MS) return undefined;
  return exp * 1000;
}

/** The caller an administrator asks to be taken for: `authvar` on the wire, `auth_variable_override` in REST. */
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
    // Said below, with the rest of what is no token.
  }
  throw invalidToken();
}

/** Whether claims say who somebody is: a token that says nothing is none. */
function says({ user_id, sub, uid, d, admin }: Record<string, unknown>): boolean {
  return [user_id, sub, uid, d].some((claim) => claim !== undefined && claim !== null) || admin === true;
}

function invalidToken(): RequestFailure {
  return new RequestFailure('invalid_token', 'Could not parse auth token.');
}
