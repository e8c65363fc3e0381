import type { ItemDescriptions, TagName } from '../../contract/descriptions.js';
import { SegueError } from '../../contract/errors.js';
import { limits } from '../../contract/limits.js';
import type { ModelConfiguration } from '../../contract/stored/model.js';
import { cellRows, hasEntry, type Cells } from '../../model/sparse.js';
import { pickItems } from '../../model/descriptions/untrained-items.js';
import type { ItemColumns } from '../../model/training/item-features.js';
import { entryOf } from '../../tables/entry-of.js';
import { averageFeatures, type InteractionSums, type PairSum } from '../../tables/sums/interactions.js';
import { judgementColumns } from '../judgement-columns.js';
import type { LoneDescriptions } from './take-descriptions.js';
import {
  besideTags,
  frequentTags,
  taggedRows,
  tagReader,
  learnableTags,
  tagShares,
  type TagCounts,
} from './tag-columns.js';

/** What describes the items of a model. */
export interface DescribedItems {
  /** Of the items with pairs, in their order. */
  readonly itemColumns: ItemColumns;
  /** The names of its columns of numbers. */
  readonly described: readonly string[];
  /** All tags that one can ask for. */
  readonly tags: readonly TagName[];
  /** The tags behind the columns of numbers, in their order: places in `tags`. */
  readonly learned: readonly number[];
  /** The tags of each item, then of each cold item: places in `tags`. */
  readonly tagged: ItemDescriptions['tagged'];
  /**
   * The same over the rows of these pairs, and those without a user: what a split that sets other pairs aside may know. NaN
   * for numbers of items without any of them.
   */
  readonly describe: (pairs: Cells) => ItemColumns;
  readonly cold: ColdItems;
}

/** Cold items: those without pairs, sorted by name, that have a number or a tag that is learned from. */
export interface ColdItems {
  readonly names: readonly string[];
  readonly columns: ItemColumns;
  /** For each of their entries in `tagged`: the share of the item's rows that have the tag. */
  readonly shares: Float32Array;
}

/** A pair of a model, by the indexes of its names. */
export interface IndexedPair {
  readonly user: number;
  readonly item: number;
  readonly pair: PairSum;
}

/** What descriptions are made from. */
interface DescribedData {
  /** All pairs of the data set. */
  readonly sums: InteractionSums;
  readonly lone: LoneDescriptions;
  /** The pairs of the model. */
  readonly entries: readonly IndexedPair[];
  /** The names of the items with pairs in the model. */
  readonly items: readonly string[];
  /** Whether anybody is connected with an item, in the model or not. */
  readonly isWarm: (item: string) => boolean;
}

type DescriptionOptions = Pick<ModelConfiguration, 'itemFeatures' | 'itemTags' | 'model'>;

/**
 * What describes the items: for LightFM all the columns that were named, for the methods of the menu those whose values
 * belong to the item, and not to the user or the pair (`judgementColumns`); and tags. `null` if nothing does.
 * @throws invalid-parameters if a column has no numbers
 */
