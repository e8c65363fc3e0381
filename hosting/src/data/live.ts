import { signal, type ReadonlySignal } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import { account } from './account.js';
import type { Place } from '@segue/core/contract/stored/path';
import { listen, listenEach } from './database.js';

/** A value of the database that follows it. */
export type Live<T> =
  { state: 'waiting'; value: null } | { state: 'ready'; value: T | null } | { state: 'refused'; value: null };

const waiting = { state: 'waiting', value: null } as const;
const refused = { state: 'refused', value: null } as const;

/**
 * Follows a place of the database while the component is there; `null` follows nothing. A refused listener tries again
 * when another account signs in.
 */
export function useLive<T>(place: Place<T> | null): ReadonlySignal<Live<T>> {
  const live = useMemo(() => signal<Live<T>>(waiting), [place?.path]);
  useEffect(() => (place ? follow(place, live) : undefined), [place?.path]);
  return live;
}

/** Follows the last `last` children of a place while the component is there. */
export function useLiveEach<T>(place: Place<Record<string, T>>, last: number): ReadonlySignal<Live<Map<string, T>>> {
  const live = useMemo(() => signal<Live<Map<string, T>>>(waiting), [place.path, last]);
  useEffect(() => {
    return followBy((report, onRefused) => listenEach(place, { onEntries: report, onRefused, last }), live);
  }, [place.path, last]);
  return live;
}

/** Follows a place into a signal until the returned function is called. */
export function follow<T>(place: Place<T>, live: { value: Live<T> }): () => void {
  return followBy((onValue, onRefused) => listen(place, { onValue, onRefused }), live);
}

function followBy<T>(
  start: (report: (value: T | null) => void, onRefused: () => void) => () => void,
  live: { value: Live<T> },
): () => void {
  const begin = () =>
    start(
      (value) => (live.value = { state: 'ready', value }),
      () => (live.value = refused),
    );
  let stop = begin();
  let uid = account.peek()?.uid;
  const stopWatching = account.subscribe((current) => {
    if (live.value.state === 'refused' && current?.uid !== uid) {
      stop();
      stop = begin();
    }
    uid = current?.uid;
  });
  return () => {
    stop();
    stopWatching();
  };
}
