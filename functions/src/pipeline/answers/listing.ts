import type { RecommendationsView } from '@segue/core/contract/api/recommendations';
import { resolveFilter, type ItemFilter } from '@segue/core/versions/answering/item-filter';
import type { ListedPlaces } from '@segue/core/versions/answering/listed-places';
import type { LoadedModel } from './load-model.js';

/** Which items a question accepts, and which places of their ranking it asks for. */
export interface Listing extends ItemFilter {
  count: number;
  offset?: number | undefined;
}

/** The places to list, and what the answer says about the names that filter the items. */
export function readListing(
  { names }: LoadedModel,
  { count, offset, allow, exclude }: Listing,
): { places: ListedPlaces; notes: Pick<RecommendationsView, 'unknownItems'> } {
  const { isLeftOut, unknown } = resolveFilter(names, { allow, exclude });
  return { places: { count, offset, isLeftOut }, notes: unknown.length === 0 ? {} : { unknownItems: unknown } };
}
