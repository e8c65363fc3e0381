import { signal, type ReadonlySignal } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import { account } from './account.js';
import { listen } from './database.js';

/** A value of the database that follows it. */
export type Live<T> =
  { state: 'waiting'; value: null } | { state: 'ready'; value: T | null } | { state: 'refused'; value: null };

const waiting = { state: 'waiting', value: null } as const;
const refused = { state: 'refused', value: null } as const;

/**
 * Follows a path of the database while the component is there; `null` follows nothing. A refused listener tries again
 * when another account signs in.
 */
export function useLive<T>(path: string | null, last?: number): ReadonlySignal<Live<T>> {
  const live = useMemo(() => signal<Live<T>>(waiting), [path, last]);
  useEffect(() => (path === null ? undefined : follow(path, live, last)), [path, last]);
  return live;
}

/** Follows a path into a signal until the returned function is called. */
export function follow<T>(path: string, live: { value: Live<T> }, last?: number): () => void {
  let stop = () => {};
  const start = () => {
    stop();
    stop = listen<T>(path, {
      onValue: (value) => (live.value = { state: 'ready', value }),
      onRefused: () => (live.value = refused),
      ...(last === undefined ? {} : { last }),
    });
  };
  let uid: string | undefined;
  const stopWatching = account.subscribe((current) => {
    if (live.value.state === 'refused' && current?.uid !== uid) start();
    uid = current?.uid;
  });
  start();
  return () => {
    stop();
    stopWatching();
  };
}
