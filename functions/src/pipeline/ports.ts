/**
 * What the use cases need of the outside world. Each method of `Tree` is one operation of the database, so that a
 * test can delay, repeat or lose every single one of them.
 */

/** The database as a tree of JSON. Paths have no leading slash. */
export interface Tree {
  /** The value at a path; `null` where there is none. */
  read(path: string): Promise<unknown>;
  /** The child keys at a path, without reading what is below them. */
  keys(path: string): Promise<string[]>;
  /** The children of a path whose child `name` equals `value`. Needs an index in the rules. */
  find(path: string, name: string, value: string | boolean): Promise<Record<string, unknown>>;
  /** The last `count` children of a path by key. */
  newest(path: string, count: number): Promise<Record<string, unknown>>;
  /** Writes several paths at once, all or none. `null` deletes; `increment(n)` adds on the server. */
  write(updates: Updates): Promise<void>;
  /**
   * Changes one small node: `change` is called with what is there until its result could be stored on exactly that.
   * Returning `refuse` leaves the node as it is.
   */
  transact(path: string, change: (current: unknown) => unknown): Promise<Transaction>;
}

/** Paths and their new values. */
export type Updates = Record<string, unknown>;

/** How a transaction ended, with the node's value afterwards. */
export interface Transaction {
  committed: boolean;
  value: unknown;
}

/** What `change` returns to leave a node alone. */
export const refuse: unique symbol = Symbol('refuse');

/** A server-side addition; a counter that only ever grows this way cannot lose a write. */
export function increment(by: number): unknown {
  return { '.sv': { increment: by } };
}

/** The time, and waiting. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  sleep(milliseconds: number): Promise<void>;
}

/** Notes for the operator; see `log.ts` for the vocabulary. */
export interface Log {
  info(message: string, details?: Record<string, unknown>): void;
  error(message: string, details?: Record<string, unknown>): void;
}

/** Blocks of a data set to be counted by somebody else: `from` up to, but not with, `to`. */
export interface CountTask {
  dataset: string;
  rowsVersion: number;
  from: number;
  to: number;
}

/**
 * Where a recount hands out blocks, to be counted at the same time by others. A task may be run twice, late or never:
 * what was counted the summaries say, not the queue.
 */
export interface CountQueue {
  /** Dirty blocks above which a recount hands them out. */
  above: number;
  /** Blocks of one task. */
  blocksPerTask: number;
  /** @throws where the queue does not take it */
  enqueue(task: CountTask): Promise<void>;
}

/** Everything a use case is given. */
export interface Context {
  tree: Tree;
  clock: Clock;
  log: Log;
  /** How often one model may be trained on one day: what stops a runaway. */
  trainingsPerDay: number;
  /** How long a lease lasts. */
  leaseSeconds: number;
  /** Dirty blocks that one round of a recount reads. */
  blocksPerRecount: number;
  /** Characters of merged interactions above which this machine trains no model; absent where it trains any. */
  largestTotal?: number;
  /** Absent where there is no queue: a recount then reads everything itself. */
  countQueue?: CountQueue;
  /** Letters and digits that were never given out before. */
  newKey(): string;
}

/** `transact` with the node's type said. */
export async function transactOn<T>(
  tree: Tree,
  path: string,
  change: (current: T | null) => T | null | typeof refuse,
): Promise<{ committed: boolean; value: T | null }> {
  const outcome = await tree.transact(path, (current) => change(current as T | null));
  return { committed: outcome.committed, value: outcome.value as T | null };
}

/** Whether a key is a number as our code writes it. Others may write `00`, `-1` or `5e-1`, which are no block and no row. */
export function isNumberKey(key: string): boolean {
  return /^(?:0|[1-9]\d*)$/.test(key);
}

/**
 * A node of numbered children as pairs, without children of other keys: the database gives it back as an array where
 * the keys are dense.
 */
export function numbered(value: unknown): [number, unknown][] {
  if (value === null || value === undefined) return [];
  return Object.entries(value as Record<string, unknown>)
    .filter(([key, child]) => isNumberKey(key) && child !== null && child !== undefined)
    .map(([key, child]) => [Number(key), child]);
}
