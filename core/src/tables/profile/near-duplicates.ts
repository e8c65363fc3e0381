import { foldText } from '../folding.js';

/** A value and how many rows have it. */
export interface CountedValue {
  value: string;
  count: number;
}

/** Values that differ only in spelling, the most common first; the others would be merged into that one. */
export interface NearDuplicates {
  values: CountedValue[];
}

/**
 * The groups of values that fold to the same text, such as `Children's Music` with a straight and with a curly
 * apostrophe, in the order of their first values. Values without a duplicate are in no group.
 */
export function nearDuplicates(values: Iterable<CountedValue>): NearDuplicates[] {
  const groups = new Map<string, CountedValue[]>();
  for (const value of values) {
    const fold = foldText(value.value);
    // Values that consist only of blanks are not names.
    if (fold === '') continue;
    const group = groups.get(fold);
    if (group) group.push(value);
    else groups.set(fold, [value]);
  }
  return [...groups.values()]
    .filter((group) => group.length > 1)
    .map((group) => ({ values: group.sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1)) }));
}
