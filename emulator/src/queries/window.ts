import { compareKeys } from '../tree/key-order.js';
import { Branch, type Node, type Value, branchFrom } from '../tree/node.js';
import { type Compare, type Page, scanDown, scanUp } from '../tree/pages.js';
import { sortedIndexOf } from './child-index.js';
import { type Place, comparePlaces, compareValues, orderingValue } from './order.js';
import { type Bound, type Query, filters } from './query.js';

/** The children a query selects, by key, in the query's order (reversed for `limitToLast`). */
export type Window = ReadonlyMap<string, Value>;

/**
 * Evaluates a query over a node. The cost is proportional to the result; for an order other than by key, the children
 * are also sorted once in the node's lifetime.
 */
export function windowOf(node: Node, query: Query): Window {
  const window = new Map<string, Value>();
  if (!(node instanceof Branch) || query.limit?.count === 0) return window;
  const collect = (key: string, child: Value): boolean => {
    window.set(key, child);
    return window.size !== query.limit?.count;
  };
  if (query.index.kind === 'key') scanKeys(node, query, collect);
  else scanPlaces(node, query, collect);
  return window;
}

/** The node a query shows: the node itself if nothing is filtered, otherwise a branch of the selected children. */
export function selected(node: Node, query: Query): Node {
  return filters(query) ? branchFrom(windowOf(node, query)) : node;
}

/** True if a child is within a query's range, ignoring limits. */
export function inRange(query: Query, key: string, child: Value): boolean {
  const value = query.index.kind === 'key' ? null : orderingValue(query.index, child);
  const compare = query.index.kind === 'key' ? compareToKeyBound : compareToBound;
  return notBefore(query.start, { key, value }, compare) && notAfter(query.end, { key, value }, compare);
}

type CompareToBound = (place: Place, bound: Bound) => number;

function compareToBound(place: Place, bound: Bound): number {
  return compareValues(place.value, bound.value) || compareKeys(place.key, bound.key);
}

function compareToKeyBound(place: Place, bound: Bound): number {
  return compareKeys(place.key, keyOfBound(bound));
}

/** A bound on keys holds its key as the value. */
function keyOfBound(bound: Bound): string {
  return typeof bound.value === 'string' ? bound.value : bound.key;
}

function notBefore(bound: Bound | null, place: Place, compare: CompareToBound): boolean {
  if (bound === null) return true;
  const order = compare(place, bound);
  return bound.inclusive ? order >= 0 : order > 0;
}

function notAfter(bound: Bound | null, place: Place, compare: CompareToBound): boolean {
  if (bound === null) return true;
  const order = compare(place, bound);
  return bound.inclusive ? order <= 0 : order < 0;
}

type Collect = (key: string, child: Value) => boolean;

function scanKeys(branch: Branch, query: Query, collect: Collect): void {
  const place = (key: string): Place => ({ key, value: null });
  const scan: Scan<string> = {
    entries: branch.children,
    compare: compareKeys,
    start: query.start === null ? undefined : keyOfBound(query.start),
    end: query.end === null ? undefined : keyOfBound(query.end),
    tooEarly: (key) => !notBefore(query.start, place(key), compareToKeyBound),
    tooLate: (key) => !notAfter(query.end, place(key), compareToKeyBound),
    collect,
  };
  run(scan, query);
}

function scanPlaces(branch: Branch, query: Query, collect: Collect): void {
  const scan: Scan<Place> = {
    entries: sortedIndexOf(branch, query.index).entries,
    compare: comparePlaces,
    start: query.start ?? undefined,
    end: query.end ?? undefined,
    tooEarly: (place) => !notBefore(query.start, place, compareToBound),
    tooLate: (place) => !notAfter(query.end, place, compareToBound),
    collect: (place, child) => collect(place.key, child),
  };
  run(scan, query);
}

interface Scan<K> {
  entries: Page<K, Value> | null;
  compare: Compare<K>;
  start: K | undefined;
  end: K | undefined;
  tooEarly: (key: K) => boolean;
  tooLate: (key: K) => boolean;
  collect: (key: K, child: Value) => boolean;
}

function run<K>(scan: Scan<K>, query: Query): void {
  if (query.limit?.from === 'last') {
    scanDown(scan.entries, scan.end, scan.compare, (key, child) => {
      if (scan.tooLate(key)) return true;
      return !scan.tooEarly(key) && scan.collect(key, child);
    });
  } else {
    scanUp(scan.entries, scan.start, scan.compare, (key, child) => {
      if (scan.tooEarly(key)) return true;
      return !scan.tooLate(key) && scan.collect(key, child);
    });
  }
}
