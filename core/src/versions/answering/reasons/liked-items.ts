import type { PublishedModel } from '../../../contract/published-model.js';
import type { KnownItem } from '../../../model/answers/ials-support.js';
import type { Taste } from '../../../model/answers/recommend.js';
import type { ReasonBasis } from './reason-basis.js';

/** The items that a user is connected with in the data, and how each counted. */
export function knownItems({ known: { indptr, indices, weights } }: PublishedModel, user: number): KnownItem[] {
  const [from, to] = [indptr[user]!, indptr[user + 1]!];
  return Array.from(indices.subarray(from, to), (item, at) => ({ item, weight: weights?.[from + at] ?? 1 }));
}

/** The items that stand for what is asked: the liked items of users that count positively, and such items themselves. */
export function likedItems(model: PublishedModel, { knowsLikes }: ReasonBasis, tastes: readonly Taste[]): Set<number> {
  const liked = new Set<number>();
  for (const { kind, index, weight } of tastes) {
    if (!(weight > 0)) continue;
    if (kind === 'item') liked.add(index);
    else if (knowsLikes) for (const each of knownItems(model, index)) if (each.weight > 0) liked.add(each.item);
  }
  return liked;
}

const likers = new WeakMap<PublishedModel, number[][]>();

/** The users who like each item, ascending: computed once, because a version does not change. */
export function likersOf(model: PublishedModel): readonly (readonly number[])[] {
  let known = likers.get(model);
  if (!known) {
    const found: number[][] = model.items.map(() => []);
    for (let user = 0; user < model.users.length; user++) {
      for (const { item, weight } of knownItems(model, user)) if (weight > 0) found[item]!.push(user);
    }
    known = found;
    likers.set(model, known);
  }
  return known;
}
