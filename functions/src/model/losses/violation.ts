import { score } from '../kernels/representation.js';
import type { WorkerRandom } from '../random.js';
import { hasEntry } from '../sparse.js';
import type { Workspace } from '../kernels/workspace.js';

/** A loss above this is cut, so that one rare violation cannot throw the model about. */
export const MAX_LOSS = 10;

/** What a search for a violation found: it is changed by every search. */
export interface Violation {
  /** The item that ranks too high. */
  negative: number;
  /** At which try it was found, from 1. */
  tries: number;
}

/**
 * WARP's search (Weston 2011): draws items until one that the user has no entry for scores more than (positive − 1), at most
 * `maxSampled` times; a drawn positive uses up its try. Leaves the item's representation in `workspace.negative`.
 *
 * @returns whether there was one; then `found` holds it.
 */
export function findViolation(
  workspace: Workspace,
  user: number,
  positiveScore: number,
  random: WorkerRandom,
  found: Violation,
): boolean {
  const { items, positives } = workspace;
  const { maxSampled } = workspace.hyperparameters;
  for (let tries = 1; tries <= maxSampled; tries++) {
    const negative = random.below(items.rows);
    items.represent(negative, workspace.negative);
    if (score(workspace.user, workspace.negative) > positiveScore - 1 && !hasEntry(positives, user, negative)) {
      found.negative = negative;
      found.tries = tries;
      return true;
    }
  }
  return false;
}
