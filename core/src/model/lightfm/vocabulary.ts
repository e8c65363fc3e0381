/** Names and their indices: here external ids become rows and columns. */
export interface Vocabulary {
  /** All names, unique and sorted by UTF-16 code unit, so that the same set always gives the same indices. */
  readonly names: readonly string[];
  /** The index of a name in `names`, or `undefined` if it is not there. */
  index(name: string): number | undefined;
}

/** Builds the vocabulary of these names; order and repetition do not matter. */
export function buildVocabulary(names: Iterable<string>): Vocabulary {
  // The default order of strings is by code unit: no locale, the same everywhere.
  const sorted = [...new Set(names)].sort();
  const indices = new Map(sorted.map((name, index) => [name, index]));
  return { names: sorted, index: (name) => indices.get(name) };
}
