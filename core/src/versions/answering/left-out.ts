import { decodeLeftOut, type LeftOutItem } from '../../contract/left-out.js';
import type { LeftOutRecord, Provenance } from '../../contract/stored/version.js';
import { foldText } from '../../tables/folding.js';
import { grouped } from './changes.js';
import { mergedSpelling } from './merged-spelling.js';
import { searchable, searchOptions } from './name-search.js';

/** The items that a version leaves out, indexed for look-up and search. */
export interface LeftOut {
  /** The rows that an item needed. */
  minimumRows: number;
  /** The item of a name as people type it: exactly, else the only one with its fold, else what this spelling was merged into. */
  find: (name: string) => LeftOutItem | null;
  /** Those that begin with the query or contain it; the most frequent first. */
  search: (query: string, count: number) => LeftOutItem[];
}

/**
 * Indexes what is stored beside a version with this provenance.
 * @throws Error if it is not a list of names
 */
export function indexLeftOut(
  stored: LeftOutRecord,
  { minimumRows, configuration }: Pick<Provenance, 'minimumRows' | 'configuration'>,
): LeftOut {
  const items = decodeLeftOut(stored);
  const options = items.map(({ item, rows }, index) =>
    searchable({ kind: 'item', name: item, title: null, index, count: rows }),
  );
  const find = (name: string) => findSpelling(items, name);
  return {
    minimumRows,
    find(name) {
      const into = mergedSpelling(configuration.merges ?? [], 'item', name);
      return find(name) ?? (into === null ? null : find(into));
    },
    search: (query, count) => searchOptions(options, query, count).map(({ index }) => items[index]!),
  };
}

/** Why a model does not have an item: "Tycho has 2 rows; this model needs 5." */
export function leftOutSentence({ item, rows }: LeftOutItem, { minimumRows }: Pick<LeftOut, 'minimumRows'>): string {
  return `${item} has ${grouped(rows)} ${rows === 1 ? 'row' : 'rows'}; this model needs ${grouped(minimumRows)}.`;
}

function findSpelling(items: readonly LeftOutItem[], name: string): LeftOutItem | null {
  const exact = items.find(({ item }) => item === name);
  if (exact) return exact;
  const folded = foldText(name);
  const [alike, another] = items.filter(({ item }) => foldText(item) === folded);
  return another ? null : (alike ?? null);
}
