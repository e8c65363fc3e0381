import type { PublishedModel } from '../../contract/published-model.js';

const parts = new WeakMap<PublishedModel, PublishedModel>();

/** How many items have pairs; they come first, cold items last. */
export function warmItems({ popularity }: PublishedModel): number {
  let count = popularity.length;
  while (count > 0 && popularity[count - 1] === 0) count--;
  return count;
}

/**
 * A model without its cold items: what its method was trained on. Whatever continues the training, such as solving for a new
 * user, must not take predicted rows for learned ones. Made once for each model.
 */
export function warmPart(model: PublishedModel): PublishedModel {
  const known = parts.get(model);
  if (known) return known;
  const part = cut(model, warmItems(model));
  parts.set(model, part);
  return part;
}

function cut(model: PublishedModel, items: number): PublishedModel {
  if (items === model.items.length) return model;
  const { embeddings, titles, likers } = model;
  return {
    ...model,
    items: model.items.slice(0, items),
    ...(titles && { titles: titles.slice(0, items) }),
    embeddings: {
      ...embeddings,
      itemEmbeddings: embeddings.itemEmbeddings.subarray(0, items * embeddings.noComponents),
      itemBiases: embeddings.itemBiases.subarray(0, items),
    },
    popularity: model.popularity.subarray(0, items),
    ...(likers && { likers: likers.subarray(0, items) }),
  };
}
