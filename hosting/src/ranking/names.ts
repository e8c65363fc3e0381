import { foldLetters, foldText } from '@segue/core/tables/folding';
import { nearestNames } from '@segue/core/tables/nearest-names';
import type { PublishedModel } from '@segue/core/contract/published-model';

/** What can be put on the desk: a user of the model (such as a genre) or an item (such as an artist). */
export type TasteKind = 'user' | 'item';

/** A name that can be chosen. `count` is the items of a user, the rows of an item. */
export interface NameOption {
  kind: TasteKind;
  name: string;
  index: number;
  count: number;
}

interface FoldedOption extends NameOption {
  folded: string;
  words: string;
}

/** The names of a version, ready to be looked up and searched. */
export interface Names {
  find: (kind: TasteKind, name: string) => number | undefined;
  /** Names for what was typed: those that begin with it, hold it, or differ by a slip; without a query the most frequent. */
  search: (query: string, kind: TasteKind, count: number) => NameOption[];
  /** The names most like one that is not there. */
  nearest: (kind: TasteKind, name: string, count: number) => string[];
}

/** Indexes the names of a model; the folded forms are made on the first search. */
export function indexNames(model: PublishedModel): Names {
  const maps = { user: toMap(model.users), item: toMap(model.items) };
  const options = { user: lazy(() => userOptions(model)), item: lazy(() => itemOptions(model)) };
  const namesOf = { user: model.users, item: model.items };
  return {
    find: (kind, name) => maps[kind].get(name),
    search: (query, kind, count) => {
      const found = searchOptions(options[kind](), query, count);
      if (found.length >= Math.min(3, count) || foldLetters(query).length < 3) return found;
      const known = new Set(found.map(({ name }) => name));
      const likely = nearestNames(query, namesOf[kind], count).filter((name) => !known.has(name));
      const byName = (name: string) => options[kind]()[maps[kind].get(name)!]!;
      return [...found, ...likely.map(byName)].slice(0, count);
    },
    nearest: (kind, name, count) => nearestNames(name, namesOf[kind], count),
  };
}

function searchOptions(options: readonly FoldedOption[], query: string, count: number): NameOption[] {
  const letters = foldLetters(query);
  const words = foldText(query);
  const found: { option: FoldedOption; order: number }[] = [];
  for (const option of options) {
    const order =
      letters === '' || option.folded.startsWith(letters)
        ? 0
        : option.words.includes(` ${words}`)
          ? 1
          : letters.length > 1 && option.folded.includes(letters)
            ? 2
            : 3;
    if (order < 3) found.push({ option, order });
  }
  const exactFirst = (a: FoldedOption) => (a.folded === letters ? -1 : 0);
  found.sort(
    (a, b) => exactFirst(a.option) - exactFirst(b.option) || a.order - b.order || b.option.count - a.option.count,
  );
  return found.slice(0, count).map(({ option }) => option);
}

function userOptions({ users, known }: PublishedModel): FoldedOption[] {
  return users.map((name, index) => fold('user', name, index, known.indptr[index + 1]! - known.indptr[index]!));
}

function itemOptions({ items, popularity }: PublishedModel): FoldedOption[] {
  return items.map((name, index) => fold('item', name, index, popularity[index]!));
}

function fold(kind: TasteKind, name: string, index: number, count: number): FoldedOption {
  return { kind, name, index, count, folded: foldLetters(name), words: ` ${foldText(name)}` };
}

function toMap(names: readonly string[]): Map<string, number> {
  return new Map(names.map((name, index) => [name, index]));
}

function lazy<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}
