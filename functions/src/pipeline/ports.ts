/**
 * What the use cases need from the outside world. Each method of `Tree` is one database operation, so a test can delay,
 * repeat or lose any one of them.
 */
import type { Place } from '@segue/core/contract/stored/path';
import type { Updates } from '@segue/core/contract/stored/updates';

/** The database as a tree of typed places. Every value read is checked against its schema. */
export interface Tree {
  /**
   * The value at a place, or `null` if there is none.
   * @throws StoredDataError if the value is not what this release stores there
   */
  read<T>(place: Place<T>): Promise<T | null>;
  /** The child keys at a place, without reading what is below them. */
  keys(place: Place<unknown>): Promise<string[]>;
  /** The children of a place, each checked on its own: an unreadable child does not affect the others. */
  readEach<T>(place: Place<Record<string, T>>): Promise<Children<T>>;
  /** The children of a place whose child `field` equals `value`. Needs an index in the rules. */
  find<T>(place: Place<Record<string, T>>, field: keyof T & string, value: string | boolean): Promise<Children<T>>;
  /** The last `count` children of a place by key. */
  newest<T>(place: Place<Record<string, T>>, count: number): Promise<Children<T>>;
  /** Writes several paths at once, all or none. */
  write(updates: Updates): Promise<void>;
  /**
   * Changes one small node. Calls `change` with the current value, again if the value changes before the result is
   * stored. Returning `refuse` leaves the node as it is.
   */
  transact<T>(place: Place<T>, change: (current: T | null) => T | typeof refuse): Promise<Transaction<T>>;
}

/** Children by key. */
export interface Children<T> {
  entries: Map<string, T>;
  /** Keys of children that are not what this release stores there. They exist; leave them alone. */
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

/** Blocks of a data set for another worker to count: `from` up to, but not including, `to`. */
export interface CountTask {
  dataset: string;
  rowsVersion: number;
  from: number;
  to: number;
}

/**
 * Where a recount hands out blocks for other workers to count in parallel. A task may run twice, late or never: the
 * summaries say what was counted, not the queue.
 */
export interface CountQueue {
  /** A recount hands out its dirty blocks if there are more than this. */
  above: number;
  /** Blocks per task. */
  blocksPerTask: number;
  /** @throws if the queue does not accept the task */
  enqueue(task: CountTask): Promise<void>;
}

/** The accounts of Firebase Authentication. */
export interface Accounts {
  /** Deletes an account; one that is gone stays gone. */
  remove(uid: string): Promise<void>;
}

/** Everything a use case is given. */
export interface Context {
  tree: Tree;
  clock: Clock;
  log: Log;
  /** How often one model may be trained a day; stops a runaway. */
  trainingsPerDay: number;
  /** How long a lease lasts, in seconds. */
  leaseSeconds: number;
  /** How many dirty blocks one round of a recount reads. */
  blocksPerRecount: number;
  /** The most characters of merged interactions that this machine trains on; absent if it trains any model. */
  largestTotal?: number;
  /** Absent if there is no queue: a recount then reads everything itself. */
  countQueue?: CountQueue;
  /** Absent where none is deleted: in the command line. */
  accounts?: Accounts;
  /** A new unique key of letters and digits. */
  newKey(): string;
}
