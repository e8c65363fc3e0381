import type { Updates } from '@segue/core/contract/stored/updates';

/**
 * The Realtime Database as a tree of JSON, operation by operation. Paths have no leading slash. Results are unchecked;
 * `TypedTree` gives them their types.
 */
export interface JsonTree {
  /** The value at a path; `null` if there is none. */
  read(path: string): Promise<unknown>;
  /** The child keys at a path, without reading what is below them. */
  keys(path: string): Promise<string[]>;
  /** The children of a path whose child `field` equals `value`. Needs an index in the rules. */
  find(path: string, field: string, value: string | boolean): Promise<Record<string, unknown>>;
  /** The last `count` children of a path by key. */
  newest(path: string, count: number): Promise<Record<string, unknown>>;
  /** Writes several paths at once, all or none. `null` deletes; `{'.sv': {increment: n}}` adds on the server. */
  write(updates: Updates): Promise<void>;
  /**
   * Changes one small node. Calls `change` with the current value, again if the value changes before the result is
   * stored. Returning `refuse` leaves the node as it is.
   */
  transact(path: string, change: (current: unknown) => unknown): Promise<JsonTransaction>;
}

/** How a transaction ended, with the node's value afterwards. */
export interface JsonTransaction {
  committed: boolean;
  value: unknown;
}
