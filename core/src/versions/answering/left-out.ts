import { decodeLeftOut, type LeftOutItem } from '../../contract/left-out.js';
import type { Slices } from '../../contract/slices.js';
import type { LeftOutRecord, Provenance } from '../../contract/stored/version.js';
import { grouped } from './changes.js';
import { lazy } from './lazy.js';
import { mergedSpelling } from './merged-spelling.js';
import { searchable, searchOptions } from './name-search.js';
import { indexSpellings } from './spellings.js';

/** The items that a version leaves out, indexed for look-up and search. */
export interface LeftOut {
  /** The rows that an item needed. */
  minimumRows: number;
  /** The item of a name or a title as people type it, in the order of `Names.find`. */
  find: (name: string) => LeftOutItem | null;
  /** The one that the query was merged into, then those that begin with the query or contain it; frequent first. */
  search: (query: string, count: number) => LeftOutItem[];
}

/**
 * Indexes what is stored beside a version with this provenance, and the titles if the reader may see them.
 * @throws Error if it is not a list of names
 */
export function indexLeftOut(
  stored: LeftOutRecord,
  { minimumRows, configuration }: Pick<Provenance, 'minimumRows' | 'configuration'>,
  titles: Slices | null = null,
): LeftOut {
  const items = decodeLeftOut(stored, titles);
  const options = lazy(() =>
    items.map(({ item, rows, title = null }, index) =>
      searchable({ kind: 'item', name: item, title, index, count: rows }),
    ),
  );
  const spellings = indexSpellings(
    items.map(({ item }) => item),
    items.map(({ title = '' }) => title),
  );
  const rowMerged = (name: string) => {
    const into = mergedSpelling(configuration.merges ?? [], 'item', name);
    return into === null ? null : spellings.named(into);
  };
  const itemIn = (row: number | null) => (row === null ? null : items[row]!);
  return {
    minimumRows,
    find: (name) => itemIn(spellings.find(name) ?? rowMerged(name)),
    search(query, count) {
      const merged = rowMerged(query);
      const rows = new Set(merged === null ? [] : [merged]);
      for (const { index } of searchOptions(options(), query, count)) rows.add(index);
      return [...rows].slice(0, count).map((row) => items[row]!);
    },
  };
}

/** Why a model does not have an item: "Tycho has 2 rows; this model needs 5." */
export function leftOutSentence(
  { item, title = item, rows }: LeftOutItem,
  { minimumRows }: Pick<LeftOut, 'minimumRows'>,
): string {
  return `${title} has ${grouped(rows)} ${rows === 1 ? 'row' : 'rows'}; this model needs ${grouped(minimumRows)}.`;
}
