import { signal, type ReadonlySignal, type Signal } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import { account } from './account.js';
import type { Stop } from './clock.js';
import { listen } from './database.js';
import { followInto, waiting, type Live } from './live-value.js';

/**
 * Follows a path of the database while the component is there; `null` follows nothing. A refused listener tries again
 * when another account signs in.
 */
export function useLive<T>(path: string | null, last?: number): ReadonlySignal<Live<T>> {
  const live = useMemo(() => signal<Live<T>>(waiting), [path, last]);
  useEffect(() => (path === null ? undefined : follow(path, live, last)), [path, last]);
  return live;
}

/** Follows a path of the database into a signal; `last` asks for the last so many children only. */
export function follow<T>(path: string, live: Signal<Live<T>>, last?: number): Stop {
  const bound = last === undefined ? {} : { last };
  return followInto(live, { listen: (listener) => listen<T>(path, { ...listener, ...bound }), account });
}
