/** Which places of a ranking to list. */
export interface ListedPlaces {
  /** The most items to list. */
  count: number;
  /** Places to skip; none by default. */
  offset?: number | undefined;
  /** Whether the request leaves an item out; the items behind it move up. */
  isLeftOut?: ((index: number) => boolean) | undefined;
}

/**
 * Lists some places of a ranking. Lists of the same request that differ only in their places have no gap between them
 * and no overlap.
 *
 * @param best the best items, best first, without those left out
 * @returns each with its place, which counts from 1 and over the skipped ones
 */
export function listPlaces<Item>(
  { count, offset = 0 }: ListedPlaces,
  best: (count: number) => readonly Item[],
): { rank: number; listed: Item }[] {
  return best(offset + count)
    .slice(offset)
    .map((listed, place) => ({ rank: offset + place + 1, listed }));
}
