import type { PublishedModel } from '../contract/published-model.js';
import type { ModelConfiguration } from '../contract/stored/model.js';
import type { Embeddings } from '../model/state.js';
import { withColdItems } from './descriptions/with-cold-items.js';
import { newUserTerms } from './new-user-terms.js';
import type { PreparedInteractions } from './prepare-interactions.js';

/**
 * All that a version publishes, from what was trained.
 * @param configuration of the version: its method, not `auto`.
 */
export function publishedVersion(
  prepared: PreparedInteractions,
  configuration: ModelConfiguration,
  trained: Embeddings,
): PublishedModel {
  const { users, known } = prepared;
  const { foldIn, likers } = newUserTerms(prepared, configuration, trained);
  const complete = withColdItems(prepared, configuration, trained);
  return { users, known, ...complete, ...(foldIn && { foldIn }), ...(likers && { likers: extended(likers, complete.items.length) }) }; // prettier-ignore
}

/** Nobody likes the items behind those that were trained. */
function extended(likers: Float32Array, items: number): Float32Array {
  const all = new Float32Array(items);
  all.set(likers);
  return all;
}
