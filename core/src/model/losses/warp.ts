import { score } from '../kernels/representation.js';
import { WorkerRandom } from '../random.js';
import type { LossDefinition, LossFunction } from './loss-definition.js';
import { MAX_LOSS, ViolationSearch } from './violation.js';

const { floor, log, max, min } = Math;

/**
 * The fewer tries it takes to find a negative that ranks too high, the worse the positive ranks, and the larger the
 * step. Entries with a value ≤ 0 are skipped.
 */
export const warpEpoch: LossFunction = (workspace, order, seed) => {
  const { interactions, users, items } = workspace;
  const violation = new ViolationSearch(workspace, new WorkerRandom(seed));
  for (const example of order) {
    if (!(interactions.data[example]! > 0)) continue;
    const user = interactions.row[example]!;
    const positive = interactions.col[example]!;
    users.represent(user, workspace.user);
    items.represent(positive, workspace.item);
    if (violation.find(user, score(workspace.user, workspace.item))) {
      const rank = max(1, floor((items.rows - 1) / violation.tries));
      const loss = min(MAX_LOSS, workspace.weight(example) * log(rank));
      workspace.pairwiseStep(loss, user, positive, violation.negative);
    }
    workspace.checkScales();
  }
};

/** Weighted approximate-rank pairwise loss (Weston 2011): the best precision at the top of a list. */
export const warp: LossDefinition = {
  description: 'look for an unknown item that scores too high; the sooner one is found, the more to move (Weston 2011)',
  isRanking: true,
  samples: true,
  weights: 'taken',
  parameters: ['maxSampled'],
};
