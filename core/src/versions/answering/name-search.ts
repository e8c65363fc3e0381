import { titleOf, type PublishedModel } from '../../contract/published-model.js';
import type { Taste } from '../../model/answers/recommend.js';
import { foldLetters, foldText } from '../../tables/folding.js';

/** A name that can be chosen, under the item's title too if it has one. */
export interface NameOption {
  kind: Taste['kind'];
  name: string;
  /** The item's title; `null` if it has none. */
  title: string | null;
  /** Row in the model. */
  index: number;
  /** For a user the number of items, for an item the number of rows. */
  count: number;
  /** What is searched: its name, then its title. */
  texts: readonly SearchedText[];
}

interface SearchedText {
  /** Its letters only (`foldLetters`). */
  letters: string;
  /** Its words (`foldText`), each with a blank before it. */
  words: string;
}

/** All users or all items of a model as options, in the order of their rows. */
export function optionsOf(model: PublishedModel, kind: Taste['kind']): NameOption[] {
  const { users, items, known, popularity } = model;
  const { indptr } = known;
  const count = (row: number) => (kind === 'user' ? indptr[row + 1]! - indptr[row]! : popularity[row]!);
  return (kind === 'user' ? users : items).map((name, index) => {
    const title = kind === 'item' ? titleOf(model, index) : null;
    return searchable({ kind, name, title, index, count: count(index) });
  });
}

/** An option with the texts that it is found by. */
export function searchable(option: Omit<NameOption, 'texts'>): NameOption {
  const { name, title } = option;
  return { ...option, texts: (title === null ? [name] : [name, title]).map(searched) };
}

function searched(text: string): SearchedText {
  return { letters: foldLetters(text), words: ` ${foldText(text)}` };
}

/** Options that begin with the query, then those with a word that does, then those that contain it; frequent first. */
export function searchOptions(options: readonly NameOption[], query: string, count: number): NameOption[] {
  const letters = foldLetters(query);
  const words = foldText(query);
  const found: { option: NameOption; order: number }[] = [];
  for (const option of options) {
    const order = Math.min(...option.texts.map((text) => orderOf(text, letters, words)));
    if (order < noMatch) found.push({ option, order });
  }
  const exactFirst = ({ texts }: NameOption) => (texts.some((text) => text.letters === letters) ? -1 : 0);
  found.sort(
    (a, b) => exactFirst(a.option) - exactFirst(b.option) || a.order - b.order || b.option.count - a.option.count,
  );
  return found.slice(0, count).map(({ option }) => option);
}

const noMatch = 3;

function orderOf(text: SearchedText, letters: string, words: string): number {
  if (letters === '' || text.letters.startsWith(letters)) return 0;
  if (text.words.includes(` ${words}`)) return 1;
  return letters.length > 1 && text.letters.includes(letters) ? 2 : noMatch;
}
