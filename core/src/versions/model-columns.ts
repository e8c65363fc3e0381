import type { ModelConfiguration } from '../contract/stored/model.js';
import type { InteractionColumns } from '../tables/sums/interactions.js';

type Named = Pick<
  ModelConfiguration,
  'user' | 'userLists' | 'item' | 'rating' | 'itemFeatures' | 'itemTags' | 'userTags'
>;

/** The names of all columns that a model uses. */
export function columnNamesOf({
  user,
  item,
  rating,
  itemFeatures = [],
  itemTags = [],
  userTags = [],
}: Named): string[] {
  return [user, item, ...(rating === undefined ? [] : [rating]), ...itemFeatures, ...itemTags, ...userTags];
}

/** The positions of a model's columns in the data set; `null` if one is missing, perhaps after a replacement. */
export function columnsOf(configuration: Named, columns: readonly string[]): InteractionColumns | null {
  if (!columnNamesOf(configuration).every((name) => columns.includes(name))) return null;
  const { user, userLists, item, rating, itemFeatures, itemTags, userTags } = configuration;
  const placesOf = (names: readonly string[]) => names.map((name) => columns.indexOf(name));
  return {
    user: columns.indexOf(user),
    ...(userLists && { userLists }),
    item: columns.indexOf(item),
    rating: rating === undefined ? null : columns.indexOf(rating),
    ...(itemFeatures && { features: placesOf(itemFeatures) }),
    ...(itemTags && { itemTags: placesOf(itemTags) }),
    ...(userTags && { userTags: placesOf(userTags) }),
  };
}
