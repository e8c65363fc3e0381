import { SegueError } from '@segue/core/contract/errors';
import type { Context } from '../ports.js';
import type { Caller } from '../records/dataset-records.js';

const minutes = 5;

/** Whether the caller has shown a moment ago who they are. Guests cannot: they have nothing to sign in with again. */
export function isRecent({ clock }: Context, { isGuest, signedInAt = 0 }: Caller): boolean {
  return isGuest === true || clock.now() - signedInAt <= minutes * 60_000;
}

/** @throws unauthenticated */
export function checkRecent(context: Context, caller: Caller): void {
  if (isRecent(context, caller)) return;
  throw new SegueError(
    'unauthenticated',
    `To delete your account, sign in again: your last sign-in is more than ${minutes} minutes ago.`,
  );
}
