import { limits } from './limits.js';
import { fromBase64, fromSlices, parseNames, toBase64, toSlices, type Slices } from './slices.js';
import type { ItemTitles, LeftOutRecord } from './stored/version.js';

/** An item of the data that a version leaves out, because it has fewer rows than the model needs. */
export interface LeftOutItem {
  item: string;
  rows: number;
  /** What people call it. Absent if it has no title, or if the reader may not see it. */
  title?: string;
}

/**
 * The items that a version leaves out, as stored beside it: the first of them, as many as the limits allow.
 * @returns `null` if there are none
 */
export function encodeLeftOut(items: readonly LeftOutItem[]): LeftOutRecord | null {
  const some = namedLeftOut(items);
  if (some.length === 0) return null;
  return {
    names: toSlices(JSON.stringify(some.map(({ item }) => item))),
    rows: toSlices(toBase64(Int32Array.from(some, ({ rows }) => rows))),
  };
}

/**
 * The items in such a record, with their titles if these are given.
 * @throws Error if it is not a list of names
 */
export function decodeLeftOut(stored: LeftOutRecord, titles: Slices | null = null): LeftOutItem[] {
  const names = parseNames(stored.names, 'left-out items');
  const rows = new Int32Array(fromBase64(fromSlices(stored.rows)));
  const known = titles ? parseNames(titles, 'titles') : [];
  return names.map((item, at) => ({ item, rows: rows[at]!, ...(known[at] && { title: known[at] }) }));
}

/** Those of the items that a version names: the first, as many as the limits allow. */
export function namedLeftOut(items: readonly LeftOutItem[]): LeftOutItem[] {
  const some = items.slice(0, limits.leftOutItems);
  return some.slice(0, countWithin(some.map(({ item }) => item)));
}

/** Titles with those of the items that the version leaves out, `''` for none: the first, as many as the limits allow. */
export function withLeftOutTitles(titles: ItemTitles, ofLeftOut: readonly string[]): ItemTitles {
  if (ofLeftOut.every((title) => title === '')) return titles;
  return { ...titles, leftOut: toSlices(JSON.stringify(ofLeftOut.slice(0, countWithin(ofLeftOut)))) };
}

/** How many of the texts fit. */
function countWithin(texts: readonly string[]): number {
  const encoder = new TextEncoder();
  let bytes = 0;
  const beyond = texts.findIndex((text) => {
    bytes += encoder.encode(JSON.stringify(text)).length + 1;
    return bytes > limits.leftOutBytes;
  });
  return beyond < 0 ? texts.length : beyond;
}
