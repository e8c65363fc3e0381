import type { sharingRoutes } from '@segue/core/contract/api/sharing';
import { describeReadable } from '../pipeline/answers/describe-readable.js';
import { copyDataset } from '../pipeline/sharing/copy-dataset.js';
import { readAudit } from '../pipeline/records/audit.js';
import * as members from '../pipeline/sharing/members.js';
import type { Answers } from './serve.js';

/** Answers for the routes of sharing. */
export const sharingAnswers: Answers<typeof sharingRoutes> = {
  listMembers: ({ context, params, caller }) => members.describeSharing(context, caller, params.id),
  invite: ({ context, params, caller, body }) => members.inviteMember(context, caller, params.id, body),
  withdrawInvitation: ({ context, params, caller }) => members.withdraw(context, caller, params.id, params.invitation),
  async join({ context, params, caller }) {
    await members.joinDataset(context, caller, params.id);
    return await describeReadable(context.tree, params.id, caller);
  },
  leave: ({ context, params, caller }) => members.leaveDataset(context, caller, params.id),
  async changeMember({ context, params, caller, body }) {
    await members.changeRole(context, caller, params.id, params.uid, body.role);
    return await members.describeSharing(context, caller, params.id);
  },
  removeMember: ({ context, params, caller }) => members.removeMember(context, caller, params.id, params.uid),
  async transfer({ context, params, caller, body }) {
    await members.transferOwnership(context, caller, params.id, body.uid);
    return await describeReadable(context.tree, params.id, caller);
  },
  listAudit: async ({ context, params, caller }) => ({ entries: await readAudit(context, caller, params.id) }),
  async copyDataset({ context, params, caller, body }) {
    const copy = await copyDataset(context, caller, params.id, body.name);
    return await describeReadable(context.tree, copy, caller);
  },
};
