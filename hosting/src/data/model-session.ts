import { computed, effect, signal, type ReadonlySignal, type Signal } from '@preact/signals-core';
import type { CurrentVersion } from '@segue/core/contract/stored/model';
import type { Clock, Stop } from './clock.js';
import { waiting, type Live } from './live-value.js';
import type { LoadedVersion } from './published-versions.js';
import { wantedVersion, type ShownVersion, type VersionSwitch, type WantedVersion } from './shown-version.js';

/** Where a session stands; a screen draws one of these. */
export type SessionState =
  | { phase: 'loading' }
  /** There is no such model, or not for this reader. */
  | { phase: 'missing' }
  | { phase: 'untrained' }
  /** The model could not be read; `retry` begins again. */
  | { phase: 'failed'; error: unknown }
  | { phase: 'ready'; shown: ShownVersion };

/** What a session needs from outside. */
export interface SessionPorts {
  clock: Clock;
  /** The key under which the database holds a model; `null` where there is no such model. */
  readKey: (model: string) => Promise<string | null>;
  /** Follows the node that names the current version. */
  followCurrent: (key: string, live: Signal<Live<CurrentVersion>>) => Stop;
  /** Loads a version; `null` where it is no longer kept. */
  loadVersion: (key: string, version: string) => Promise<LoadedVersion | null>;
  /** Whether the reader is busy with something that a moving page would disturb. */
  isOccupied: () => boolean;
  /** Takes the reader's last act as done. */
  settle: () => void;
}

/** Milliseconds a version is shown at least, before the next takes its place by itself. */
const switchPause = 1000;
/** Milliseconds between two looks at whether the reader is still occupied. */
const occupationPause = 300;

/**
 * A model followed live: which version is shown, which one is ready to be, and what the last switch was. The first
 * version, and one the reader chose, is shown at once; a later one waits while the reader is occupied.
 */
export class ModelSession {
  private readonly states = signal<SessionState>({ phase: 'loading' });
  private readonly keys = signal<string | null>(null);
  private readonly live = signal<Live<CurrentVersion>>(waiting);
  private readonly waitingVersion = signal<ShownVersion | null>(null);
  private readonly switches = signal<VersionSwitch | null>(null);
  private stops: Stop[] = [];
  private stopTimer: Stop = () => {};
  private switchedAt = -Infinity;
  /** Grows with every start and stop: what an earlier run still waits for is dropped. */
  private run = 0;
  /** Grows with every version named: only the last is shown. */
  private round = 0;

  readonly state: ReadonlySignal<SessionState> = this.states;
  /** The key of the model in the database, once known. */
  readonly key: ReadonlySignal<string | null> = this.keys;
  readonly current: ReadonlySignal<CurrentVersion | null> = computed(() => this.live.value.value);
  /** Loaded, but not shown as long as the reader is in the middle of something. */
  readonly ready: ReadonlySignal<ShownVersion | null> = this.waitingVersion;
  /** The last switch the reader did not ask for, until it is dismissed. */
  readonly lastSwitch: ReadonlySignal<VersionSwitch | null> = this.switches;

  /** `pinned` is the number of the version the address asks for, or `null` to follow the current one. */
  constructor(
    private readonly ports: SessionPorts,
    private readonly model: string,
    private readonly pinned: ReadonlySignal<number | null>,
  ) {}

  /** Begins to follow, again after a failure. Bound, so that a button can call it. */
  readonly start = (): void => {
    this.stop();
    const run = this.run;
    this.states.value = { phase: 'loading' };
    this.open(run).catch((error: unknown) => this.fail(run, error));
  };

  /** Ends every timer and listener; what is still being read changes nothing any more. */
  readonly stop = (): void => {
    this.run++;
    this.stopTimer();
    for (const stop of this.stops.splice(0)) stop();
  };

  /** Shows the version that waits, without waiting. */
  readonly showReady = (): void => {
    this.ports.settle();
    const next = this.waitingVersion.peek();
    if (next) this.show(next, true);
  };

  /** Forgets the last switch. */
  dismissSwitch(): void {
    this.switches.value = null;
  }

  private async open(run: number): Promise<void> {
    const key = await this.ports.readKey(this.model);
    if (run !== this.run) return;
    if (key === null) {
      this.states.value = { phase: 'missing' };
      return;
    }
    this.keys.value = key;
    this.stops.push(
      this.ports.followCurrent(key, this.live),
      effect(() => this.follow(run, key, wantedVersion(this.live.value, this.pinned.value))),
    );
  }

  private follow(run: number, key: string, wanted: ReturnType<typeof wantedVersion>): void {
    const round = ++this.round;
    if (wanted === 'waiting') return;
    if (typeof wanted === 'string') {
      this.states.value = { phase: wanted };
      return;
    }
    this.ports.loadVersion(key, wanted.version).then(
      // A version that is gone between being named and being read: the next one is on its way.
      (loaded) => loaded && run === this.run && round === this.round && this.arrive(loaded, wanted),
      (error: unknown) => this.fail(run, error),
    );
  }

  private arrive(loaded: LoadedVersion, { number, publishedAt, chosen }: WantedVersion): void {
    const next: ShownVersion = { ...loaded, number, publishedAt };
    const before = this.states.peek();
    if (before.phase === 'ready' && before.shown.version === next.version) return;
    if (before.phase !== 'ready' || chosen) return this.show(next, false);
    this.waitingVersion.value = next;
    this.offer();
  }

  /** Shows the version that waits, once the one before has been seen and the reader is not occupied. */
  private offer(): void {
    const { clock, isOccupied } = this.ports;
    this.stopTimer();
    const next = this.waitingVersion.peek();
    if (!next) return;
    const wait = Math.max(switchPause - (clock.now() - this.switchedAt), isOccupied() ? occupationPause : 0);
    if (wait > 0) this.stopTimer = clock.after(wait, () => this.offer());
    else this.show(next, true);
  }

  private show(next: ShownVersion, announced: boolean): void {
    const before = this.states.peek();
    this.waitingVersion.value = null;
    this.switchedAt = this.ports.clock.now();
    this.switches.value = announced && before.phase === 'ready' ? { from: before.shown, to: next } : null;
    this.states.value = { phase: 'ready', shown: next };
  }

  /** A failure matters only as long as there is nothing to show. */
  private fail(run: number, error: unknown): void {
    if (run === this.run && this.states.peek().phase !== 'ready') this.states.value = { phase: 'failed', error };
  }
}
