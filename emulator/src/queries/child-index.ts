import { type Branch, type ChildIndex, type Node, type Value, eachChild } from '../tree/node.js';
import { type Page, fromSorted, insert, remove } from '../tree/pages.js';
import { type Place, comparePlaces, orderingValue } from './order.js';
import { type QueryIndex, indexName } from './query.js';

/** Children sorted by an index; built by the first query that needs it and updated by every write after that. */
export class SortedIndex implements ChildIndex {
  constructor(
    private readonly index: QueryIndex,
    readonly entries: Page<Place, Value> | null,
  ) {}

  changed(key: string, before: Node, after: Node): SortedIndex {
    let entries = this.entries;
    if (before !== null) entries = remove(entries, { value: orderingValue(this.index, before), key }, comparePlaces);
    if (after !== null) {
      entries = insert(entries, { value: orderingValue(this.index, after), key }, after, comparePlaces);
    }
    return new SortedIndex(this.index, entries);
  }
}

/** The index of a branch, built on first use. */
export function sortedIndexOf(branch: Branch, index: QueryIndex): SortedIndex {
  const name = indexName(index);
  const known = branch.indexes?.get(name);
  if (known instanceof SortedIndex) return known;
  const made = buildIndex(branch, index);
  branch.indexes = new Map([...(branch.indexes ?? []), [name, made]]);
  return made;
}

function buildIndex(branch: Branch, index: QueryIndex): SortedIndex {
  const entries: { place: Place; child: Value }[] = [];
  eachChild(branch, (key, child) => entries.push({ place: { value: orderingValue(index, child), key }, child }));
  entries.sort((a, b) => comparePlaces(a.place, b.place));
  return new SortedIndex(
    index,
    fromSorted(
      entries.map((entry) => entry.place),
      entries.map((entry) => entry.child),
    ),
  );
}
