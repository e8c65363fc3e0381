import { entryOf } from '../../tables/entry-of.js';
import { realMargin } from './margins.js';
import type { Names } from './names.js';
import type { Ranking } from './ranking.js';

/**
 * How a line of the list moved. `was` is its previous place; `null` if it had none. `same` too where the place differs and
 * the margin does not: nothing that says something.
 */
export type Movement =
  | { kind: 'same'; was: number | null }
  | { kind: 'up' | 'down'; was: number; by: number }
  | { kind: 'new'; was: number | null };

/** An item that left the list, and the place it fell to (`null`: it is no longer a candidate). */
export interface Departure {
  name: string;
  from: number;
  to: number | null;
  /** Why it has no place: it is known now, or no longer in the model. */
  why?: 'known' | 'gone';
}

/** How many lines of the second list have another place or had none, and how many of the first are gone. */
export interface MoveCounts {
  moved: number;
  entered: number;
  left: number;
}

/** How a list differs from the one before it. */
export interface Movements {
  byName: ReadonlyMap<string, Movement>;
  left: Departure[];
  moved: number;
  entered: number;
  /** The same without regard to margins, so that nothing is hidden from a measure. */
  raw: MoveCounts;
}

/** A list by name: the names shown, in order, and the place and margin of any name. */
export interface NamedList {
  shown: readonly string[];
  placeOf: (name: string) => number | null;
  /** `null` for a name without a place. */
  marginOf: (name: string) => number | null;
  /** Whether the model has the name at all. */
  has: (name: string) => boolean;
}

/** A ranking by name, so that it can be compared with that of another version. */
export function toNamedList({ items, placeOf, marginOf }: Ranking, names: Names): NamedList {
  const at = (name: string, of: (index: number) => number | null) => {
    const index = names.indexOf('item', name);
    return index === null ? null : of(index);
  };
  return {
    shown: items.map(({ item }) => item),
    placeOf: (name) => at(name, placeOf),
    marginOf: (name) => at(name, marginOf),
    has: (name) => names.indexOf('item', name) !== null,
  };
}

/**
 * Compares two lists of the same mix, line by line. A line moved, entered or left only where its margin changed by more
 * than `realMargin`, or where it had no place before or has none now.
 */
export function compareLists(before: NamedList, after: NamedList): Movements {
  const wasShown = new Map(before.shown.map((name, place) => [name, place + 1]));
  const isReal = (name: string) => {
    const [one, other] = [before.marginOf(name), after.marginOf(name)];
    return one === null || other === null || !(Math.abs(other - one) <= realMargin);
  };
  const rawOf = (name: string, place: number) => movementOf(wasShown.get(name), () => before.placeOf(name), place + 1);
  const raw = new Map(after.shown.map((name, place) => [name, rawOf(name, place)]));
  const byName = new Map([...raw].map(([name, move]) => [name, isReal(name) ? move : unmoved(move)]));
  const gone = before.shown.filter((name) => !raw.has(name));
  const left = gone.filter(isReal).map((name) => departureOf(name, entryOf(wasShown, name), after));
  return {
    byName,
    left,
    ...countMoves(byName),
    raw: { ...countMoves(raw), left: gone.length },
  };
}

function unmoved({ was }: Movement): Movement {
  return { kind: 'same', was };
}

function departureOf(name: string, from: number, after: NamedList): Departure {
  const to = after.placeOf(name);
  return { name, from, to, ...(to === null && { why: after.has(name) ? 'known' : 'gone' }) };
}

function countMoves(moves: ReadonlyMap<string, Movement>): Pick<MoveCounts, 'moved' | 'entered'> {
  const kinds = [...moves.values()].map(({ kind }) => kind);
  return {
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
