import type { PublishedModel } from '../../contract/published-model.js';
import type { Taste } from '../../model/answers/recommend.js';
import { foldLetters, foldText } from '../../tables/folding.js';
import { nearestNames } from '../../tables/nearest-names.js';
import { optionsOf, searchOptions, type NameOption } from './name-search.js';

/** What has a name in a model: a user (such as a genre) or an item (such as an artist). */
export type TasteKind = Taste['kind'];

/** The names of a version, ready to be looked up and searched. */
export interface Names {
  /** The row of exactly this name, as one version looks up what another has. */
  indexOf: (kind: TasteKind, name: string) => number | null;
  /** The row of a name as people ask for it: exactly it, else the only one that folds to the same (`foldText`). */
  find: (kind: TasteKind, name: string) => number | null;
  /** Names for what was typed: those that begin with it, hold it, or differ by a slip; without a query the most frequent. */
  search: (query: string, kind: TasteKind, count: number) => NameOption[];
  /** The names most like one that is not there. */
  nearest: (kind: TasteKind, name: string, count: number) => string[];
}

interface KindIndex {
  names: readonly string[];
  exact: () => Map<string, number>;
  /** `null` where several names fold to the same. */
  folded: () => Map<string, number | null>;
  options: () => NameOption[];
}

/** Indexes the names of a model; each index is made when it is first needed. */
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

/** Few hits of a long enough query are filled up with names that differ by a slip. */
function searchKind({ names, exact, options }: KindIndex, query: string, count: number): NameOption[] {
  const found = searchOptions(options(), query, count);
  if (found.length >= Math.min(3, count) || foldLetters(query).length < 3) return found;
  const known = new Set(found.map(({ name }) => name));
  const likely = nearestNames(query, names, count).filter((name) => !known.has(name));
  const rows = likely.flatMap((name) => exact().get(name) ?? []);
  return [...found, ...rows.flatMap((row) => options()[row] ?? [])].slice(0, count);
}

/** A value that is made on the first call and kept. */
function lazy<T>(make: () => T): () => T {
  let made: { value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}
