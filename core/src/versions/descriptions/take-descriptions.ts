import { noName, type InteractionSums, type PairSum } from '../../tables/sums/interactions.js';

/** What rows say of one side alone, by its names. */
export interface LoneDescriptions {
  readonly ofItems: ReadonlyMap<string, PairSum>;
  readonly ofUsers: ReadonlyMap<string, PairSum>;
}

/** Takes the rows without a user, and those without an item, out of the sums; what is left are pairs. Changes the sums. */
export function takeDescriptions({ users }: InteractionSums): LoneDescriptions {
  const ofItems = users.get(noName) ?? new Map<string, PairSum>();
  users.delete(noName);
  const ofUsers = new Map<string, PairSum>();
  for (const [user, items] of users) {
    const own = items.get(noName);
    if (!own) continue;
    ofUsers.set(user, own);
    items.delete(noName);
    if (items.size === 0) users.delete(user);
  }
  return { ofItems, ofUsers };
}
