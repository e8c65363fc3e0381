import { parseEach, parseStored, StoredDataError, type Place } from '@segue/core/contract/stored/path';
import type { Updates } from '@segue/core/contract/stored/updates';
import type { Children, Log, refuse, Transaction, Tree } from '../pipeline/ports.js';
import type { JsonTree } from './json-tree.js';

/** The tree of typed places on top of a tree of JSON: the only place in the functions where read values get a type. */
export class TypedTree implements Tree {
  constructor(
    private readonly json: JsonTree,
    private readonly log: Pick<Log, 'error'>,
  ) {}

  async read<T>(place: Place<T>): Promise<T | null> {
    return parseStored(place, await this.json.read(place.path));
  }

  async keys(place: Place<unknown>): Promise<string[]> {
    return await this.json.keys(place.path);
  }

  async readEach<T>(place: Place<Record<string, T>>): Promise<Children<T>> {
    return this.parseChildren(place, await this.json.read(place.path));
  }

  async find<T>(
    place: Place<Record<string, T>>,
    field: keyof T & string,
    value: string | boolean,
  ): Promise<Children<T>> {
    return this.parseChildren(place, await this.json.find(place.path, field, value));
  }

  async newest<T>(place: Place<Record<string, T>>, count: number): Promise<Children<T>> {
    return this.parseChildren(place, await this.json.newest(place.path, count));
  }

  async write(updates: Updates): Promise<void> {
    await this.json.write(updates);
  }

  async transact<T>(place: Place<T>, change: (current: T | null) => T | typeof refuse): Promise<Transaction<T>> {
    const outcome = await this.json.transact(place.path, (current) => change(parseStored(place, current)));
    const value = parseStored(place, outcome.value);
    if (!outcome.committed) return { committed: false, value };
    if (value === null) throw new StoredDataError(place.path, 'a transaction deleted it');
    return { committed: true, value };
  }

  private parseChildren<T>(place: Place<Record<string, T>>, json: unknown): Children<T> {
    const { entries, failures } = parseEach(place, json);
    for (const { path, message } of failures.values()) {
      this.log.error('Stored data cannot be read', { path, error: message });
    }
    return { entries, unreadable: [...failures.keys()] };
  }
}
