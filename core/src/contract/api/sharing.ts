import * as z from 'zod/mini';
import { limits } from '../limits.js';
import { invitationRecord, memberRecord, role } from '../stored/sharing.js';
import { datasetView } from './datasets.js';
import { byId, idPattern, name } from './fields.js';
import { defineRoute, requestBytes } from './route.js';

/** Somebody who was invited and has not come yet. */
export type InvitationView = z.output<typeof invitationView>;
/** `GET /api/datasets/{id}/members`. */
export type SharingView = z.output<typeof sharingView>;

const memberView = z.object({ ...memberRecord.shape, uid: z.string() });

/** The reply that describes an invitation. */
export const invitationView = z.object({
  ...invitationRecord.shape,
  /** Under which it can be withdrawn. */
  id: z.string(),
  /** The address on this site that the owner sends to whom they invited. No mail is sent. */
  link: z.string(),
});

/** The reply that says whom a data set is shared with. */
export const sharingView = z.object({ members: z.array(memberView), invitations: z.array(invitationView) });

/** The reply with the audit list of a data set, the newest first. */
export const auditView = z.object({ entries: z.array(z.record(z.string(), z.unknown())) });

const uid = z.string().check(z.regex(/^[^/.#$[\]]{1,128}$/));
const byMember = z.strictObject({ ...byId.shape, uid });
const byInvitation = z.strictObject({ ...byId.shape, invitation: z.string().check(z.regex(idPattern)) });

const address = z
  .string()
  .check(
    z.trim(),
    z.maxLength(254),
    z.regex(/^[^\s@]+@[^\s@]+$/, 'must be an e-mail address, such as ada@example.org'),
  );

const common = { bounds: { bodyBytes: requestBytes }, quota: 'write' } as const;

/** Whom a data set is shared with. */
export const listMembers = defineRoute({
  ...common,
  method: 'GET',
  path: '/api/datasets/{id}/members',
  summary: 'whom it is shared with, and who was invited',
  params: byId,
  status: 200,
  reply: sharingView,
  errors: ['dataset-not-found'],
  right: ['read', 'member'],
});

/** Invites somebody. */
export const invite = defineRoute({
  ...common,
  method: 'POST',
  path: '/api/datasets/{id}/invitations',
  summary:
    'invites somebody by e-mail: `{address, role}`, `role` being `reader` or `editor`; no mail is sent: send the `link` yourself',
  params: byId,
  body: { kind: 'json', schema: z.strictObject({ address, role }) },
  status: 201,
  reply: invitationView,
  errors: ['dataset-not-found', 'too-many-members'],
  right: ['create', 'invitation'],
});

/** Withdraws an invitation. */
export const withdrawInvitation = defineRoute({
  ...common,
  method: 'DELETE',
  path: '/api/datasets/{id}/invitations/{invitation}',
  summary: 'withdraws an invitation',
  params: byInvitation,
  status: 204,
  errors: ['dataset-not-found', 'invitation-not-found'],
  right: ['delete', 'invitation'],
});

/** Accepts an invitation. */
export const join = defineRoute({
  ...common,
  method: 'POST',
  path: '/api/datasets/{id}/membership',
  summary: 'accepts an invitation, with the verified address that was invited',
  params: byId,
  status: 200,
  reply: datasetView,
  errors: ['invitation-not-found', 'forbidden'],
  right: ['create', 'membership'],
});

/** Ends the caller's own membership. */
export const leave = defineRoute({
  ...common,
  method: 'DELETE',
  path: '/api/datasets/{id}/membership',
  summary: 'leaves a data set that is shared with you',
  params: byId,
  status: 204,
  errors: ['dataset-not-found', 'conflict'],
  right: ['delete', 'membership'],
});

/** Gives a member another role. */
export const changeMember = defineRoute({
  ...common,
  method: 'PATCH',
  path: '/api/datasets/{id}/members/{uid}',
  summary: 'makes a member a `reader` or an `editor`: `{role}`',
  params: byMember,
  body: { kind: 'json', schema: z.strictObject({ role }) },
  status: 200,
  reply: sharingView,
  errors: ['dataset-not-found', 'member-not-found'],
  right: ['change', 'member'],
});

/** Removes a member. */
export const removeMember = defineRoute({
  ...common,
  method: 'DELETE',
  path: '/api/datasets/{id}/members/{uid}',
  summary: 'shares it no longer with a member',
  params: byMember,
  status: 204,
  errors: ['dataset-not-found', 'member-not-found'],
  right: ['delete', 'member'],
});

/** Makes a member the owner. */
export const transfer = defineRoute({
  ...common,
  method: 'PUT',
  path: '/api/datasets/{id}/owner',
  summary: 'makes a member its owner: `{uid}`; who was it before becomes an editor',
  params: byId,
  body: { kind: 'json', schema: z.strictObject({ uid }) },
  status: 200,
  reply: datasetView,
  errors: ['dataset-not-found', 'member-not-found', 'conflict'],
  right: ['share', 'dataset'],
});

/** Who shared a data set with whom. */
export const listAudit = defineRoute({
  ...common,
  method: 'GET',
  path: '/api/datasets/{id}/audit',
  summary: `who shared it with whom, and when: the newest ${limits.auditEntries}`,
  params: byId,
  status: 200,
  reply: auditView,
  errors: ['dataset-not-found'],
  right: ['read', 'audit'],
});

/** Copies a data set. */
export const copyDataset = defineRoute({
  ...common,
  method: 'POST',
  path: '/api/datasets/{id}/copies',
  summary: 'makes a private copy of your own, with its models, where the owner allows copies: `{name?}`',
  params: byId,
  body: { kind: 'json', schema: z.strictObject({ name: z.optional(name) }) },
  status: 201,
  reply: datasetView,
  errors: ['dataset-not-found', 'conflict', 'upload-closed'],
  right: ['copy', 'dataset'],
});

/** The routes of sharing, by name. */
export const sharingRoutes = {
  listMembers,
  invite,
  withdrawInvitation,
  join,
  leave,
  changeMember,
  removeMember,
  transfer,
  listAudit,
  copyDataset,
};
