import { computed, effect, signal, type ReadonlySignal, type Signal } from '@preact/signals-core';
import type { CurrentVersion } from '@segue/core/contract/stored/model';
import type { Clock, Stop } from './clock.js';
import { waiting, type Live } from './live-value.js';
import type { LoadedVersion } from './published-versions.js';
import { wantedVersion, type ShownVersion, type VersionSwitch, type WantedVersion } from './shown-version.js';

/** The state of a session; the screen draws one of these. */
export type SessionState =
  | { phase: 'loading' }
  /** There is no such model, or the viewer may not see it. */
  | { phase: 'missing' }
  | { phase: 'untrained' }
  /** The wanted version was made while the data set was private, and the viewer is not one of its members. */
  | { phase: 'closed'; number: number }
  /** The model could not be read; `start` tries again. */
  | { phase: 'failed'; error: unknown }
  | { phase: 'ready'; shown: ShownVersion };

/** What a session depends on. */
export interface SessionPorts {
  clock: Clock;
  /** The key under which the database holds a model; `null` where there is no such model. */
  readKey: (model: string) => Promise<string | null>;
  /** Follows the node that names the current version. */
  followCurrent: (key: string, live: Signal<Live<CurrentVersion>>) => Stop;
  /** Loads a version; `null` where it is no longer kept. */
  loadVersion: (key: string, version: string) => Promise<LoadedVersion | null>;
  /** Whether the viewer is in the middle of something that a changing page would disturb. */
  isOccupied: () => boolean;
  /** Treats the viewer's last action as finished. */
  settle: () => void;
}

/** Milliseconds a version is shown before the next replaces it automatically. */
const switchPause = 1000;
/** Milliseconds between two checks whether the viewer is still busy. */
const occupationPause = 300;

/**
 * A live model: which version is shown, which one is ready to replace it, and what the last switch was. The first
 * version, and one the viewer chose, is shown at once; later ones wait while the viewer is busy.
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
  /** Grows with every start and stop: results of an earlier run are dropped. */
  private run = 0;
  /** Grows with every version named: only the latest is shown. */
  private round = 0;

  readonly state: ReadonlySignal<SessionState> = this.states;
  /** The key of the model in the database, once known. */
  readonly key: ReadonlySignal<string | null> = this.keys;
  readonly current: ReadonlySignal<CurrentVersion | null> = computed(() => this.live.value.value);
  /** Loaded, but not shown while the viewer is in the middle of something. */
  readonly ready: ReadonlySignal<ShownVersion | null> = this.waitingVersion;
  /** The last switch the viewer did not ask for, until it is dismissed. */
  readonly lastSwitch: ReadonlySignal<VersionSwitch | null> = this.switches;

  /** `pinned` is the number of the version the address asks for, or `null` to follow the current one. */
  constructor(
    private readonly ports: SessionPorts,
    private readonly model: string,
    private readonly pinned: ReadonlySignal<number | null>,
  ) {}

  /** Starts following, or starts again after a failure. Bound, so that a button can call it. */
  readonly start = (): void => {
    this.stop();
    const run = this.run;
    this.states.value = { phase: 'loading' };
    this.open(run).catch((error: unknown) => this.fail(run, error));
  };

  /** Stops every timer and listener; results that arrive later are ignored. */
  readonly stop = (): void => {
    this.run++;
    this.stopTimer();
    for (const stop of this.stops.splice(0)) stop();
  };

  /** Shows the waiting version at once. */
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
      // The version was deleted between being named and being read: the next one is on its way.
      (loaded) => loaded && run === this.run && round === this.round && this.arrive(loaded, wanted),
      (error: unknown) => (wanted.isForMembers ? this.close(run, wanted.number) : this.fail(run, error)),
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

  /** Shows the waiting version once the one before it has been shown long enough and the viewer is not busy. */
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

  /** Says that there is nothing for the viewer, unless there is an earlier version to show. */
  private close(run: number, number: number): void {
    if (run === this.run && this.states.peek().phase !== 'ready') this.states.value = { phase: 'closed', number };
  }

  /** A failure matters only while there is nothing to show. */
  private fail(run: number, error: unknown): void {
    if (run === this.run && this.states.peek().phase !== 'ready') this.states.value = { phase: 'failed', error };
  }
}
