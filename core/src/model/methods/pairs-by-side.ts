import type { Interactions } from '../sparse.js';

/** The pairs of one side (users or items) by its index: those from `starts[x]` up to `starts[x + 1]` belong to x. */
export interface PairsBySide {
  /** Length of the side + 1. */
  readonly starts: Int32Array;
  /** The index on the other side, ascending for each x. */
  readonly others: Int32Array;
  /** The entry of the interactions. */
  readonly entries: Int32Array;
}

/** Interactions by user and by item, by a counting sort. */
export function pairsBySide({ users, items, row, col }: Interactions): { byUser: PairsBySide; byItem: PairsBySide } {
  const inOrder = row.map((_, entry) => entry);
  const sortedBy = (keys: Int32Array, size: number, from: Int32Array) => {
    const starts = new Int32Array(size + 1);
    for (const key of keys) starts[key + 1]!++;
    for (let key = 0; key < size; key++) starts[key + 1]! += starts[key]!;
    const next = starts.slice();
    const entries = new Int32Array(from.length);
    for (const entry of from) entries[next[keys[entry]!]!++] = entry;
    return { starts, entries };
  };
  const side = (keys: Int32Array, size: number, others: Int32Array, otherSize: number): PairsBySide => {
    const { starts, entries } = sortedBy(keys, size, sortedBy(others, otherSize, inOrder).entries);
    return { starts, entries, others: entries.map((entry) => others[entry]!) };
  };
  return { byUser: side(row, users, col, items), byItem: side(col, items, row, users) };
}
