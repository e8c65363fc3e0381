import type { Place } from './path.js';

/** A multi-path write: paths and their new values, all stored or none. `null` deletes. */
export type Updates = Record<string, unknown>;

/** Stores a value. */
export function set<T>(place: Place<T>, value: T): Updates {
  return { [place.path]: value };
}

/** Deletes everything at a place. */
export function remove(place: Place<unknown>): Updates {
  return { [place.path]: null };
}

/** Adds on the server; a counter that only grows this way cannot lose a write. */
export function bump(place: Place<number>, by = 1): Updates {
  return { [place.path]: increment(by) };
}

/** An addition in a write (https://firebase.google.com/docs/reference/rest/database#section-server-values). */
export function increment(by: number): unknown {
  return { '.sv': { increment: by } };
}
