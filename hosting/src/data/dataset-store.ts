import { signal, type ReadonlySignal } from '@preact/signals-core';
import type { DatasetView } from '@segue/core/contract/api/datasets';
import type { DatasetRecord } from '@segue/core/contract/stored/dataset';
import type { Clock, Stop } from './clock.js';
import { sharesPrivate } from './standing.js';

/** What following a data set depends on. Every listener reports the present value at once, then every change. */
export interface DatasetPorts {
  clock: Clock;
  loadDataset: (id: string) => Promise<DatasetView>;
  /** `onRefused` is called where the viewer may not read it, or may no longer. */
  followRecord: (id: string, onRecord: (record: DatasetRecord | null) => void, onRefused: () => void) => Stop;
  /** One counter per block: it grows with every write, even one made without our code. */
  followBlocks: (id: string, rowsVersion: number, onChange: () => void) => Stop;
  /** The changes that this viewer may see: all of them, or those made while the data set was public. */
  followHistory: (id: string, isMember: boolean, onChange: () => void) => Stop;
}

/** Milliseconds during which changes are collected before the next request. */
const collectFor = 120;
/** Milliseconds between two requests while the profile is being counted. */
const profilePause = 900;

/** A live data set: its record, its blocks' counters and its history tell it when to ask the API again. */
export class DatasetStore {
  private readonly views = signal<DatasetView | null>(null);
  private readonly failures = signal<unknown>(null);
  private readonly changeCount = signal(0);
  private stopRecord: Stop = () => {};
  private stopBlocks: Stop = () => {};
  private stopHistory: Stop = () => {};
  private stopCollecting: Stop = () => {};
  private stopPolling: Stop = () => {};
  /** The rows version whose blocks are being followed. */
  private followed: number | undefined;
  /** Whether the history followed is that of members; `undefined` while none is. */
  private followedAsMember: boolean | undefined;
  /** Grows with every request and on stop: only the reply to the latest request counts. */
  private round = 0;

  /** The last description read; `null` until there is one. */
  readonly view: ReadonlySignal<DatasetView | null> = this.views;
  /** Why the last request failed; `null` once one succeeds. The view before it stays. */
  readonly failure: ReadonlySignal<unknown> = this.failures;
  /** Grows whenever rows may have changed; components that show rows then load them again. */
  readonly changes: ReadonlySignal<number> = this.changeCount;

  constructor(
    private readonly ports: DatasetPorts,
    private readonly id: string,
  ) {}

  /** Starts following, or starts anew when another account has signed in: the database ends what an account may not read. */
  start(): void {
    this.stop();
    const { ports, id } = this;
    const onLaterRecord = afterFirst(this.collect);
    this.stopRecord = ports.followRecord(
      id,
      (record) => {
        onLaterRecord();
        this.followBlocksOf(record);
      },
      this.collect,
    );
    void this.load();
  }

  /** Asks again at once. Bound, so that a button can call it. */
  readonly refresh = (): void => {
    this.changeCount.value++;
    void this.load();
  };

  /** Stops every timer and listener; replies that arrive later are ignored. */
  readonly stop = (): void => {
    this.round++;
    this.stopCollecting();
    this.stopPolling();
    this.stopRecord();
    this.stopBlocks();
    this.stopHistory();
    this.followed = undefined;
    this.followedAsMember = undefined;
  };

  private followBlocksOf(record: DatasetRecord | null): void {
    if (record?.rowsVersion === undefined || record.rowsVersion === this.followed) return;
    this.followed = record.rowsVersion;
    this.stopBlocks();
    this.stopBlocks = this.ports.followBlocks(this.id, this.followed, afterFirst(this.collect));
  }

  private followHistoryOf({ standing }: DatasetView): void {
    const isMember = sharesPrivate(standing);
    if (isMember === this.followedAsMember) return;
    this.followedAsMember = isMember;
    this.stopHistory();
    this.stopHistory = this.ports.followHistory(this.id, isMember, afterFirst(this.collect));
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
      this.followHistoryOf(loaded);
      if (loaded.profile === 'pending') this.stopPolling = this.ports.clock.after(profilePause, () => void this.load());
    } catch (error) {
      if (mine === this.round) this.failures.value = error;
    }
  }
}

/** Skips the first call: a listener first reports what is already there. */
function afterFirst(act: () => void): () => void {
  let first = true;
  return () => {
    if (!first) act();
    first = false;
  };
}
