import { computed, effect, signal, type ReadonlySignal, type Signal } from '@preact/signals';
import type { CurrentVersion } from '@segue/core/contract/model';
import { paths } from '@segue/core/contract/paths';
import { isOccupied, settle } from '../../data/occupation.js';
import { follow, type Live } from '../../data/live.js';
import { loadVersion, type LoadedVersion } from '../../data/published-versions.js';
import { readOnce } from '../../data/database.js';

/** A version on screen, with the number people know it by. */
export interface ShownVersion extends LoadedVersion {
  number: number;
  publishedAt: number | null;
}

/** The version that took the place of another while the page was open. */
export interface Switch {
  from: ShownVersion;
  to: ShownVersion;
}

export type SessionState =
  | { phase: 'loading' }
  /** There is no such model, or not for this reader. */
  | { phase: 'missing' }
  | { phase: 'untrained' }
  | { phase: 'failed'; error: unknown }
  | { phase: 'ready'; shown: ShownVersion };

/** A model followed live: which version is shown, which is ready to be, and what the last switch was. */
export interface ModelSession {
  state: ReadonlySignal<SessionState>;
  /** The key of the model in the database, once known. */
  key: ReadonlySignal<string | null>;
  current: ReadonlySignal<CurrentVersion | null>;
  /** Loaded, but not shown as long as the reader is in the middle of something. */
  ready: ReadonlySignal<ShownVersion | null>;
  lastSwitch: Signal<Switch | null>;
  /** Shows what is ready at once. */
  showReady: () => void;
  retry: () => void;
  stop: () => void;
}

/** A version is not shown sooner than this after the one before it. */
const switchPause = 1000;
/** How often it is asked whether the reader is still occupied. */
const occupationPause = 300;

/** Opens a session on a model. `pinned` is the number the address asks for, or `null` to follow. */
export function openSession(modelId: string, pinned: ReadonlySignal<number | null>): ModelSession {
  const key = signal<string | null>(null);
  const state = signal<SessionState>({ phase: 'loading' });
  const ready = signal<ShownVersion | null>(null);
  const lastSwitch = signal<Switch | null>(null);
  const live = signal<Live<CurrentVersion>>({ state: 'waiting', value: null });
  const current = computed(() => live.value.value);
  const cleanups: (() => void)[] = [];
  let stopped = false;
  let switchedAt = -Infinity;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const show = (next: ShownVersion, announced: boolean) => {
    const before = state.value;
    ready.value = null;
    switchedAt = performance.now();
    lastSwitch.value = announced && before.phase === 'ready' ? { from: before.shown, to: next } : null;
    state.value = { phase: 'ready', shown: next };
  };
  const offer = () => {
    clearTimeout(timer);
    const next = ready.value;
    if (!next || stopped) return;
    const wait = Math.max(switchPause - (performance.now() - switchedAt), isOccupied() ? occupationPause : 0);
    if (wait > 0) timer = setTimeout(offer, wait);
    else show(next, true);
  };
  const arrive = async (wanted: Wanted, asked: () => boolean) => {
    const loaded = await loadVersion(key.value!, wanted.version);
    if (stopped || !asked()) return;
    // Gone between being named and being read: the next one is on its way.
    if (!loaded) return;
    const next: ShownVersion = { ...loaded, number: wanted.number, publishedAt: wanted.publishedAt };
    const before = state.value;
    if (before.phase === 'ready' && before.shown.version === next.version) return;
    if (before.phase !== 'ready' || wanted.chosen) return show(next, false);
    ready.value = next;
    offer();
  };
  const start = async () => {
    state.value = { phase: 'loading' };
    const found = await readOnce<string>(paths.modelId(modelId));
    if (stopped) return;
    if (found === null) return void (state.value = { phase: 'missing' });
    key.value = found;
    cleanups.push(follow<CurrentVersion>(paths.current(found), live));
    let round = 0;
    cleanups.push(
      effect(() => {
        const wanted = wantedVersion(live.value, pinned.value);
        const mine = ++round;
        if (wanted === 'waiting') return;
        if (typeof wanted === 'string') return void (state.value = { phase: wanted });
        arrive(wanted, () => mine === round).catch(fail);
      }),
    );
  };
  const fail = (error: unknown) => {
    if (!stopped && state.peek().phase !== 'ready') state.value = { phase: 'failed', error };
  };
  const stop = () => {
    clearTimeout(timer);
    for (const cleanup of cleanups.splice(0)) cleanup();
  };
  const open = () => {
    stop();
    start().catch(fail);
  };
  open();
  return {
    ...{ state, key, current, ready, lastSwitch, retry: open },
    showReady: () => {
      settle();
      if (ready.value) show(ready.value, true);
    },
    stop: () => {
      stopped = true;
      stop();
    },
  };
}

interface Wanted {
  version: string;
  number: number;
  publishedAt: number | null;
  /** The reader has asked for it, so it is shown without a word. */
  chosen: boolean;
}

/** The version that should be on screen. */
function wantedVersion(
  live: Live<CurrentVersion>,
  pinned: number | null,
): Wanted | 'waiting' | 'missing' | 'untrained' {
  if (live.state === 'waiting') return 'waiting';
  const current = live.value;
  if (!current) return 'missing';
  if (current.version === undefined) return 'untrained';
  const kept = pinned === null ? undefined : Object.values(current.kept ?? {}).find(({ number }) => number === pinned);
  if (kept) return { version: kept.version, number: kept.number, publishedAt: kept.publishedAt, chosen: true };
  const { version, number, publishedAt } = current;
  return { version, number, publishedAt: publishedAt ?? null, chosen: false };
}
