import { signal, type ReadonlySignal, type Signal } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import type { Place } from '@segue/core/contract/stored/path';
import { account } from './account.js';
import type { Stop } from './clock.js';
import { listen, listenEach } from './database.js';
import { followInto, waiting, type Live } from './live-value.js';

/**
 * Follows a place of the database while the component is mounted; `null` follows nothing. A refused listener tries
 * again when another account signs in.
 */
export function useLive<T>(place: Place<T> | null): ReadonlySignal<Live<T>> {
  const live = useMemo(() => signal<Live<T>>(waiting), [place?.path]);
  useEffect(() => (place ? follow(place, live) : undefined), [place?.path]);
  return live;
}

/** Follows the last `last` children of a place while the component is mounted; `null` follows nothing. */
export function useLiveEach<T>(
  place: Place<Record<string, T>> | null,
  last: number,
): ReadonlySignal<Live<Map<string, T>>> {
  const live = useMemo(() => signal<Live<Map<string, T>>>(waiting), [place?.path, last]);
  useEffect(() => {
    if (!place) return;
    return followInto(live, {
      listen: ({ onValue, onRefused }) => listenEach(place, { onEntries: onValue, onRefused, last }),
      account,
    });
  }, [place?.path, last]);
  return live;
}

/** Keeps a signal up to date with a place until the returned function is called. */
export function follow<T>(place: Place<T>, live: Signal<Live<T>>): Stop {
  return followInto(live, { listen: (listener) => listen(place, listener), account });
}
