import type { PublishedModel } from '../../contract/published-model.js';
import type { Merge } from '../../contract/stored/model.js';
import type { Taste } from '../../model/answers/recommend.js';
import { foldLetters, foldText } from '../../tables/folding.js';
import { nearestNames } from '../../tables/nearest-names.js';
import { mergedSpelling } from './merged-spelling.js';
import { optionsOf, searchOptions, type NameOption } from './name-search.js';

/** The kinds of names in a model: users (such as genres) and items (such as artists). */
export type TasteKind = Taste['kind'];

/** The names of a version and the titles of its items, indexed for look-up and search. */
export interface Names {
  /** The row of exactly this name, to find a name from another version. */
  indexOf: (kind: TasteKind, name: string) => number | null;
  /**
   * The row of a name or a title as people type it: the exact name, else the exact title, else the only name with the same
   * fold (`foldText`), else a title with it, else the name that this spelling was merged into. Of equal titles, the first
   * counts.
   */
  find: (kind: TasteKind, name: string) => number | null;
  /**
   * The name that the query was merged into, then those that begin with the query, contain it or differ by a typo; for an empty
   * query, the most frequent.
   */
  search: (query: string, kind: TasteKind, count: number) => NameOption[];
  /** The names and titles most similar to an unknown one. */
  nearest: (kind: TasteKind, name: string, count: number) => string[];
}

interface KindIndex {
  /** The names, then the titles. */
  spellings: () => readonly string[];
  named: () => Map<string, number>;
  titled: () => Map<string, number>;
  /** `null` if several names fold to the same text. */
  folded: () => Map<string, number | null>;
  foldedTitles: () => Map<string, number>;
  options: () => NameOption[];
}

/** Indexes the names of a model, whose spellings were merged; builds each index when it is first needed. */
export function indexNames(model: PublishedModel, merges: readonly Merge[] = []): Names {
  const kinds = { user: indexKind(model, 'user'), item: indexKind(model, 'item') };
  const findMerged = (kind: TasteKind, name: string) => {
    const into = mergedSpelling(merges, kind, name);
    return into === null ? null : (kinds[kind].named().get(into) ?? null);
  };
  return {
    indexOf: (kind, name) => kinds[kind].named().get(name) ?? null,
    find: (kind, name) => findSpelling(kinds[kind], name) ?? findMerged(kind, name),
    search: (query, kind, count) => searchFrom(kinds[kind], findMerged(kind, query), query, count),
    nearest: (kind, name, count) => nearestNames(name, kinds[kind].spellings(), count),
  };
}

function indexKind(model: PublishedModel, kind: TasteKind): KindIndex {
  const names = kind === 'user' ? model.users : model.items;
  const titles = (kind === 'item' && model.titles) || [];
  return {
    spellings: lazy(() => (titles.length === 0 ? names : [...names, ...titles.filter((title) => title !== '')])),
    named: lazy(() => new Map(names.map((name, index) => [name, index]))),
    titled: lazy(() => firstOfEach(titles)),
    folded: lazy(() => foldedIndex(names)),
    foldedTitles: lazy(() => firstOfEach(titles.map(foldText))),
    options: lazy(() => optionsOf(model, kind)),
  };
}

function findSpelling({ named, titled, folded, foldedTitles }: KindIndex, name: string): number | null {
  const exact = named().get(name) ?? titled().get(name);
  if (exact !== undefined) return exact;
  const text = foldText(name);
  return folded().get(text) ?? foldedTitles().get(text) ?? null;
}

/** The row of each text that is not empty; of equal ones, the first. */
function firstOfEach(texts: readonly string[]): Map<string, number> {
  const index = new Map<string, number>();
  for (const [row, text] of texts.entries()) if (text !== '' && !index.has(text)) index.set(text, row);
  return index;
}

function foldedIndex(names: readonly string[]): Map<string, number | null> {
  const index = new Map<string, number | null>();
  for (const [row, name] of names.entries()) {
    const folded = foldText(name);
    index.set(folded, index.has(folded) ? null : row);
  }
  return index;
}

/** The row `first`, unless it is `null`, then what is found. */
function searchFrom(index: KindIndex, first: number | null, query: string, count: number): NameOption[] {
  const found = searchKind(index, query, count);
  const option = first === null ? undefined : index.options()[first];
  return option ? [option, ...found.filter((other) => other !== option)].slice(0, count) : found;
}

/** If a long enough query has few hits, adds names that differ by a typo. */
function searchKind({ spellings, named, titled, options }: KindIndex, query: string, count: number): NameOption[] {
  const found = searchOptions(options(), query, count);
  if (found.length >= Math.min(3, count) || foldLetters(query).length < 3) return found;
  const rows = new Set(found.map(({ index }) => index));
  for (const spelling of nearestNames(query, spellings(), count)) {
    const row = named().get(spelling) ?? titled().get(spelling);
    if (row !== undefined) rows.add(row);
  }
  return [...rows].flatMap((row) => options()[row] ?? []).slice(0, count);
}

/** A value made on the first call and then kept. */
function lazy<T>(make: () => T): () => T {
  let made: { value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}
