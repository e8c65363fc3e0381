import type { ReadonlySignal, Signal } from '@preact/signals-core';
import type { Account } from './account-session.js';
import type { Stop } from './clock.js';

/** A live value of the database. */
export type Live<T> =
  { state: 'waiting'; value: null } | { state: 'ready'; value: T | null } | { state: 'refused'; value: null };

/** The state of a live value before the database has answered. */
export const waiting = { state: 'waiting', value: null } as const;

/** What a live value depends on. */
export interface LivePorts<T> {
  /** Listens to one path of the database until the returned function is called. */
  listen: (listener: { onValue: (value: T | null) => void; onRefused: () => void }) => Stop;
  /** The signed-in account; a refused listener tries again as soon as the account changes. */
  account: ReadonlySignal<Account | null | undefined>;
}

/** Keeps a signal up to date with a path of the database until the returned function is called. */
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
