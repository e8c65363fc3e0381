import type { TagName } from '../../contract/descriptions.js';
import { limits } from '../../contract/limits.js';
import type { ItemColumns } from '../../model/training/item-features.js';
import { isListColumn, namesInCell } from '../../tables/columns/list-cells.js';
import { tagCell, tagKey, type PairSum } from '../../tables/sums/interactions.js';

/** The sums of rows, and the index of what they describe. */
export interface DescribedPair {
  readonly row: number;
  readonly pair: Pick<PairSum, 'rows' | 'tags'>;
}

/** Which tag columns of the sums describe one side: their names, and the place of the first. */
export interface TagSource {
  readonly columns: readonly string[];
  readonly first: number;
}

/** Reads the tags of pairs: knows which columns are lists. */
export interface TagReader {
  /** For each row its tags, by `tagKey` with the place of the column in `TagSource`, and in how many of its rows each stands. */
  readonly count: (pairs: Iterable<DescribedPair>, rows: number) => TagCounts[];
  readonly nameOf: (key: string) => TagName;
}

/** The tags of one user or item. */
export interface TagCounts {
  /** For each column: in how many rows it has a tag. */
  readonly filled: number[];
  readonly tags: Map<string, number>;
}

/**
 * A reader for the tags of some pairs. Whether a column's cells are lists is decided by all of them together
 * (`isListColumn`): `Action|Comedy` is two tags where `Action` stands elsewhere too.
 */
export function tagReader(all: Iterable<Pick<PairSum, 'tags'>>, { columns, first }: TagSource): TagReader {
  const cells = columns.map(() => new Set<string>());
  for (const { tags } of all) {
    for (const key of tags?.keys() ?? []) {
      const { column, cell } = tagCell(key);
      cells[column - first]?.add(cell);
    }
  }
  const isList = cells.map(isListColumn);
  const known = new Map<string, readonly string[]>();
  const tagsIn = (key: string): readonly string[] => {
    const found = known.get(key);
    if (found) return found;
    const { column, cell } = tagCell(key);
    const at = column - first;
    const names = isList[at] === undefined ? [] : isList[at] ? namesInCell(cell) : [cell];
    const keys = names.map((name) => tagKey({ column: at, cell: name }));
    known.set(key, keys);
    return keys;
  };
  return {
    count: (pairs, rows) => countTags(pairs, { rows, columns: columns.length, tagsIn }),
    nameOf: (key) => {
      const { column, cell: tag } = tagCell(key);
      return { column: columns[column]!, tag };
    },
  };
}

function countTags(
  pairs: Iterable<DescribedPair>,
  { rows, columns, tagsIn }: { rows: number; columns: number; tagsIn: (key: string) => readonly string[] },
): TagCounts[] {
  const counts = Array.from({ length: rows }, (): TagCounts => {
    return { filled: new Array<number>(columns).fill(0), tags: new Map() };
  });
  for (const { row, pair } of pairs) {
    if (!pair.tags) continue;
    const own = counts[row]!;
    for (const [key, count] of pair.tags) {
      const tags = tagsIn(key);
      for (const tag of tags) own.tags.set(tag, (own.tags.get(tag) ?? 0) + count);
      if (tags.length > 0) own.filled[tagCell(tags[0]!).column]! += count;
    }
  }
  return counts;
}

/**
 * The part of the rows with a tag in its column that have this one: rows that say nothing, such as ratings beside rows that
 * describe, say nothing against it.
 */
function shareOf({ filled, tags }: TagCounts, key: string): number {
  const count = tags.get(key) ?? 0;
  return count === 0 ? 0 : count / filled[tagCell(key).column]!;
}

/** How many rows have each tag, for the `most` most frequent tags; sorted by key. */
export function frequentTags(counts: readonly TagCounts[], most: number): Map<string, number> {
  const rowsOf = new Map<string, number>();
  for (const { tags } of counts) for (const tag of tags.keys()) rowsOf.set(tag, (rowsOf.get(tag) ?? 0) + 1);
  const frequent = [...rowsOf].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)).slice(0, most);
  return new Map(frequent.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** The most cells of rows × tags that are learned from: they are held as numbers. */
const mostCells = 5_000_000;

/** The tags to learn from: of two rows or more, the most frequent ones if there are too many; sorted by key. */
export function learnableTags(counts: readonly TagCounts[]): string[] {
  const most = Math.min(limits.learnedTags, Math.floor(mostCells / Math.max(1, counts.length)));
  return [...frequentTags(counts, most)].filter(([, rows]) => rows >= 2).map(([tag]) => tag);
}

/** The tags of each row as CSR, by their places in `keys`, ascending, and the shares of the row's rows that have them. */
export function taggedRows(counts: readonly TagCounts[], keys: readonly string[]) {
  const placeOf = new Map(keys.map((key, place) => [key, place]));
  const indptr = new Int32Array(counts.length + 1);
  const [indices, shares]: [number[], number[]] = [[], []];
  counts.forEach((of, row) => {
    const own = [...of.tags.keys()].flatMap((tag) => {
      const place = placeOf.get(tag);
      return place === undefined ? [] : [{ place, share: shareOf(of, tag) }];
    });
    for (const { place, share } of own.sort((a, b) => a.place - b.place)) {
      indices.push(place);
      shares.push(share);
    }
    indptr[row + 1] = indices.length;
  });
  return { indptr, indices: Int32Array.from(indices), shares: Float32Array.from(shares) };
}

/** The share of each tag (`shareOf`), row-major rows × tags. */
export function tagShares(counts: readonly TagCounts[], keys: readonly string[]): Float64Array {
  const shares = new Float64Array(counts.length * keys.length);
  counts.forEach((of, row) => keys.forEach((key, at) => (shares[row * keys.length + at] = shareOf(of, key))));
  return shares;
}

/** Numbers and, behind them, tags of the same rows. */
export function besideTags(numbers: ItemColumns, shares: Float64Array, tags: number): ItemColumns {
  if (tags === 0) return numbers;
  const { items, columns, values } = numbers;
  const width = columns + tags;
  const joined = new Float64Array(items * width);
  for (let item = 0; item < items; item++) {
    joined.set(values.subarray(item * columns, (item + 1) * columns), item * width);
    joined.set(shares.subarray(item * tags, (item + 1) * tags), item * width + columns);
  }
  return { items, columns: width, values: joined, tags };
}
