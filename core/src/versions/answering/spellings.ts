import { foldText } from '../../tables/folding.js';
import { lazy } from './lazy.js';

/** Names and the titles beside them, to look up as people type them. */
export interface Spellings {
  /** The names, then the titles that are not empty. */
  all: () => readonly string[];
  /** The row of exactly this name. */
  named: (name: string) => number | null;
  /** The row of exactly this name, else of exactly this title. */
  exact: (spelling: string) => number | null;
  /** The exact one, else the only name with the same fold (`foldText`), else a title with it. Of equal titles, the first counts. */
  find: (spelling: string) => number | null;
}

/**
 * Indexes names; builds each index when it is first needed.
 * @param titles by row, empty where a name has none; or none at all
 */
export function indexSpellings(names: readonly string[], titles: readonly string[]): Spellings {
  const byName = lazy(() => new Map(names.map((name, row) => [name, row])));
  const byTitle = lazy(() => firstOfEach(titles));
  const byFold = lazy(() => foldedIndex(names));
  const byTitleFold = lazy(() => firstOfEach(titles.map(foldText)));
  const all = lazy(() => (titles.length === 0 ? names : [...names, ...titles.filter((title) => title !== '')]));
  const named = (name: string) => byName().get(name) ?? null;
  const exact = (spelling: string) => named(spelling) ?? byTitle().get(spelling) ?? null;
  const folded = (text: string) => byFold().get(text) ?? byTitleFold().get(text) ?? null;
  return { all, named, exact, find: (spelling) => exact(spelling) ?? folded(foldText(spelling)) };
}

/** The row of each text that is not empty; of equal ones, the first. */
function firstOfEach(texts: readonly string[]): Map<string, number> {
  const index = new Map<string, number>();
  for (const [row, text] of texts.entries()) if (text !== '' && !index.has(text)) index.set(text, row);
  return index;
}

/** The row of each fold; `null` if several names have it. */
function foldedIndex(names: readonly string[]): Map<string, number | null> {
  const index = new Map<string, number | null>();
  for (const [row, name] of names.entries()) {
    const folded = foldText(name);
    index.set(folded, index.has(folded) ? null : row);
  }
  return index;
}
