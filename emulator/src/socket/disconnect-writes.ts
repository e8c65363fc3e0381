import type { Caller } from '../credentials.js';
import type { Database } from '../database/database.js';
import { isWithin, parsePath, splitPath } from '../tree/paths.js';
import { Failure } from '../failure.js';

/** Writes a client left to be done when its connection ends. */
interface Pending {
  readonly values: Map<string, unknown>;
}

/**
 * The onDisconnect queue of one connection. A later write takes the place of earlier ones at or below its path; what
 * was queued as an update is done as one.
 * https://firebase.google.com/docs/database/web/offline-capabilities#how-ondisconnect-works
 */
export class DisconnectWrites {
  private pending: Pending[] = [];

  /** Queues a set. Throws as the write itself would now. */
  set(database: Database, path: string, json: unknown, caller: Caller): void {
    this.queue(database, new Map([[path, json]]), caller);
  }

  /** Queues an update. Throws as the write itself would now. */
  update(database: Database, path: string, json: unknown, caller: Caller): void {
    if (typeof json !== 'object' || json === null) throw new Failure('invalid_data', 'An update must be an object');
    this.queue(database, new Map(Object.entries(json).map(([key, value]) => [`${path}/${key}`, value])), caller);
  }

  /** Forgets what is queued at a path or below it. */
  cancel(path: string): void {
    const gone = splitPath(path);
    for (const { values } of this.pending) {
      for (const key of values.keys()) if (isWithin(splitPath(key), gone)) values.delete(key);
    }
    this.pending = this.pending.filter(({ values }) => values.size > 0);
  }

  /** Does all of it; what rules now refuse is left out. */
  run(database: Database, caller: Caller): void {
    for (const { values } of this.pending) {
      try {
        database.update('', Object.fromEntries(values), caller);
      } catch (error) {
        // Nobody is left to be told.
        if (!(error instanceof Failure)) throw error;
      }
    }
    this.pending = [];
  }

  private queue(database: Database, values: Map<string, unknown>, caller: Caller): void {
    for (const path of values.keys()) parsePath(path.replace(/\/\.priority$/, ''));
    database.judgeUpdate('', Object.fromEntries(values), caller);
    for (const path of values.keys()) this.cancel(path);
    this.pending.push({ values });
  }
}
