import type { DescribedSide } from '../../../contract/descriptions.js';

/** The tags that a side's map has learned, in its order. */
export function learnedTags({ tags, learned }: DescribedSide): string[] {
  return learned.map((place) => tags[place]!.tag);
}
