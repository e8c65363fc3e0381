import { WorkerRandom } from '@segue/core/model/random';
import type { Interactions } from '@segue/core/model/sparse';
import { interactionsOf } from './interactions.js';

/**
 * Made-up data with something to learn: users and items belong to one of `groups` tastes; a user knows about a third of its
 * group's items and a few others, popular ones more often. The same on every call.
 */
export function tasteInteractions(users: number, items: number, groups: number): Interactions {
  const random = new WorkerRandom(1);
  const entries: [number, number][] = [];
  for (let user = 0; user < users; user++) {
    for (let item = 0; item < items; item++) {
      const popularity = 0.5 + ((item * 7) % 11) / 11;
      const chance = user % groups === item % groups ? 0.35 : 0.04;
      if (random.below(1000) < 1000 * chance * popularity) entries.push([user, item]);
    }
  }
  return interactionsOf(users, items, entries);
}
