import { createHash } from 'node:crypto';
import type { InvitationView, SharingView } from '@segue/core/contract/api/sharing';
import { SegueError } from '@segue/core/contract/errors';
import { limits } from '@segue/core/contract/limits';
import { paths } from '@segue/core/contract/stored/paths';
import type { InvitationRecord, MemberRecord, Role, UndatedAuditEntry } from '@segue/core/contract/stored/sharing';
import { remove, set } from '@segue/core/contract/stored/updates';
import { datasetFor } from '../records/access.js';
import { auditUpdate } from '../records/audit.js';
import { changeDataset, findDataset, type Caller } from '../records/dataset-records.js';
import { refuse, type Context } from '../ports.js';

/** Whom a data set is shared with, and who was invited. */
export async function describeSharing({ tree }: Context, caller: Caller, id: string): Promise<SharingView> {
  await datasetFor(tree, id, caller, ['read', 'member']);
  const [members, invitations] = await Promise.all([
    tree.readEach(paths.members(id)),
    tree.readEach(paths.invitations(id)),
  ]);
  return {
    members: [...members.entries].map(([uid, member]) => ({ uid, ...member })).sort((a, b) => a.since - b.since),
    invitations: [...invitations.entries]
      .map(([digest, invitation]) => viewOf(id, digest, invitation))
      .sort((a, b) => a.at - b.at),
  };
}

/**
 * Invites somebody by their address; inviting again changes the role.
 * @throws dataset-not-found, forbidden, too-many-members
 */
export async function inviteMember(
  context: Context,
  caller: Caller,
  id: string,
  { address, role }: { address: string; role: Role },
): Promise<InvitationView> {
  const { tree, clock } = context;
  await datasetFor(tree, id, caller, ['create', 'invitation']);
  const [members, invitations] = await Promise.all([tree.keys(paths.members(id)), tree.keys(paths.invitations(id))]);
  const digest = digestOfAddress(address);
  const others = members.length + invitations.filter((other) => other !== digest).length;
  if (others >= limits.membersPerDataset) {
    throw new SegueError(
      'too-many-members',
      `The data set ${id} is shared with ${others} accounts, the most it can be. Remove one, or withdraw an invitation first.`,
    );
  }
  const invitation: InvitationRecord = { role, address, at: clock.now() };
  await tree.write({
    ...set(paths.invitation(id, digest), invitation),
    ...auditUpdate(context, id, { kind: 'invite', by: caller.name, whom: address, role }),
  });
  // Deleted in between: nothing may lie there.
  if (!(await findDataset(tree, id))) await tree.write(remove(paths.invitations(id)));
  return viewOf(id, digest, invitation);
}

/**
 * Withdraws an invitation; whoever accepts it at the same moment is removed again.
 * @throws dataset-not-found, forbidden, invitation-not-found
 */
export async function withdraw(context: Context, caller: Caller, id: string, digest: string): Promise<void> {
  const { tree } = context;
  await datasetFor(tree, id, caller, ['delete', 'invitation']);
  const invitation = await tree.read(paths.invitation(id, digest));
  if (!invitation)
    throw new SegueError('invitation-not-found', `There is no invitation ${digest}. It may have been accepted.`);
  await tree.write({
    ...remove(paths.invitation(id, digest)),
    ...auditUpdate(context, id, { kind: 'withdraw', by: caller.name, whom: invitation.address }),
  });
  const { entries } = await tree.readEach(paths.members(id));
  const isNew = ({ address, since }: MemberRecord) =>
    address !== undefined && digestOfAddress(address) === digest && since >= invitation.at;
  for (const [uid, member] of entries) if (isNew(member)) await endMembership(context, id, uid, null);
}

/**
 * Makes the caller a member, if their verified address was invited.
 * @throws invitation-not-found, also where there is no such data set; forbidden without a verified address
 */
export async function joinDataset(context: Context, caller: Caller, id: string): Promise<void> {
  const { tree, clock } = context;
  const { address } = caller;
  if (address === undefined) {
    throw new SegueError(
      'forbidden',
      'An invitation is accepted with a verified e-mail address. Sign in with it, verify it, then open the link again.',
    );
  }
  const digest = digestOfAddress(address);
  // safeguard: only-the-invited-join, without: const [record, invitation] = [await findDataset(tree, id), { role: 'reader' }];
  const [record, invitation] = await Promise.all([findDataset(tree, id), tree.read(paths.invitation(id, digest))]);
  if (!record || !invitation) throw notInvited(address);
  const member: MemberRecord = { role: invitation.role, name: caller.name, address, since: clock.now() };
  if (record.owner !== caller.uid) await tree.write(set(paths.member(id, caller.uid), member));
  // Withdrawn since it was read: then whoever withdrew it may not have seen the member.
  // safeguard: only-the-invited-join
  if ((await tree.read(paths.invitation(id, digest))) === null) {
    await endMembership(context, id, caller.uid, null);
    throw notInvited(address);
  }
  await tree.write({
    ...remove(paths.invitation(id, digest)),
    ...auditUpdate(context, id, { kind: 'join', by: caller.name, whom: address, role: invitation.role }),
  });
  await noteSharing(context, id);
}

