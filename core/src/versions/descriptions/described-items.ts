import type { Descriptions, TagName } from '../../contract/descriptions.js';
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
  tagShares,
  usefulTags,
  type TagCounts,
} from './tag-columns.js';

/** What describes the items of a model. */
export interface DescribedItems {
  /** Of the items with pairs, in their order. */
  readonly itemColumns: ItemColumns;
  /** The names of its columns of numbers. */
  readonly described: readonly string[];
  /** All tags, for those who ask by them. */
  readonly tagNames: readonly TagName[];
  /** The tags behind the columns of numbers, in their order: places in `tagNames`. */
  readonly learnedTags: readonly number[];
  /** The tags of each item, then of each cold item: places in `tagNames`. */
  readonly tagged: Descriptions['tagged'];
  /**
   * The same over the rows of these pairs, and those without a user: what a split that sets other pairs aside may know. NaN
   * for numbers of items without any of them.
   */
  readonly describe: (pairs: Cells) => ItemColumns;
  /** Items that are described and that nobody is connected with. */
  readonly cold: ColdItems;
}

/** Items without pairs, sorted by name, and what describes them. */
export interface ColdItems {
  readonly names: readonly string[];
  readonly columns: ItemColumns;
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
 * @throws invalid-parameters if a column has no numbers, or none has tags
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
  const pairs = [...entries, ...own, ...coldRows].map(({ pair }) => pair);
  const reader = tagReader(pairs, { columns: itemTags, first: 0 });
  const numbersOf = (rows: readonly ItemRow[], size: number): ItemColumns => ({
    items: size,
    columns: columns.length,
    values: averageFeatures(rows, size, columns.length),
  });
  const tagsOf = (rows: readonly ItemRow[], size: number) => {
    return reader.count(rows.map(({ item: row, pair }) => ({ row, pair })), size); // prettier-ignore
  };
  const warm = [...entries, ...own];
  const warmNumbers = numbersOf(warm, items.length);
  checkDescribed(warmNumbers, columns);
  const warmTags = tagsOf(warm, items.length);
  const useful = usefulTags(warmTags);
  if (kept.length + useful.length === 0) return null;

  const join = (numbers: ItemColumns, tags: TagCounts[]): ItemColumns =>
    besideTags(pickColumns(numbers, kept), tagShares(tags, useful), useful.length);
  /** Most items keep all of their pairs, and so their averages. */
  const averagesOf = (isOf: (pair: IndexedPair) => boolean): ItemColumns => {
    const left = entries.filter(isOf);
    const isChanged = changedItems(items.length, entries, left);
    const rows = [...left, ...own].filter(({ item }) => isChanged[item] === 1);
    return replaceRows(warmNumbers, numbersOf(rows, items.length), isChanged);
  };
  const coldTags = tagsOf(coldRows, coldNames.length);
  const coldColumns = join(numbersOf(coldRows, coldNames.length), coldTags);
  const told = [...coldNames.keys()].filter((item) => isTold(coldColumns, item));
  const allTags = [...warmTags, ...told.map((item) => coldTags[item]!)];
  const keys = [...frequentTags(allTags, limits.tagNames).keys()];
  const placeOf = new Map(keys.map((key, place) => [key, place]));
  return {
    itemColumns: join(warmNumbers, warmTags),
    described: kept.map((at) => columns[at]!),
    tagNames: keys.map(reader.nameOf),
    learnedTags: useful.map((key) => entryOf(placeOf, key)),
    tagged: taggedRows(allTags, keys),
    describe: (of) => {
      const cells = cellRows(of);
      const isOf = ({ user, item }: IndexedPair) => hasEntry(cells, user, item);
      if (useful.length === 0) return pickColumns(averagesOf(isOf), kept);
      const rows = [...entries.filter(isOf), ...own];
      return join(numbersOf(rows, items.length), tagsOf(rows, items.length));
    },
    cold: { names: told.map((item) => coldNames[item]!), columns: pickItems(coldColumns, told) },
  };
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
function isTold({ columns, values, tags = 0 }: ItemColumns, item: number): boolean {
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
