import type { Account } from '../../data/account-session.js';
import type { CatalogueEntry } from '../../data/catalogue-store.js';

/** What somebody who was invited has to do next. */
export type JoinStep = 'wait' | 'sign in' | 'verify' | 'accept' | 'open';

/**
 * The next step of somebody who opened the link of an invitation.
 * @param account `undefined` while the session of an earlier visit is being restored
 * @param entry the data set in the viewer's lists, if it is there
 */
export function joinStep(
  account: Account | null | undefined,
  entry: Pick<CatalogueEntry, 'isMember'> | null,
): JoinStep {
  if (account === undefined) return 'wait';
  if (account === null || account.guest) return 'sign in';
  if (entry?.isMember) return 'open';
  return account.isVerified ? 'accept' : 'verify';
}
