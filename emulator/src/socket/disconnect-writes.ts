import type { Caller } from '../credentials.js';
import type { Database } from '../database/database.js';
import { isWithin, parsePath, splitPath } from '../tree/paths.js';
import { RequestFailure } from '../failure.js';
import { isRecord } from '../is-record.js';

/** Writes that a client queued for when its connection ends. */
interface Pending {
  readonly values: Map<string, unknown>;
}

/**
 * The onDisconnect queue of one connection. A later write replaces earlier ones at or below its path; what was queued
 * as one update is performed as one.
 * https://firebase.google.com/docs/database/web/offline-capabilities#how-ondisconnect-works
 */
export class DisconnectWrites {
  private pending: Pending[] = [];

  /** Queues a set. Throws whatever the write would throw now. */
  set(database: Database, path: string, json: unknown, caller: Caller): void {
    this.queue(database, new Map([[path, json]]), caller);
  }

  /** Queues an update. Throws whatever the write would throw now. */
  update(database: Database, path: string, json: unknown, caller: Caller): void {
    if (!isRecord(json)) throw new RequestFailure('invalid_data', 'An update must be an object');
    this.queue(database, new Map(Object.entries(json).map(([key, value]) => [`${path}/${key}`, value])), caller);
  }

  /**
   * Cancels what is queued at a path or below it. If a value is queued above the path, its other children stay queued,
   * each set on its own, so that the data at the path is left alone. Throws `invalid_parameters` for an invalid path.
   */
  cancel(path: string): void {
    checkPath(path);
    const gone = splitPath(path);
    for (const pending of this.pending) {
      for (const [key, value] of [...pending.values]) {
        const at = splitPath(key);
        if (isWithin(at, gone)) pending.values.delete(key);
        else if (isWithin(gone, at)) splitValue(pending.values, key, value, gone.slice(at.length));
      }
    }
    this.pending = this.pending.filter(({ values }) => values.size > 0);
  }

  /** Performs all queued writes except those that rules now refuse. */
  run(database: Database, caller: Caller): void {
    for (const { values } of this.pending) {
      try {
        database.update('', Object.fromEntries(values), caller);
      } catch (error) {
        // There is no client left to report it to.
        if (!(error instanceof RequestFailure)) throw error;
      }
    }
    this.pending = [];
  }

  private queue(database: Database, values: Map<string, unknown>, caller: Caller): void {
    for (const path of values.keys()) checkPath(path);
    database.judgeUpdate('', Object.fromEntries(values), caller);
    for (const path of values.keys()) this.forget(splitPath(path));
    this.pending.push({ values });
  }

  /** A later write replaces earlier ones at or below its path. */
  private forget(replaced: readonly string[]): void {
    for (const { values } of this.pending) {
      for (const key of values.keys()) if (isWithin(splitPath(key), replaced)) values.delete(key);
    }
    this.pending = this.pending.filter(({ values }) => values.size > 0);
  }
}

function checkPath(path: string): void {
  parsePath(path.replace(/\/\.priority$/, ''));
}

/** Replaces a queued value with its children, except the one that `gone` leads to. A value without children stays. */
function splitValue(values: Map<string, unknown>, path: string, value: unknown, gone: readonly string[]): void {
  if (typeof value !== 'object' || value === null || '.value' in value || '.sv' in value) return;
  values.delete(path);
  for (const [key, child] of Object.entries(value)) {
    if (key === '.priority') continue;
    const at = `${path}/${key}`;
    if (key !== gone[0]) values.set(at, child);
    else if (gone.length > 1) {
      values.set(at, child);
      splitValue(values, at, child, gone.slice(1));
    }
  }
}
