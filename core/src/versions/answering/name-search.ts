import type { PublishedModel } from '../../contract/published-model.js';
import type { Taste } from '../../model/answers/recommend.js';
import { foldLetters, foldText } from '../../tables/folding.js';

/** A name that can be chosen. */
export interface NameOption {
  kind: Taste['kind'];
  name: string;
  /** Row in the model. */
  index: number;
  /** For a user the number of items, for an item the number of rows. */
  count: number;
  /** Its letters only (`foldLetters`). */
  letters: string;
  /** Its words (`foldText`), each with a blank before it. */
  words: string;
}

/** All users or all items of a model as options, in the order of their rows. */
export function optionsOf({ users, items, known, popularity }: PublishedModel, kind: Taste['kind']): NameOption[] {
  const { indptr } = known;
  const count = (row: number) => (kind === 'user' ? indptr[row + 1]! - indptr[row]! : popularity[row]!);
  return (kind === 'user' ? users : items).map((name, index) => ({
    kind,
    name,
    index,
    count: count(index),
    letters: foldLetters(name),
    words: ` ${foldText(name)}`,
  }));
}

/** Options that begin with the query, then those with a word that does, then those that contain it; frequent first. */
export function searchOptions(options: readonly NameOption[], query: string, count: number): NameOption[] {
  const letters = foldLetters(query);
  const words = foldText(query);
  const found: { option: NameOption; order: number }[] = [];
  for (const option of options) {
    const order = orderOf(option, letters, words);
    if (order !== null) found.push({ option, order });
  }
  const exactFirst = (option: NameOption) => (option.letters === letters ? -1 : 0);
  found.sort(
    (a, b) => exactFirst(a.option) - exactFirst(b.option) || a.order - b.order || b.option.count - a.option.count,
  );
  return found.slice(0, count).map(({ option }) => option);
}

function orderOf(option: NameOption, letters: string, words: string): number | null {
  if (letters === '' || option.letters.startsWith(letters)) return 0;
  if (option.words.includes(` ${words}`)) return 1;
  return letters.length > 1 && option.letters.includes(letters) ? 2 : null;
}
