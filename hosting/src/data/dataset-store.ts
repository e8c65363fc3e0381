import { signal, type ReadonlySignal } from '@preact/signals-core';
import type { DatasetView } from '@segue/core/contract/api/datasets';
import type { DatasetRecord } from '@segue/core/contract/stored/dataset';
import type { Clock, Stop } from './clock.js';

/** What following a data set needs from outside. Every listener reports what is there at once, then every change. */
export interface DatasetPorts {
  clock: Clock;
  loadDataset: (id: string) => Promise<DatasetView>;
  followRecord: (id: string, onRecord: (record: DatasetRecord | null) => void) => Stop;
  /** One counter a block: it grows with every write, also one made past our code. */
  followBlocks: (id: string, rowsVersion: number, onChange: () => void) => Stop;
  followHistory: (id: string, onChange: () => void) => Stop;
}

/** Milliseconds that changes are collected before they are looked at. */
const collectFor = 120;
/** Milliseconds between two looks while the profile is being counted. */
const profilePause = 900;

/** A data set followed live: its record, its blocks' counters and its history say when to ask the API again. */
export class DatasetStore {
  private readonly views = signal<DatasetView | null>(null);
  private readonly failures = signal<unknown>(null);
  private readonly changeCount = signal(0);
  private stops: Stop[] = [];
  private stopBlocks: Stop = () => {};
  private stopCollecting: Stop = () => {};
  private stopPolling: Stop = () => {};
  /** The rows version whose blocks are followed. */
  private followed: number | undefined;
  /** Grows with every request and with a stop: only the reply to the last one counts. */
  private round = 0;

  /** The last description that was read; `null` until the first is. */
  readonly view: ReadonlySignal<DatasetView | null> = this.views;
  /** Why the last request failed; `null` once one succeeds. The view before it stays. */
  readonly failure: ReadonlySignal<unknown> = this.failures;
  /** Grows whenever rows may have changed; who shows rows asks for them again. */
  readonly changes: ReadonlySignal<number> = this.changeCount;

  constructor(
    private readonly ports: DatasetPorts,
    private readonly id: string,
  ) {}

  /** Begins to follow. Called once. */
  start(): void {
    const { ports, id } = this;
    const onLaterRecord = afterFirst(this.collect);
    this.stops = [
      ports.followRecord(id, (record) => {
        onLaterRecord();
        this.followBlocksOf(record);
      }),
      ports.followHistory(id, afterFirst(this.collect)),
    ];
    void this.load();
  }

  /** Asks again at once. Bound, so that a button can call it. */
  readonly refresh = (): void => {
    this.changeCount.value++;
    void this.load();
  };

  /** Ends every timer and listener; a reply that is still under way changes nothing any more. */
  readonly stop = (): void => {
    this.round++;
    this.stopCollecting();
    this.stopPolling();
    this.stopBlocks();
    for (const stop of this.stops.splice(0)) stop();
  };

  private followBlocksOf(record: DatasetRecord | null): void {
    if (record?.rowsVersion === undefined || record.rowsVersion === this.followed) return;
    this.followed = record.rowsVersion;
    this.stopBlocks();
    this.stopBlocks = this.ports.followBlocks(this.id, this.followed, afterFirst(this.collect));
  }

  private readonly collect = (): void => {
    this.stopCollecting();
    this.stopCollecting = this.ports.clock.after(collectFor, this.refresh);
  };

  private async load(): Promise<void> {
    const mine = ++this.round;
    this.stopPolling();
    try {
      const loaded = await this.ports.loadDataset(this.id);
      if (mine !== this.round) return;
      this.views.value = loaded;
      this.failures.value = null;
      if (loaded.profile === 'pending') this.stopPolling = this.ports.clock.after(profilePause, () => void this.load());
    } catch (error) {
      if (mine === this.round) this.failures.value = error;
    }
  }
}

/** Skips the first call: what a listener reports at once is what is there already. */
function afterFirst(act: () => void): () => void {
  let first = true;
  return () => {
    if (!first) act();
    first = false;
  };
}
