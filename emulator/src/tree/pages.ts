/**
 * An immutable sorted map, as a B-tree of small pages: changing one of n entries copies one page per level (32 entries
 * each), never the siblings. It stores the children of a node and every secondary index.
 *
 * Plain functions over pages, with the order passed in, so that a node with three children costs one page and two
 * arrays and nothing more. `null` is the empty map.
 */

/** Order of keys: negative, zero or positive if `a` comes before, with or after `b`. */
export type Compare<K> = (a: K, b: K) => number;

/** A bottom page: entries in order. */
export class Leaf<K, V> {
  constructor(
    readonly keys: readonly K[],
    readonly values: readonly V[],
  ) {}
}

/** An upper page: the first key of each page below it. */
class Inner<K, V> {
  constructor(
    readonly keys: readonly K[],
    readonly pages: readonly Page<K, V>[],
    readonly size: number,
  ) {}
}

/** Any page; a map is its top page, or `null` when empty. */
export type Page<K, V> = Leaf<K, V> | Inner<K, V>;

const PAGE = 32;
const SMALL = 8;

/** Number of entries. */
export function sizeOf<K, V>(map: Page<K, V> | null): number {
  if (map === null) return 0;
  return map instanceof Leaf ? map.keys.length : map.size;
}

/** Builds a map from sorted entries in one pass; keeps the given arrays if they fit one page. */
export function fromSorted<K, V>(keys: readonly K[], values: readonly V[]): Page<K, V> | null {
  if (keys.length === 0) return null;
  if (keys.length <= PAGE) return new Leaf(keys, values);
  let level: Page<K, V>[] = [];
  for (let start = 0; start < keys.length; start += PAGE) {
    level.push(new Leaf(keys.slice(start, start + PAGE), values.slice(start, start + PAGE)));
  }
  while (level.length > 1) {
    const upper: Page<K, V>[] = [];
    for (let start = 0; start < level.length; start += PAGE) upper.push(inner(level.slice(start, start + PAGE)));
    level = upper;
  }
  return level[0]!;
}

/** The value of a key, or `undefined`. */
export function lookup<K, V>(map: Page<K, V> | null, key: K, compare: Compare<K>): V | undefined {
  let page = map;
  while (page instanceof Inner) page = page.pages[slotFor(page.keys, key, compare)]!;
  if (page === null) return undefined;
  const at = position(page.keys, key, compare);
  return at < page.keys.length && compare(page.keys[at]!, key) === 0 ? page.values[at] : undefined;
}

/** The map with one entry added or replaced. */
export function insert<K, V>(map: Page<K, V> | null, key: K, value: V, compare: Compare<K>): Page<K, V> {
  if (map === null) return new Leaf([key], [value]);
  const pages = insertInto(map, key, value, compare);
  return pages.length === 1 ? pages[0]! : inner(pages);
}

/** The map without one entry; the same map if there is none. */
export function remove<K, V>(map: Page<K, V> | null, key: K, compare: Compare<K>): Page<K, V> | null {
  if (map === null) return null;
  let rest = removeFrom(map, key, compare);
  while (rest instanceof Inner && rest.pages.length === 1) rest = rest.pages[0]!;
  return rest;
}

/** Calls `visit` for every entry in order. */
export function each<K, V>(map: Page<K, V> | null, visit: (key: K, value: V) => void): void {
  if (map === null) return;
  if (map instanceof Leaf) {
    for (let i = 0; i < map.keys.length; i++) visit(map.keys[i]!, map.values[i]!);
  } else {
    for (const page of map.pages) each(page, visit);
  }
}

/** Visits entries from `from` on (all if `undefined`) in order, until `visit` returns false. */
export function scanUp<K, V>(
  map: Page<K, V> | null,
  from: K | undefined,
  compare: Compare<K>,
  visit: (key: K, value: V) => boolean,
): boolean {
  if (map === null) return true;
  if (map instanceof Leaf) {
    const start = from === undefined ? 0 : position(map.keys, from, compare);
    for (let i = start; i < map.keys.length; i++) if (!visit(map.keys[i]!, map.values[i]!)) return false;
    return true;
  }
  const start = from === undefined ? 0 : slotFor(map.keys, from, compare);
  for (let i = start; i < map.pages.length; i++) {
    if (!scanUp(map.pages[i]!, i === start ? from : undefined, compare, visit)) return false;
  }
  return true;
}

/** Visits entries from `from` back (all if `undefined`) in reverse order, until `visit` returns false. */
export function scanDown<K, V>(
  map: Page<K, V> | null,
  from: K | undefined,
  compare: Compare<K>,
  visit: (key: K, value: V) => boolean,
): boolean {
  if (map === null) return true;
  if (map instanceof Leaf) {
    for (let i = lastNotAfter(map.keys, from, compare); i >= 0; i--) {
      if (!visit(map.keys[i]!, map.values[i]!)) return false;
    }
    return true;
  }
  const start = from === undefined ? map.pages.length - 1 : slotFor(map.keys, from, compare);
  for (let i = start; i >= 0; i--) {
    if (!scanDown(map.pages[i]!, i === start ? from : undefined, compare, visit)) return false;
  }
  return true;
}

