import type { PublishedModel } from '../contract/published-model.js';
import type { ModelConfiguration } from '../contract/stored/model.js';
import { foldInTermsOf } from '../model/methods/fold-in/fold-in-terms.js';
import type { Interactions } from '../model/sparse.js';
import type { Embeddings } from '../model/state.js';
import { recipeOf } from './method-of.js';
import type { TrainingData } from './training-options.js';

/**
 * What a version publishes for new users beside its embeddings.
 * @param configuration of the version: its method, not `auto`.
 */
export function newUserTerms(
  { users, items, interactions, itemColumns }: TrainingData,
  configuration: ModelConfiguration,
  embeddings: Embeddings,
): Pick<PublishedModel, 'foldIn' | 'likers'> {
  const recipe = recipeOf(configuration);
  const input = { users, items, interactions, ...(itemColumns && { itemColumns }) };
  const foldIn = recipe && foldInTermsOf(input, recipe, embeddings);
  const isLikedThroughout = interactions.value.every((value) => value > 0);
  return { ...(foldIn && { foldIn }), ...(!isLikedThroughout && { likers: countLikers(interactions) }) };
}

function countLikers({ items, col, value }: Interactions): Float32Array {
  const likers = new Float32Array(items);
  for (let entry = 0; entry < col.length; entry++) if (value[entry]! > 0) likers[col[entry]!]!++;
  return likers;
}
