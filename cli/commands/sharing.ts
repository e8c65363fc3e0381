import { parseArgs } from 'node:util';
import {
  changeMember,
  invite,
  listMembers,
  removeMember,
  withdrawInvitation,
  type SharingView,
} from '@segue/core/contract/api/sharing';
import { Failure } from '../failure.js';
import { formatTable } from '../print.js';
import { openSignedIn } from './project.js';
import { json, onlyArgument, print, twoArguments, url } from './remote-options.js';

const need = 'only its owner may share a data set';

/** `segue share DATASET ADDRESS`: invites an account as a reader, with `--editor` as an editor; a member gets that role. */
export async function share(args: string[]): Promise<void> {
  const options = { url, json, editor: { type: 'boolean', default: false } } as const;
  const { values, positionals } = parseArgs({ args, allowPositionals: true, options });
  const [id, address] = twoArguments(positionals, 'segue share DATASET ADDRESS [--editor]');
  const role = values.editor ? 'editor' : 'reader';
  const as = values.editor ? 'an editor' : 'a reader';
  const { api, server } = await openSignedIn(values.url, need);
  const member = (await api(listMembers, { params: { id } })).members.find((known) => isOf(known, address));
  if (member) {
    const sharing = await api(changeMember, { params: { id, uid: member.uid }, body: { role } });
    return print(values.json, sharing, `${member.address ?? member.name} is ${as} of ${id} now.`);
  }
  const invitation = await api(invite, { params: { id }, body: { address, role } });
  const sentence =
    `${invitation.address} is invited as ${as}. No mail is sent: send them ${server.address}${invitation.link}, ` +
    `or "segue join ${id}".`;
  print(values.json, invitation, sentence);
}

/** `segue members DATASET`: lists whom a data set is shared with, and who was invited. */
export async function members(args: string[]): Promise<void> {
  const { values, positionals } = parseArgs({ args, allowPositionals: true, options: { url, json } });
  const id = onlyArgument(positionals, 'segue members DATASET');
  const { api } = await openSignedIn(values.url, 'only its owner sees whom a data set is shared with');
  const sharing = await api(listMembers, { params: { id } });
  print(values.json, sharing, describe(id, sharing));
}

/**
 * `segue unshare DATASET ADDRESS|UID`: ends a membership and withdraws the invitation of an address.
 *
 * @throws Failure if there is neither
 */
export async function unshare(args: string[]): Promise<void> {
  const { values, positionals } = parseArgs({ args, allowPositionals: true, options: { url, json } });
  const [id, whom] = twoArguments(positionals, 'segue unshare DATASET ADDRESS|UID');
  const { api } = await openSignedIn(values.url, need);
  const sharing = await api(listMembers, { params: { id } });
  const invitations = sharing.invitations.filter((invitation) => isOf(invitation, whom));
  const ended = sharing.members.filter((member) => member.uid === whom || isOf(member, whom));
  if (invitations.length + ended.length === 0)
    throw new Failure(`${id} is not shared with ${whom}: "segue members ${id}" lists with whom it is.`);
  // First the invitations: with one, a removed member could join again.
  for (const { id: invitation } of invitations) await api(withdrawInvitation, { params: { id, invitation } });
  for (const { uid } of ended) await api(removeMember, { params: { id, uid } });
  print(values.json, { members: ended, invitations }, `${id} is not shared with ${whom} any more.`);
}

/** Addresses are compared as invitations are: without regard to case. */
function isOf({ address }: { address?: string }, whom: string): boolean {
  return address?.toLowerCase() === whom.trim().toLowerCase();
}

function describe(id: string, { members, invitations }: SharingView): string {
  if (members.length + invitations.length === 0)
    return `${id} is shared with nobody: "segue share ${id} ADDRESS" invites an account.`;
  return formatTable(
    ['address', 'role', 'name', 'uid'],
    [
      ...members.map(({ address = '', role, name, uid }) => [address, role, name, uid]),
      ...invitations.map(({ address, role }) => [address, role, '(invited)', '']),
    ],
  );
}