/** The last key of a non-empty map. */
export function lastKey<K, V>(map: Page<K, V>): K {
  let page = map;
  while (page instanceof Inner) page = page.pages[page.pages.length - 1]!;
  return page.keys[page.keys.length - 1]!;
}

function inner<K, V>(pages: readonly Page<K, V>[]): Inner<K, V> {
  let size = 0;
  for (const page of pages) size += sizeOf(page);
  return new Inner(
    pages.map((page) => page.keys[0]!),
    pages,
    size,
  );
}

/** First index whose key is not less than `key`. */
function position<K>(keys: readonly K[], key: K, compare: Compare<K>): number {
  let low = 0;
  let high = keys.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (compare(keys[middle]!, key) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Index of the child page that contains, or would contain, `key`. */
function slotFor<K>(keys: readonly K[], key: K, compare: Compare<K>): number {
  return Math.max(0, lastNotAfter(keys, key, compare));
}

function lastNotAfter<K>(keys: readonly K[], key: K | undefined, compare: Compare<K>): number {
  if (key === undefined) return keys.length - 1;
  const at = position(keys, key, compare);
  return at < keys.length && compare(keys[at]!, key) === 0 ? at : at - 1;
}

function insertInto<K, V>(page: Page<K, V>, key: K, value: V, compare: Compare<K>): Page<K, V>[] {
  if (page instanceof Leaf) return insertIntoLeaf(page, key, value, compare);
  const slot = slotFor(page.keys, key, compare);
  const pages = page.pages.slice();
  pages.splice(slot, 1, ...insertInto(page.pages[slot]!, key, value, compare));
  if (pages.length <= PAGE) return [inner(pages)];
  const half = pages.length >> 1;
  return [inner(pages.slice(0, half)), inner(pages.slice(half))];
}

function insertIntoLeaf<K, V>(page: Leaf<K, V>, key: K, value: V, compare: Compare<K>): Leaf<K, V>[] {
  const at = position(page.keys, key, compare);
  const values = page.values.slice();
  if (at < page.keys.length && compare(page.keys[at]!, key) === 0) {
    values[at] = value;
    return [new Leaf(page.keys, values)];
  }
  const keys = page.keys.slice();
  keys.splice(at, 0, key);
  values.splice(at, 0, value);
  if (keys.length <= PAGE) return [new Leaf(keys, values)];
  // Keys mostly arrive in order (push ids, counters): then a full page stays full and the new one takes the rest.
  const half = at === page.keys.length ? PAGE : keys.length >> 1;
  return [new Leaf(keys.slice(0, half), values.slice(0, half)), new Leaf(keys.slice(half), values.slice(half))];
}

function removeFrom<K, V>(page: Page<K, V>, key: K, compare: Compare<K>): Page<K, V> | null {
  if (page instanceof Leaf) {
    const at = position(page.keys, key, compare);
    if (at >= page.keys.length || compare(page.keys[at]!, key) !== 0) return page;
    if (page.keys.length === 1) return null;
    return new Leaf(without(page.keys, at), without(page.values, at));
  }
  const slot = slotFor(page.keys, key, compare);
  const rest = removeFrom(page.pages[slot]!, key, compare);
  if (rest === page.pages[slot]) return page;
  const pages = page.pages.slice();
  if (rest === null) pages.splice(slot, 1);
  else joinSmall(pages, slot, rest);
  return pages.length === 0 ? null : inner(pages);
}

function without<T>(list: readonly T[], at: number): T[] {
  const rest = list.slice();
  rest.splice(at, 1);
  return rest;
}

/** Puts a shrunken page back, merged with its neighbour if both fit one page, so that deletions leave no tiny pages. */
function joinSmall<K, V>(pages: Page<K, V>[], slot: number, page: Page<K, V>): void {
  pages[slot] = page;
  const left = page.keys.length > SMALL ? -1 : slot > 0 ? slot - 1 : slot;
  const a = pages[left];
  const b = pages[left + 1];
  if (left < 0 || a === undefined || b === undefined || a.keys.length + b.keys.length > PAGE) return;
  if (a instanceof Leaf && b instanceof Leaf) {
    pages.splice(left, 2, new Leaf([...a.keys, ...b.keys], [...a.values, ...b.values]));
  } else if (a instanceof Inner && b instanceof Inner) {
    pages.splice(left, 2, inner([...a.pages, ...b.pages]));
  }
}
