/**
 * What the use cases need of the outside world. Each method of `Tree` is one operation of the database, so that a
 * test can delay, repeat or lose every single one of them.
 */
import type { Place } from '@segue/core/contract/stored/path';
import type { Updates } from '@segue/core/contract/stored/updates';

/** The database as a tree of typed places. What is read has been checked against its schema. */
export interface Tree {
  /**
   * What lies at a place; `null` where nothing does.
   * @throws StoredDataError where it is not what this release stores there
   */
  read<T>(place: Place<T>): Promise<T | null>;
  /** The child keys at a place, without reading what is below them. */
  keys(place: Place<unknown>): Promise<string[]>;
  /** The children of a place, each checked by itself: one that cannot be read takes no other with it. */
  readEach<T>(place: Place<Record<string, T>>): Promise<Children<T>>;
  /** The children of a place whose child `field` equals `value`. Needs an index in the rules. */
  find<T>(place: Place<Record<string, T>>, field: keyof T & string, value: string | boolean): Promise<Children<T>>;
  /** The last `count` children of a place by key. */
  newest<T>(place: Place<Record<string, T>>, count: number): Promise<Children<T>>;
  /** Writes several paths at once, all or none. */
  write(updates: Updates): Promise<void>;
  /**
   * Changes one small node: `change` is called with what is there until its result could be stored on exactly that.
   * Returning `refuse` leaves the node as it is.
   */
  transact<T>(place: Place<T>, change: (current: T | null) => T | typeof refuse): Promise<Transaction<T>>;
}

/** Children by key. */
export interface Children<T> {
  entries: Map<string, T>;
  /** Keys of children that are not what this release stores there. They exist, and are to be left alone. */
  unreadable: string[];
}

/** How a transaction ended, with the node's value afterwards. */
export type Transaction<T> = { committed: true; value: T } | { committed: false; value: T | null };

/** What `change` returns to leave a node alone. */
export const refuse: unique symbol = Symbol('refuse');

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

/** Blocks of a data set to be counted by another worker: `from` up to, but not including, `to`. */
export interface CountTask {
  dataset: string;
  rowsVersion: number;
  from: number;
  to: number;
}

/**
 * Where a recount hands out blocks, to be counted at the same time by other workers. A task may be run twice, late or
 * never: summaries say what was counted, not the queue.
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
