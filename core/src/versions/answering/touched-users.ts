import type { PublishedModel } from '../../contract/published-model.js';

type Connected = Pick<PublishedModel, 'items' | 'known'>;

/**
 * Whether a user's own pairs differ between two versions: an item more or less, or one that counts for more or less. Other
 * users' lists move only because the model learned from these.
 *
 * @param before, after the user's row in each
 */
export function isTouched(
  one: Connected,
  other: Connected,
  { before, after }: { before: number; after: number },
): boolean {
  const [was, is] = [knownWeights(one, before), knownWeights(other, after)];
  return was.size !== is.size || [...is].some(([name, weight]) => was.get(name) !== weight);
}

/** What a user is connected with, by name, and how much each pair counts. */
function knownWeights({ items, known }: Connected, user: number): Map<string, number> {
  const { indptr, indices, weights } = known;
  const pairs = new Map<string, number>();
  for (let at = indptr[user]!; at < indptr[user + 1]!; at++) pairs.set(items[indices[at]!]!, weights?.[at] ?? 1);
  return pairs;
}