/**
 * Ends the caller's own membership.
 * @throws dataset-not-found; conflict for the owner
 */
export async function leaveDataset(context: Context, caller: Caller, id: string): Promise<void> {
  const record = await datasetFor(context.tree, id, caller, ['delete', 'membership']);
  if (record.owner === caller.uid) {
    throw new SegueError('conflict', 'Its owner cannot leave a data set. Make a member its owner first, or delete it.');
  }
  await endMembership(context, id, caller.uid, { kind: 'leave', by: caller.name, whom: caller.name });
}

/**
 * Gives a member another role.
 * @throws dataset-not-found, forbidden, member-not-found
 */
export async function changeRole(context: Context, caller: Caller, id: string, uid: string, role: Role): Promise<void> {
  await datasetFor(context.tree, id, caller, ['change', 'member']);
  const outcome = await context.tree.transact(paths.member(id, uid), (member) =>
    member === null ? refuse : { ...member, role },
  );
  if (!outcome.committed) throw memberNotFound(id, uid);
  await context.tree.write(auditUpdate(context, id, { kind: 'role', by: caller.name, whom: outcome.value.name, role }));
  await noteSharing(context, id);
}

/**
 * Shares a data set with a member no longer.
 * @throws dataset-not-found, forbidden, member-not-found
 */
export async function removeMember(context: Context, caller: Caller, id: string, uid: string): Promise<void> {
  await datasetFor(context.tree, id, caller, ['delete', 'member']);
  const member = await context.tree.read(paths.member(id, uid));
  if (!member) throw memberNotFound(id, uid);
  await endMembership(context, id, uid, { kind: 'remove', by: caller.name, whom: member.name });
}

/**
 * Makes a member the owner; the owner becomes an editor.
 * @throws dataset-not-found, forbidden, member-not-found; conflict if somebody else has just become its owner
 */
export async function transferOwnership(context: Context, caller: Caller, id: string, uid: string): Promise<void> {
  const { tree, clock } = context;
  await datasetFor(tree, id, caller, ['share', 'dataset']);
  const member = await tree.read(paths.member(id, uid));
  if (!member) throw memberNotFound(id, uid);
  const former: MemberRecord = {
    role: 'editor',
    name: caller.name,
    since: clock.now(),
    ...(caller.address !== undefined && { address: caller.address }),
  };
  const changed = await changeDataset(context, id, (record) =>
    record.owner === caller.uid ? { ...record, owner: uid, ownerName: member.name } : refuse,
  );
  if (!changed) throw new SegueError('conflict', `The data set ${id} has just got another owner, or is gone.`);
  // Only now: who is no longer the owner when the record is changed gets no role by trying.
  await tree.write({
    ...set(paths.member(id, caller.uid), former),
    ...remove(paths.member(id, uid)),
    ...auditUpdate(context, id, { kind: 'transfer', by: caller.name, whom: member.name }),
  });
  await noteSharing(context, id);
}

/** The digest under which an invitation lies: rules and keys know no addresses. */
export function digestOfAddress(address: string): string {
  return createHash('sha256').update(address.trim().toLowerCase()).digest('hex');
}

/** Ends a membership, and notes it. */
export async function endMembership(
  context: Context,
  id: string,
  uid: string,
  entry: UndatedAuditEntry | null,
): Promise<void> {
  await context.tree.write({
    ...remove(paths.member(id, uid)),
    // safeguard: former-members-lose-their-entry
    ...remove(paths.userList(uid, id)),
    ...(entry && auditUpdate(context, id, entry)),
  });
  await noteSharing(context, id);
}

/** Changes the record, so that whoever is writing list entries sees that the members have changed. */
async function noteSharing(context: Context, id: string): Promise<void> {
  const noted = await changeDataset(context, id, (record) => ({ ...record, sharings: (record.sharings ?? 0) + 1 }));
  // Deleted in between: nothing may lie there.
  if (!noted)
    await context.tree.write({
      ...remove(paths.members(id)),
      ...remove(paths.invitations(id)),
      ...remove(paths.audit(id)),
    });
}

function viewOf(id: string, digest: string, invitation: InvitationRecord): InvitationView {
  return { ...invitation, id: digest, link: `/join/${id}` };
}

function notInvited(address: string): SegueError {
  return new SegueError(
    'invitation-not-found',
    `There is no invitation for ${address} here. Ask who sent you the link.`,
  );
}

function memberNotFound(id: string, uid: string): SegueError {
  return new SegueError('member-not-found', `The data set ${id} is not shared with an account ${uid}.`);
}
