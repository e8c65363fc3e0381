import type { PublishedModel } from '../../contract/published-model.js';
import type { Merge } from '../../contract/stored/model.js';
import type { Taste } from '../../model/answers/recommend.js';
import { foldLetters } from '../../tables/folding.js';
import { nearestNames } from '../../tables/nearest-names.js';
import { lazy } from './lazy.js';
import { mergedSpelling } from './merged-spelling.js';
import { optionsOf, searchOptions, type NameOption } from './name-search.js';
import { indexSpellings, type Spellings } from './spellings.js';

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
  spellings: Spellings;
  options: () => NameOption[];
}

/** Indexes the names of a model, whose spellings were merged; builds each index when it is first needed. */
export function indexNames(model: PublishedModel, merges: readonly Merge[] = []): Names {
  const kinds = { user: indexKind(model, 'user'), item: indexKind(model, 'item') };
  const findMerged = (kind: TasteKind, name: string) => {
    const into = mergedSpelling(merges, kind, name);
    return into === null ? null : kinds[kind].spellings.named(into);
  };
  return {
    indexOf: (kind, name) => kinds[kind].spellings.named(name),
    find: (kind, name) => kinds[kind].spellings.find(name) ?? findMerged(kind, name),
    search: (query, kind, count) => searchKind(kinds[kind], findMerged(kind, query), query, count),
    nearest: (kind, name, count) => nearestNames(name, kinds[kind].spellings.all(), count),
  };
}

function indexKind(model: PublishedModel, kind: TasteKind): KindIndex {
  const names = kind === 'user' ? model.users : model.items;
  const titles = (kind === 'item' && model.titles) || [];
  return { spellings: indexSpellings(names, titles), options: lazy(() => optionsOf(model, kind)) };
}

/** The row that the query was merged into, then what is found; if a long enough query has few hits, names that differ by a typo. */
function searchKind(
  { spellings, options }: KindIndex,
  merged: number | null,
  query: string,
  count: number,
): NameOption[] {
  const rows = new Set(merged === null ? [] : [merged]);
  const found = searchOptions(options(), query, count);
  for (const { index } of found) rows.add(index);
  if (found.length < Math.min(3, count) && foldLetters(query).length >= 3) {
    for (const spelling of nearestNames(query, spellings.all(), count)) {
      const row = spellings.exact(spelling);
      if (row !== null) rows.add(row);
    }
  }
  return [...rows].flatMap((row) => options()[row] ?? []).slice(0, count);
}
