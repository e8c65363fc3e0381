import type { PublishedModel } from '../contract/published-model.js';
import type { ModelConfiguration } from '../contract/stored/model.js';
import type { Embeddings } from '../model/state.js';
import { lengthened } from './descriptions/lengthened.js';
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
  // Nobody likes the items behind those that were trained.
  const nobody = new Float32Array(complete.items.length - prepared.items.length);
  return {
    users,
    known,
    ...complete,
    ...(foldIn && { foldIn }),
    ...(likers && { likers: lengthened(likers, nobody) }),
  };
}
