import type { ModelConfiguration } from '../contract/stored/model.js';
import type { InteractionColumns } from '../tables/sums/interactions.js';

type Named = Pick<ModelConfiguration, 'user' | 'item' | 'rating' | 'itemFeatures'>;

/** The names of all columns that a model is made from. */
export function columnNamesOf({ user, item, rating, itemFeatures = [] }: Named): string[] {
  return [user, item, ...(rating === undefined ? [] : [rating]), ...itemFeatures];
}

/** Where a model's columns stand in a data set's; `null` where one of them is not there (any more). */
export function columnsOf(configuration: Named, columns: readonly string[]): InteractionColumns | null {
  if (!columnNamesOf(configuration).every((name) => columns.includes(name))) return null;
  const { user, item, rating, itemFeatures } = configuration;
  return {
    user: columns.indexOf(user),
    item: columns.indexOf(item),
    rating: rating === undefined ? null : columns.indexOf(rating),
    ...(itemFeatures && { features: itemFeatures.map((name) => columns.indexOf(name)) }),
  };
}
