import type { ReadonlySignal, Signal } from '@preact/signals-core';
import type { Account } from './account-session.js';
import type { Stop } from './clock.js';

/** A value of the database that follows it. */
export type Live<T> =
  { state: 'waiting'; value: null } | { state: 'ready'; value: T | null } | { state: 'refused'; value: null };

/** What a live value has before the database has answered. */
export const waiting = { state: 'waiting', value: null } as const;

/** What a live value needs from outside. */
export interface LivePorts<T> {
  /** Listens to one path of the database until the returned function is called. */
  listen: (listener: { onValue: (value: T | null) => void; onRefused: () => void }) => Stop;
  /** Who is signed in; a refused listener tries again as soon as that is another account. */
  account: ReadonlySignal<Account | null | undefined>;
}

/** Follows a path of the database into a signal until the returned function is called. */
export function followInto<T>(live: Signal<Live<T>>, { listen, account }: LivePorts<T>): Stop {
  const begin = () =>
    listen({
      onValue: (value) => (live.value = { state: 'ready', value }),
      onRefused: () => (live.value = { state: 'refused', value: null }),
    });
  let stop = begin();
  let uid = account.peek()?.uid;
  const stopWatching = account.subscribe((current) => {
    if (live.peek().state === 'refused' && current?.uid !== uid) {
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