export function describeItems(data: DescribedData, options: DescriptionOptions): DescribedItems | null {
  const { itemFeatures: columns = [], itemTags = [], model } = options;
  const { sums, entries, items, lone, isWarm } = data;
  if (columns.length + itemTags.length === 0) return null;
  const judgements = model === undefined ? [] : judgementColumns(sums, columns).map(({ column }) => column);
  const kept = columns.map((_, at) => at).filter((at) => !judgements.includes(columns[at]!));

  const own = loneRows(items, lone.ofItems);
  const coldNames = [...lone.ofItems.keys()].filter((name) => !isWarm(name)).sort();
  const coldRows = loneRows(coldNames, lone.ofItems);
  const warm = [...entries, ...own];
  const pairs = [...warm, ...coldRows].map(({ pair }) => pair);
  const reader = tagReader(pairs, { columns: itemTags, first: 0 });
  const numbersOf = (rows: readonly ItemRow[], size: number): ItemColumns => ({
    items: size,
    columns: columns.length,
    values: averageFeatures(rows, size, columns.length),
  });
  const tagsOf = (rows: readonly ItemRow[], size: number) => {
    const described = rows.map(({ item: row, pair }) => ({ row, pair }));
    return reader.count(described, size);
  };
  const warmNumbers = numbersOf(warm, items.length);
  checkDescribed(warmNumbers, columns);
  const warmTags = tagsOf(warm, items.length);
  const learned = learnableTags(warmTags);
  const join = (numbers: ItemColumns, tags: TagCounts[]): ItemColumns =>
    besideTags(pickColumns(numbers, kept), tagShares(tags, learned), learned.length);
  /** Most items keep all of their pairs, and so their averages. */
  const averagesOf = (isOf: (pair: IndexedPair) => boolean): ItemColumns => {
    const left = entries.filter(isOf);
    const isChanged = changedItems(items.length, entries, left);
    const rows = [...left, ...own].filter(({ item }) => isChanged[item] === 1);
    return replaceRows(warmNumbers, numbersOf(rows, items.length), isChanged);
  };
  const coldTags = tagsOf(coldRows, coldNames.length);
  const coldColumns = join(numbersOf(coldRows, coldNames.length), coldTags);
  const cold = [...coldNames.keys()].filter((item) => isDescribed(coldColumns, item));
  const allTags = [...warmTags, ...cold.map((item) => coldTags[item]!)];
  const keys = namedTags(allTags, learned);
  if (kept.length + keys.length === 0) return null;
  const placeOf = new Map(keys.map((key, place) => [key, place]));
  const { shares, ...tagged } = taggedRows(allTags, keys);
  return {
    itemColumns: join(warmNumbers, warmTags),
    described: kept.map((at) => columns[at]!),
    tags: keys.map(reader.nameOf),
    learned: learned.map((key) => entryOf(placeOf, key)),
    tagged,
    describe: (of) => {
      const cells = cellRows(of);
      const isOf = ({ user, item }: IndexedPair) => hasEntry(cells, user, item);
      if (learned.length === 0) return pickColumns(averagesOf(isOf), kept);
      const rows = [...entries.filter(isOf), ...own];
      return join(numbersOf(rows, items.length), tagsOf(rows, items.length));
    },
    cold: {
      names: cold.map((item) => coldNames[item]!),
      columns: pickItems(coldColumns, cold),
      shares: shares.subarray(tagged.indptr[items.length]),
    },
  };
}

/** The tags to ask for, sorted: those that are learned from, then the most frequent others. */
function namedTags(counts: readonly TagCounts[], learned: readonly string[]): string[] {
  const others = frequentTags(counts, limits.namedTags).keys();
  return [...new Set([...learned, ...others])].slice(0, limits.namedTags).sort();
}

/** The rows behind an item. */
interface ItemRow {
  readonly item: number;
  readonly pair: PairSum;
}

/** 1 for the items of which fewer pairs are left. */
function changedItems(items: number, all: readonly ItemRow[], left: readonly ItemRow[]): Uint8Array {
  const missing = new Int32Array(items);
  for (const { item } of all) missing[item]!++;
  for (const { item } of left) missing[item]!--;
  return Uint8Array.from(missing, (count) => (count > 0 ? 1 : 0));
}

/** The rows that changed from one table, and the others from another. */
function replaceRows(all: ItemColumns, fresh: ItemColumns, isChanged: Uint8Array): ItemColumns {
  const { items, columns } = all;
  const values = all.values.slice();
  for (let item = 0; item < items; item++) {
    if (isChanged[item] === 0) continue;
    const [from, to] = [item * columns, (item + 1) * columns];
    values.set(fresh.values.subarray(from, to), from);
  }
  return { items, columns, values };
}

/** The rows without a user of these items. */
function loneRows(names: readonly string[], ofItems: ReadonlyMap<string, PairSum>): ItemRow[] {
  return names.flatMap((name, item) => {
    const pair = ofItems.get(name);
    return pair ? [{ item, pair }] : [];
  });
}

/** Whether a number of an item is known, or a tag that the model learns from. */
function isDescribed({ columns, values, tags = 0 }: ItemColumns, item: number): boolean {
  return values.subarray(item * columns, (item + 1) * columns).some((value, column) => {
    return column < columns - tags ? !Number.isNaN(value) : value > 0;
  });
}

function pickColumns(all: ItemColumns, kept: readonly number[]): ItemColumns {
  const { items, columns, values } = all;
  if (kept.length === columns) return all;
  const picked = Float64Array.from({ length: items * kept.length }, (_, at) => {
    return values[Math.floor(at / kept.length) * columns + kept[at % kept.length]!]!;
  });
  return { items, columns: kept.length, values: picked };
}

function checkDescribed({ values }: ItemColumns, columns: readonly string[]): void {
  const empty = columns.find((_, c) => values.every((value, at) => at % columns.length !== c || Number.isNaN(value)));
  if (empty === undefined) return;
  throw new SegueError(
    'invalid-parameters',
    `The column ${empty} has no numbers to describe items. Remove it from itemFeatures.`,
  );
}
