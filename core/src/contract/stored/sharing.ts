import * as z from 'zod/mini';
import { visibility } from './dataset.js';
import { record } from './shapes.js';

/** What an owner may make of another account. */
export const role = z.enum(['reader', 'editor']);
export type Role = z.infer<typeof role>;

/** `/members/{dataset}/{uid}`: an account that its owner shares a data set with. The rules read `role`. */
export const memberRecord = record({
  role,
  /** The name of the account, as others see it. */
  name: z.string(),
  /** The address it was invited under; absent for a former owner. */
  address: z.exactOptional(z.string()),
  since: z.number(),
});
export type MemberRecord = z.infer<typeof memberRecord>;

/** `/invitations/{dataset}/{SHA-256 of the lower-cased address}`: somebody who may become a member. */
export const invitationRecord = record({ role, address: z.string(), at: z.number() });
export type InvitationRecord = z.infer<typeof invitationRecord>;

const noted = {
  at: z.number(),
  /** The account that did it, by its name as others see it. */
  by: z.string(),
};

/** Somebody was invited, came, was given another role, was removed or left, or became the owner. */
const memberEntry = record({
  ...noted,
  kind: z.enum(['invite', 'withdraw', 'join', 'role', 'remove', 'leave', 'transfer']),
  /** The name of the other account, or the invited address. */
  whom: z.string(),
  role: z.exactOptional(role),
});

/** The data set was made public or private. */
const visibilityEntry = record({ ...noted, kind: z.literal('visibility'), visibility });

/** Copies were allowed or no longer; or somebody made one. */
const copyEntry = record({ ...noted, kind: z.enum(['allow-copies', 'forbid-copies', 'copy']) });

/** Something was erased for good. */
const eraseEntry = record({ ...noted, kind: z.literal('erase'), what: z.string() });

/** One entry of `/audit/{dataset}`: who shared what with whom, and when. */
export const auditEntry = z.discriminatedUnion('kind', [memberEntry, visibilityEntry, copyEntry, eraseEntry]);
export type AuditEntry = z.infer<typeof auditEntry>;

/** An entry without its date. */
export type UndatedAuditEntry = AuditEntry extends infer Entry
  ? Entry extends AuditEntry
    ? Omit<Entry, 'at'>
    : never
  : never;
