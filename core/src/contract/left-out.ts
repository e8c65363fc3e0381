import { limits } from './limits.js';
import { fromBase64, fromSlices, parseNames, toBase64, toSlices } from './published-model.js';
import type { LeftOutRecord } from './stored/version.js';

/** An item of the data that a version leaves out, because it has fewer rows than the model needs. */
export interface LeftOutItem {
  item: string;
  rows: number;
}

/**
 * The items that a version leaves out, as stored beside it: the first of them, as many as the limits allow.
 * @returns `null` if there are none
 */
export function encodeLeftOut(items: readonly LeftOutItem[]): LeftOutRecord | null {
  const some = withinLimits(items);
  if (some.length === 0) return null;
  return {
    names: toSlices(JSON.stringify(some.map(({ item }) => item))),
    rows: toSlices(toBase64(Int32Array.from(some, ({ rows }) => rows))),
  };
}

/**
 * The items in such a record.
 * @throws Error if it is not a list of names with as many counts
 */
export function decodeLeftOut(stored: LeftOutRecord): LeftOutItem[] {
  const names = parseNames(stored.names, 'left-out items');
  const rows = new Int32Array(fromBase64(fromSlices(stored.rows)));
  return names.map((item, at) => ({ item, rows: rows[at]! }));
}

function withinLimits(items: readonly LeftOutItem[]): LeftOutItem[] {
  const encoder = new TextEncoder();
  const some: LeftOutItem[] = [];
  let bytes = 0;
  for (const each of items.slice(0, limits.leftOutItems)) {
    bytes += encoder.encode(JSON.stringify(each.item)).length + 1;
    if (bytes > limits.leftOutBytes) break;
    some.push(each);
  }
  return some;
}
