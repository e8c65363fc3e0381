import type { CurrentVersion } from '@segue/core/contract/stored/model';
import { paths } from '@segue/core/contract/stored/paths';
import type { VersionRecord } from '@segue/core/contract/stored/version';
import type { WorkState } from '@segue/core/contract/stored/work';
import type { MemoryTree } from '../support/memory-tree.js';

/** What was stored for one model, in order. */
interface Log {
  /** Digests of totals, by basis. */
  totals: Map<string, string[]>;
  /** How many totals of each basis existed when the n-th training was requested. */
  asked: Map<number, Map<string, number>>;
  /** What has been current ever since a fence was issued; undefined if that has changed. */
  began: Map<number, string | undefined>;
  handled: number;
  current: string | undefined;
}

/**
 * Follows totals, requests and versions. Once a request is handled, no version made from older sums than the request's
 * may become current, and no worker trains again what has been current since it started.
 */
export class DataOrder {
  private readonly logs = new Map<string, Log>();

  constructor(private readonly tree: MemoryTree) {}

  /** @throws if a write breaks the order */
  note(path: string): void {
    const [root, key, third, fourth, ...below] = path.split('/');
    // Each write of a total, whole or in parts, contains its stamp once.
    const isTotal = below.length === 0 || below.join('/') === 'head/stamp';
    if (root === 'totals' && key === 'models' && fourth && isTotal) this.noteTotal(third!, fourth);
    else if (root === 'training' && third === 'requested') this.noteRequest(key!);
    else if (root === 'training' && third === 'state') this.noteState(key!);
    else if (root === 'versions' && third) this.noteVersion(key!, third);
    else if (root === 'models' && key) this.noteCurrent(key);
  }

  /** @throws if a version was made from older sums than those of a handled request */
  checkFlip(key: string, { provenance }: VersionRecord): void {
    const { totals, asked, handled } = this.logOf(key);
    const written = totals.get(provenance.basis) ?? [];
    const seen = asked.get(handled)?.get(provenance.basis) ?? 0;
    const last = written.lastIndexOf(provenance.data) + 1;
    if (last > 0 && last < seen) throw new Error(`${key} went back to older data, after newer had been looked at`);
  }

  private noteTotal(key: string, basis: string): void {
    const { totals } = this.logOf(key);
    const digest = this.tree.peek(`${paths.modelTotal(key, basis).path}/head/digest`);
    totals.set(basis, [...(totals.get(basis) ?? []), String(digest)]);
  }

  private noteRequest(key: string): void {
    const { totals, asked } = this.logOf(key);
    const requested = Number(this.tree.peek(`${paths.training(key).path}/requested`));
    asked.set(requested, new Map([...totals].map(([basis, digests]) => [basis, digests.length])));
  }

  private noteState(key: string): void {
    const state = this.tree.peek(`${paths.training(key).path}/state`) as WorkState | null;
    if (!state) return;
    const log = this.logOf(key);
    log.handled = state.handled;
    if (!log.began.has(state.fence)) log.began.set(state.fence, digestOf(this.current(key)?.version));
  }

  private noteVersion(key: string, version: string): void {
    if (this.tree.peek(paths.version(key, version).path) === null) return;
    const before = this.logOf(key).began.get(Number(version.split('-')[1]));
    if (before === digestOf(version)) throw new Error(`${key} was trained again on what it had been trained on`);
  }

  private noteCurrent(key: string): void {
    const log = this.logOf(key);
    const current = digestOf(this.current(key)?.version);
    if (current === log.current) return;
    log.current = current;
    for (const fence of log.began.keys()) log.began.set(fence, undefined);
  }

  private current(key: string): CurrentVersion | null {
    return this.tree.peek(paths.current(key).path) as CurrentVersion | null;
  }

  private logOf(key: string): Log {
    let log = this.logs.get(key);
    if (!log) {
      const current = digestOf(this.current(key)?.version);
      this.logs.set(key, (log = { totals: new Map(), asked: new Map(), began: new Map(), handled: 0, current }));
    }
    return log;
  }
}

/** What a version was made from: its id without the fence. */
export function digestOf(version: string | undefined): string | undefined {
  return version?.split('-')[0];
}
