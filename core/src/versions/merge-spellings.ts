import type { Merge } from '../contract/stored/model.js';
import { addToPair, type InteractionSums, type PairSum } from '../tables/sums/interactions.js';

/** Counts the rows of one spelling as rows of another, merge by merge in order. Changes the sums and returns them. */
export function mergeSpellings(sums: InteractionSums, merges: readonly Merge[]): InteractionSums {
  for (const { side, from, into } of merges) {
    if (side === 'user') mergeUsers(sums.users, from, into);
    else for (const items of sums.users.values()) mergeItem(items, from, into);
  }
  return sums;
}

function mergeUsers(users: InteractionSums['users'], from: string, into: string): void {
  const moved = users.get(from);
  if (!moved) return;
  users.delete(from);
  const target = users.get(into);
  if (!target) users.set(into, moved);
  else for (const [item, pair] of moved) addPair(target, item, pair);
}

function mergeItem(items: Map<string, PairSum>, from: string, into: string): void {
  const moved = items.get(from);
  if (!moved) return;
  items.delete(from);
  addPair(items, into, moved);
}

function addPair(items: Map<string, PairSum>, item: string, moved: PairSum): void {
  const pair = items.get(item);
  if (pair) addToPair(pair, moved);
  else items.set(item, moved);
}
