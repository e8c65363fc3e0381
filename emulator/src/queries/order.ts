import { compareKeys } from '../tree/key-order.js';
import { Branch, type Node, nodeAt, primitiveOf, priorityOf } from '../tree/node.js';
import type { QueryIndex } from './query.js';

/** A child's place in an order: its ordering value, then its key. */
export interface Place {
  readonly value: Node;
  readonly key: string;
}

const RANK = { undefined: 0, boolean: 1, number: 2, string: 3, object: 4 } as const;

/**
 * The database's order of values: null, false, true, numbers, strings by code unit, then everything with children, in
 * no particular order. https://firebase.google.com/docs/database/web/lists-of-data#data-order
 */
export function compareValues(a: Node, b: Node): number {
  if (a === b) return 0;
  const rankA = rankOf(a);
  const rankB = rankOf(b);
  if (rankA !== rankB) return rankA - rankB;
  if (rankA === RANK.undefined || rankA === RANK.object) return 0;
  const valueA = primitiveOf(a) ?? 0;
  const valueB = primitiveOf(b) ?? 0;
  if (valueA === valueB) return 0;
  return valueA < valueB ? -1 : 1;
}

function rankOf(node: Node): number {
  if (node === null) return RANK.undefined;
  const value = primitiveOf(node);
  if (node instanceof Branch || value === undefined || value === null) return RANK.object;
  return RANK[typeof value as 'boolean' | 'number' | 'string'];
}

/** Orders places by value, then key. */
export function comparePlaces(a: Place, b: Place): number {
  return compareValues(a.value, b.value) || compareKeys(a.key, b.key);
}

/** The value a child is ordered by. Indexes on keys order by the key alone. */
export function orderingValue(index: QueryIndex, child: Node): Node {
  switch (index.kind) {
    case 'key':
      return null;
    case 'value':
      return child;
    case 'priority':
      return priorityOf(child);
    case 'child':
      return nodeAt(child, index.path);
  }
}
