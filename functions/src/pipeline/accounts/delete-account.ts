import type { AccountDeletion } from '@segue/core/contract/stored/account';
import { unnamedOwner } from '@segue/core/contract/stored/dataset';
import { paths } from '@segue/core/contract/stored/paths';
import { remove, set } from '@segue/core/contract/stored/updates';
import { refuse, type Context } from '../ports.js';
import { auditUpdate } from '../records/audit.js';
import { findDataset, type Caller } from '../records/dataset-records.js';
import { deleteDataset } from '../records/remove-dataset.js';
import { finishUpload } from '../rows/complete-upload.js';
import { closeUpload } from '../rows/upload-parts.js';
import { digestOfAddress, endMembership } from '../sharing/members.js';
import { checkRecent } from './recent-sign-in.js';

/** How long a deletion is watched after it is done: a token lives an hour, and its holder may store something with it. */
const watchedMilliseconds = 2 * 3_600_000;

/** What other people's lists call an account that is gone. */
const deletedAccount = 'a deleted account';

/**
 * Deletes the caller's account with everything that is theirs: data sets, also those shared with others, uploads, memberships and
 * invitations to their address; at last the account itself. A journal is written first, so that the sweep finishes what a crash
 * interrupts; calling again does too.
 * @throws unauthenticated for a sign-in too long ago
 */
export async function deleteAccount(context: Context, caller: Caller): Promise<void> {
  checkRecent(context, caller);
  const { uid, address } = caller;
  const deletion: AccountDeletion = {
    startedAt: context.clock.now(),
    ...(address !== undefined && { invitation: digestOfAddress(address) }),
  };
  await context.tree.write(set(paths.accountDeletion(uid), deletion));
  await finishDeletion(context, uid, deletion);
}

/** Goes on with all deletions of accounts that are under way, or were done so lately that a token may still be used. */
export async function finishDeletions(context: Context): Promise<void> {
  const { entries } = await context.tree.readEach(paths.accountDeletions());
  for (const [uid, deletion] of entries) {
    await finishDeletion(context, uid, deletion).catch((error: unknown) => {
      context.log.error('The deletion of an account could not be finished', { uid, error: String(error) });
    });
  }
}

/** Safe to run again at any time. Uploads come first, because a finished one is a data set. */
async function finishDeletion(context: Context, uid: string, deletion: AccountDeletion): Promise<void> {
  const { tree, clock, accounts } = context;
  await endUploads(context, uid);
  const { entries, unreadable } = await tree.find(paths.datasets(), 'owner', uid);
  for (const id of [...entries.keys(), ...unreadable]) await deleteDataset(context, id, { owner: uid });
  await endMemberships(context, uid);
  if (deletion.invitation !== undefined) await withdrawInvitations(context, deletion.invitation);
  await disownModels(context, uid);
  await tree.write(remove(paths.userLists(uid)));
  await accounts?.remove(uid);
  const { finishedAt = clock.now() } = deletion;
  const isOver = clock.now() - finishedAt > watchedMilliseconds;
  await tree.write(
    isOver ? remove(paths.accountDeletion(uid)) : set(paths.accountDeletion(uid), { ...deletion, finishedAt }),
  );
}

async function endUploads(context: Context, uid: string): Promise<void> {
  const { tree } = context;
  const { entries } = await tree.find(paths.uploads(), 'owner', uid);
  for (const key of entries.keys()) {
    if (await closeUpload(context, key)) continue;
    const upload = await tree.read(paths.upload(key));
    if (upload?.state === 'completing') await finishUpload(context, key, upload, unnamedOwner);
  }
}

/** Looks at every data set that is shared: an entry in the account's list may be missing. */
async function endMemberships(context: Context, uid: string): Promise<void> {
  const { tree } = context;
  for (const id of await tree.keys(paths.stored('members'))) {
    const member = await tree.read(paths.member(id, uid));
    if (member) await endMembership(context, id, uid, { kind: 'leave', by: deletedAccount, whom: deletedAccount });
  }
}

async function withdrawInvitations(context: Context, digest: string): Promise<void> {
  const { tree } = context;
  for (const id of await tree.keys(paths.stored('invitations'))) {
    if ((await tree.read(paths.invitation(id, digest))) === null) continue;
    await tree.write({
      ...remove(paths.invitation(id, digest)),
      ...auditUpdate(context, id, { kind: 'withdraw', by: deletedAccount, whom: deletedAccount }),
    });
  }
}

/** Models that the account defined on data sets of others become those of their owners. */
async function disownModels({ tree }: Context, uid: string): Promise<void> {
  const { entries: models } = await tree.find(paths.models(), 'owner', uid);
  for (const [key, { dataset }] of models) {
    const record = await findDataset(tree, dataset);
    if (!record) continue;
    await tree.transact(paths.model(key), (model) => (model === null ? refuse : { ...model, owner: record.owner }));
  }
}
