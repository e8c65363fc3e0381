import type { DescribedSide } from '../../contract/descriptions.js';
import type { PublishedModel } from '../../contract/published-model.js';
import { foldText } from '../../tables/folding.js';
import { nearestNames } from '../../tables/nearest-names.js';
import type { TasteKind } from './names.js';

/** Which items a request accepts, by their tags as people type them. */
export interface TagFilter {
  /** Only items that have all of these. */
  tags?: readonly string[] | undefined;
  /** No item that has one of these. */
  withoutTags?: readonly string[] | undefined;
}

/** What describes one side of a version; `undefined` if nothing does. */
export function describedSide({ descriptions }: PublishedModel, kind: TasteKind): DescribedSide | undefined {
  return kind === 'user' ? descriptions?.users : descriptions?.items;
}

/**
 * The places of a tag among the tags of a side; none if there is no such tag. The same word may be a tag in several columns;
 * `genre: Comedy` names one of them. Letters match by their fold (`foldText`).
 */
export function findTag(side: DescribedSide | undefined, tag: string): readonly number[] {
  return side === undefined ? [] : (placesByTag(side).get(foldText(tag)) ?? []);
}

const indexes = new WeakMap<DescribedSide, Map<string, number[]>>();

/** By the fold of a tag, alone and behind its column; made once for each side, because a version does not change. */
function placesByTag(side: DescribedSide): Map<string, number[]> {
  let index = indexes.get(side);
  if (!index) {
    const found = new Map<string, number[]>();
    side.tags.forEach(({ column, tag }, place) => {
      for (const text of new Set([foldText(tag), foldText(`${column}: ${tag}`)])) {
        found.set(text, [...(found.get(text) ?? []), place]);
      }
    });
    indexes.set(side, (index = found));
  }
  return index;
}

/** The tags most similar to an unknown one. */
export function nearestTags(side: DescribedSide | undefined, tag: string, count: number): string[] {
  const names = new Set(side?.tags.map((name) => name.tag));
  return nearestNames(tag, [...names], count);
}

/**
 * Whether a filter excludes an item; absent if it excludes none.
 * @param find the places of a tag; may throw if there is no such tag.
 */
export function excludedByTags(
  { items, descriptions }: PublishedModel,
  { tags = [], withoutTags = [] }: TagFilter,
  find: (tag: string) => readonly number[],
): ((index: number) => boolean) | undefined {
  if (tags.length + withoutTags.length === 0) return undefined;
  const wanted = tags.map((tag) => new Set(find(tag)));
  const refused = new Set(withoutTags.flatMap(find));
  const { indptr, indices } = descriptions?.items?.tagged ?? {};
  const isExcluded = new Uint8Array(items.length);
  for (let item = 0; item < items.length; item++) {
    const own = indices?.subarray(indptr?.[item], indptr?.[item + 1]) ?? new Int32Array(0);
    const lacks = wanted.some((places) => !own.some((tag) => places.has(tag)));
    if (lacks || own.some((tag) => refused.has(tag))) isExcluded[item] = 1;
  }
  return (index) => isExcluded[index] === 1;
}
