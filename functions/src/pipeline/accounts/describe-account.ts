import type { AccountView } from '@segue/core/contract/api/account';
import { paths } from '@segue/core/contract/stored/paths';
import type { Context } from '../ports.js';
import type { Caller } from '../records/dataset-records.js';
import { isRecent } from './recent-sign-in.js';

/** Who the caller is, and how much is theirs. */
export async function describeAccount(context: Context, caller: Caller): Promise<AccountView> {
  const { tree } = context;
  const [listed, owned, uploads] = await Promise.all([
    tree.keys(paths.userLists(caller.uid)),
    tree.find(paths.datasets(), 'owner', caller.uid),
    tree.find(paths.uploads(), 'owner', caller.uid),
  ]);
  return {
    uid: caller.uid,
    name: caller.name,
    isGuest: caller.isGuest === true,
    address: caller.address ?? null,
    isAdministrator: caller.isAdministrator === true,
    mayDelete: isRecent(context, caller),
    datasets: owned.entries.size,
    shared: listed.filter((id) => !owned.entries.has(id)).length,
    uploads: uploads.entries.size,
  };
}
