import { entryOf } from '../../tables/entry-of.js';
import type { Names } from './names.js';
import type { Ranking } from './ranking.js';

/** How a line of the list moved. `was` is its previous place; `null` if it had none. */
export type Movement =
  | { kind: 'same'; was: number }
  | { kind: 'up' | 'down'; was: number; by: number }
  | { kind: 'new'; was: number | null };

/** An item that left the list, and the place it fell to (`null`: it is no longer a candidate). */
export interface Departure {
  name: string;
  from: number;
  to: number | null;
}

/** How a list differs from the one before it. */
export interface Movements {
  byName: ReadonlyMap<string, Movement>;
  left: Departure[];
  moved: number;
  entered: number;
}

/** A list by name: the names shown, in order, and the place of any name. */
export interface NamedList {
  shown: readonly string[];
  placeOf: (name: string) => number | null;
}

/** A ranking by name, so that it can be compared with that of another version. */
export function toNamedList({ items, placeOf }: Ranking, names: Names): NamedList {
  return {
    shown: items.map(({ item }) => item),
    placeOf: (name) => {
      const index = names.indexOf('item', name);
      return index === null ? null : placeOf(index);
    },
  };
}

/** Compares two lists of the same mix, line by line. */
export function compareLists(before: NamedList, after: NamedList): Movements {
  const wasShown = new Map(before.shown.map((name, place) => [name, place + 1]));
  const byName = new Map<string, Movement>();
  for (const [index, name] of after.shown.entries()) {
    byName.set(
      name,
      movementOf(wasShown.get(name), () => before.placeOf(name), index + 1),
    );
  }
  const left = before.shown
    .filter((name) => !byName.has(name))
    .map((name) => ({ name, from: entryOf(wasShown, name), to: after.placeOf(name) }));
  const kinds = [...byName.values()].map(({ kind }) => kind);
  return {
    byName,
    left,
    moved: kinds.filter((kind) => kind === 'up' || kind === 'down').length,
    entered: kinds.filter((kind) => kind === 'new').length,
  };
}

function movementOf(was: number | undefined, placeBefore: () => number | null, now: number): Movement {
  if (was === undefined) return { kind: 'new', was: placeBefore() };
  if (was === now) return { kind: 'same', was };
  return was > now ? { kind: 'up', was, by: was - now } : { kind: 'down', was, by: now - was };
}

/** Whether anything has moved. */
export function anythingMoved({ moved, entered, left }: Movements): boolean {
  return moved > 0 || entered > 0 || left.length > 0;
}
