import type { RecommendationsView } from '@segue/core/contract/api/recommendations';
import { resolveFilter, type ItemFilter } from '@segue/core/versions/answering/item-filter';
import type { ListedPlaces } from '@segue/core/versions/answering/listed-places';
import { excludedByTags, type TagFilter } from '@segue/core/versions/answering/tags';
import type { LoadedModel } from './load-model.js';
import { resolveTag } from './resolve-tags.js';

/** Which items a question accepts, and which places of their ranking it asks for. */
export interface Listing extends ItemFilter, TagFilter {
  count: number;
  offset?: number | undefined;
}

/**
 * The places to list, and what the answer says about the names that filter the items.
 * @throws unknown-tag with the nearest tags
 */
export function readListing(
  { names, published }: LoadedModel,
  { count, offset, allow, exclude, ...tags }: Listing,
): { places: ListedPlaces; notes: Pick<RecommendationsView, 'unknownItems'> } {
  const { isLeftOut, unknown } = resolveFilter(names, { allow, exclude });
  const byTags = excludedByTags(published, tags, (tag) => resolveTag(published, 'item', tag));
  const isEither = isLeftOut && byTags ? (index: number) => isLeftOut(index) || byTags(index) : (isLeftOut ?? byTags);
  return {
    places: { count, offset, isLeftOut: isEither },
    notes: unknown.length === 0 ? {} : { unknownItems: unknown },
  };
}
