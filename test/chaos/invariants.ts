import type { CurrentVersion, ModelRecord } from '@segue/core/contract/stored/model';
import type { VersionRecord } from '@segue/core/contract/stored/version';
import { paths } from '@segue/core/contract/stored/paths';
import { DataOrder, digestOf } from './data-order.js';
import type { MemoryTree } from '../support/memory-tree.js';

/** What must hold after every single write, not only at the end. */
export class Invariants {
  private before: Record<string, ModelRecord>;
  private readonly seen = new Set<string>();

  private readonly order: DataOrder;

  constructor(private readonly tree: MemoryTree) {
    this.order = new DataOrder(tree);
    this.before = this.models();
    for (const [key, { current }] of Object.entries(this.before)) this.seen.add(`${key} ${current.version}`);
  }

  /** @throws if a write breaks an invariant */
  check(written: string[]): void {
    for (const path of written) this.order.note(path);
    for (const path of written) this.checkRows(path);
    if (!written.some((path) => path.startsWith('models') || path.startsWith('versions'))) return;
    const models = this.models();
    for (const [key, model] of Object.entries(models)) {
      if (!('current' in model && 'configuration' in model)) throw new Error(`The model ${key} is half there`);
      this.checkCurrent(key, model, this.before[key]);
    }
    this.before = models;
  }

  /** Rows are removed one by one; whole blocks only if they are not shown (any more, or yet). */
  private checkRows(path: string): void {
    const [root, dataset, version, block, slot] = path.split('/');
    if (root !== 'rows' || block === undefined || slot !== undefined || this.tree.peek(path) !== null) return;
    const shown = this.tree.peek(`${paths.dataset(dataset!).path}/rowsVersion`);
    if (String(shown) === version) throw new Error(`The block ${block} was taken from the rows that are shown`);
  }

  private checkCurrent(key: string, model: ModelRecord, before: ModelRecord | undefined): void {
    const { current } = model;
    if (current.version === undefined) return;
    const version = this.tree.peek(paths.version(key, current.version).path) as VersionRecord | null;
    if (!version) throw new Error(`The current version ${current.version} of ${key} is not there`);
    if (current.version === before?.current.version) return;
    this.checkFlip(key, model, version, before?.current);
  }

  private checkFlip(key: string, model: ModelRecord, version: VersionRecord, before: CurrentVersion | undefined): void {
    const { current } = model;
    const rolledBack = before?.kept?.some((kept) => kept.version === current.version) ?? false;
    if (rolledBack) return;
    if (before?.pinned) throw new Error(`${key} was pinned and has changed all the same`);
    if (current.fence <= (before?.fence ?? 0)) throw new Error(`The fence of ${key} has not risen with its version`);
    if (version.provenance.revision !== model.revision) {
      throw new Error(`${key} shows a version of another configuration`);
    }
    if (digestOf(current.version) === digestOf(before?.version)) {
      throw new Error(`${key} was trained again on what it had been trained on`);
    }
    if (version.provenance.configuration.titles && !this.tree.peek(paths.itemTitles(key, current.version!).path)) {
      throw new Error(`The version ${current.version} of ${key} is shown without its titles`);
    }
    this.order.checkFlip(key, version);
    const id = `${key} ${current.version}`;
    if (this.seen.has(id)) throw new Error(`The version ${id} was published twice`);
    this.seen.add(id);
  }

  private models(): Record<string, ModelRecord> {
    return (this.tree.peek('models') ?? {}) as Record<string, ModelRecord>;
  }
}
