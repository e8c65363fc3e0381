import type { PublishedModel } from '../../contract/published-model.js';
import type { Taste } from '../../model/answers/recommend.js';
import { foldLetters, foldText } from '../../tables/folding.js';
import { nearestNames } from '../../tables/nearest-names.js';
import { optionsOf, searchOptions, type NameOption } from './name-search.js';

/** The kinds of names in a model: users (such as genres) and items (such as artists). */
export type TasteKind = Taste['kind'];

/** The names of a version, indexed for look-up and search. */
export interface Names {
  /** The row of exactly this name, to find a name from another version. */
  indexOf: (kind: TasteKind, name: string) => number | null;
  /** The row of a name as people type it: the exact name, else the only one with the same fold (`foldText`). */
  find: (kind: TasteKind, name: string) => number | null;
  /** Names that begin with the query, contain it or differ by a typo; for an empty query, the most frequent names. */
  search: (query: string, kind: TasteKind, count: number) => NameOption[];
  /** The names most similar to an unknown one. */
  nearest: (kind: TasteKind, name: string, count: number) => string[];
}

interface KindIndex {
  names: readonly string[];
  exact: () => Map<string, number>;
  /** `null` if several names fold to the same text. */
  folded: () => Map<string, number | null>;
  options: () => NameOption[];
}

/** Indexes the names of a model; builds each index when it is first needed. */
export function indexNames(model: PublishedModel): Names {
  const kinds = { user: indexKind(model, 'user'), item: indexKind(model, 'item') };
  const indexOf = (kind: TasteKind, name: string) => kinds[kind].exact().get(name) ?? null;
  return {
    indexOf,
    find: (kind, name) => indexOf(kind, name) ?? kinds[kind].folded().get(foldText(name)) ?? null,
    search: (query, kind, count) => searchKind(kinds[kind], query, count),
    nearest: (kind, name, count) => nearestNames(name, kinds[kind].names, count),
  };
}

function indexKind(model: PublishedModel, kind: TasteKind): KindIndex {
  const names = kind === 'user' ? model.users : model.items;
  return {
    names,
    exact: lazy(() => new Map(names.map((name, index) => [name, index]))),
    folded: lazy(() => foldedIndex(names)),
    options: lazy(() => optionsOf(model, kind)),
  };
}

function foldedIndex(names: readonly string[]): Map<string, number | null> {
  const index = new Map<string, number | null>();
  for (const [row, name] of names.entries()) {
    const folded = foldText(name);
    index.set(folded, index.has(folded) ? null : row);
  }
  return index;
}

/** If a long enough query has few hits, adds names that differ by a typo. */
function searchKind({ names, exact, options }: KindIndex, query: string, count: number): NameOption[] {
  const found = searchOptions(options(), query, count);
  if (found.length >= Math.min(3, count) || foldLetters(query).length < 3) return found;
  const known = new Set(found.map(({ name }) => name));
  const likely = nearestNames(query, names, count).filter((name) => !known.has(name));
  const rows = likely.flatMap((name) => exact().get(name) ?? []);
  return [...found, ...rows.flatMap((row) => options()[row] ?? [])].slice(0, count);
}

/** A value made on the first call and then kept. */
function lazy<T>(make: () => T): () => T {
  let made: { value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}
