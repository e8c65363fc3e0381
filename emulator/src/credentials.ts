import { Failure } from './failure.js';

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
}

/** The caller without credentials. */
export const NOBODY: Caller = { admin: false, auth: null };

/** The caller with the token `owner`, which every Firebase emulator takes for an administrator's. */
export const OWNER: Caller = { admin: true, auth: null };

/**
 * Reads a credential: `owner`, or a token as the Auth emulator, rules-unit-testing and the SDKs make them. Signatures
 * and expiry are not checked, as in every Firebase emulator. Throws `invalid_token` for anything else.
 */
export function callerFromToken(token: string): Caller {
  if (token === 'owner') return OWNER;
  const claims = claimsOf(token);
  if (claims.admin === true && 'v' in claims) return OWNER;
  const legacy = claims.d;
  if (typeof legacy === 'object' && legacy !== null && 'uid' in legacy) {
    return { admin: false, auth: { ...legacy, uid: legacy.uid, token: claims } };
  }
  const provider = (claims.firebase as Record<string, unknown> | undefined)?.sign_in_provider ?? claims.provider_id;
  return {
    admin: false,
    auth: { uid: claims.user_id ?? claims.sub ?? claims.uid ?? null, provider: provider ?? null, token: claims },
  };
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
    if (typeof claims === 'object' && claims !== null) return claims as Record<string, unknown>;
  } catch {
    // Said below, with the rest of what is no token.
  }
  throw invalidToken();
}

function invalidToken(): Failure {
  return new Failure('invalid_token', 'Could not parse auth token.');
}
