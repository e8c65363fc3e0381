import type { PublishedModel } from '../../contract/published-model.js';
import type { DescribedSide, TagName } from '../../contract/descriptions.js';
import { foldText } from '../../tables/folding.js';
import { nearestNames } from '../../tables/nearest-names.js';

/** Which items a request accepts, by their tags as people type them. */
export interface TagFilter {
  /** Only items that have all of these. */
  tags?: readonly string[] | undefined;
  /** No item that has one of these. */
  withoutTags?: readonly string[] | undefined;
}

/** The tags of a version's items, or of its users. */
export type TagSide = 'item' | 'user';

/**
 * The places of a tag in the names of a version's descriptions; none if it has no such tag. The same word may be a tag in several
 * columns; `genre: Comedy` names one of them. Letters match by their fold (`foldText`).
 */
export function findTag(model: PublishedModel, side: TagSide, tag: string): number[] {
  const wanted = foldText(tag);
  return placesOf(model, side).filter((place) => {
    const name = nameAt(model, place);
    return foldText(name.tag) === wanted || foldText(inFull(name)) === wanted;
  });
}

/** The tags most similar to an unknown one. */
export function nearestTags(model: PublishedModel, side: TagSide, tag: string, count: number): string[] {
  const names = placesOf(model, side).map((place) => nameAt(model, place).tag);
  return nearestNames(tag, [...new Set(names)], count);
}

/**
 * Whether a filter leaves out an item; absent if it leaves out none.
 * @param find the places of a tag; may throw if there is no such tag.
 */
export function leftOutByTags(
  model: PublishedModel,
  { tags = [], withoutTags = [] }: TagFilter,
  find: (tag: string) => readonly number[],
): ((index: number) => boolean) | undefined {
  if (tags.length + withoutTags.length === 0) return undefined;
  const wanted = tags.map((tag) => new Set(find(tag)));
  const refused = new Set(withoutTags.flatMap(find));
  return (index) => {
    const own = tagsOfItem(model, index);
    return wanted.some((places) => !own.some((tag) => places.has(tag))) || own.some((tag) => refused.has(tag));
  };
}

/** The places of an item's tags. */
function tagsOfItem({ descriptions }: PublishedModel, item: number): readonly number[] {
  if (!descriptions) return [];
  const { indptr, indices } = descriptions.tagged;
  return Array.from(indices.subarray(indptr[item], indptr[item + 1]));
}

/** The places of the tags of one side: those of items come first, and of users only those that are learned from. */
function placesOf({ descriptions }: PublishedModel, side: TagSide): readonly number[] {
  if (!descriptions) return [];
  const ofUsers = descriptions.users?.tags ?? [];
  if (side === 'user') return ofUsers;
  const items = ofUsers[0] ?? descriptions.names.length;
  return Array.from({ length: items }, (_, place) => place);
}

function nameAt({ descriptions }: PublishedModel, place: number): TagName {
  return descriptions?.names[place] ?? { column: '', tag: '' };
}

function inFull({ column, tag }: TagName): string {
  return `${column}: ${tag}`;
}

/** What a request says of an item or a user that the model does not have. */
export interface Description {
  /** As people type them. */
  tags?: readonly string[] | undefined;
  /** By column. */
  numbers?: Readonly<Record<string, number>> | undefined;
}

/** The numbers, then the tags of a description in the order of a side's map; unknown ones as if nobody had said them. */
export function describedValues(
  { numbers, tags }: DescribedSide,
  known: { readonly numbers: Readonly<Record<string, number>>; readonly tags: ReadonlySet<number> },
): Float64Array {
  return Float64Array.from([
    ...numbers.map((column) => known.numbers[column] ?? NaN),
    ...tags.map((tag) => (known.tags.has(tag) ? 1 : 0)),
  ]);
}
