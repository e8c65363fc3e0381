import type { Node, Path } from '../tree/node.js';

/**
 * What the children of a query's location are ordered by. The default is by priority; rules then see it as by key,
 * which is the same for data without priorities.
 */
export type QueryIndex =
  | { readonly kind: 'priority'; readonly byDefault?: true }
  | { readonly kind: 'key' }
  | { readonly kind: 'value' }
  | { readonly kind: 'child'; readonly path: Path };

/** One end of a range: a place in the order, and whether the range includes that place. */
export interface Bound {
  /** The ordering value; for an index on keys, the key as a string. */
  readonly value: Node;
  /** The key among children of equal value; `MIN_KEY` or `MAX_KEY` stand for before or after all of them. */
  readonly key: string;
  readonly inclusive: boolean;
}

/** How many children a query returns at most, and from which end. */
export interface Limit {
  readonly count: number;
  readonly from: 'first' | 'last';
}

/**
 * A query, from either protocol: order, range and limit.
 * https://firebase.google.com/docs/database/web/lists-of-data#sorting_and_filtering_data
 */
export interface Query {
  readonly index: QueryIndex;
  readonly start: Bound | null;
  readonly end: Bound | null;
  readonly limit: Limit | null;
}

/** Order by priority, no range, no limit: everything. */
export const EVERYTHING: Query = { index: { kind: 'priority', byDefault: true }, start: null, end: null, limit: null };

/** True for a query that may leave children out. */
export function filters(query: Query): boolean {
  return query.start !== null || query.end !== null || query.limit !== null;
}

/** The name of an index as rules and messages spell it: `.key`, `.value`, `.priority` or a child path. */
export function indexName(index: QueryIndex): string {
  return index.kind === 'child' ? index.path.join('/') : `.${index.kind}`;
}
