import { score } from '../kernels/representation.js';
import { WorkerRandom } from '../random.js';
import { hasEntry } from '../sparse.js';
import type { LossDefinition, LossFunction, LossWorkspace } from './loss-definition.js';
import { sigmoid } from './sigmoid.js';

const { fround } = Math;

/**
 * The positive should score above one negative, drawn from the entries and so by popularity. Entries with a value ≤ 0
 * are skipped as positives, but can be drawn.
 */
export const bprEpoch: LossFunction = (workspace, order, seed) => {
  const { interactions, users, items } = workspace;
  const random = new WorkerRandom(seed);
  for (const example of order) {
    if (!(interactions.data[example]! > 0)) continue;
    const user = interactions.row[example]!;
    const positive = interactions.col[example]!;
    const negative = drawNegative(workspace, user, random);
    users.represent(user, workspace.user);
    items.represent(positive, workspace.item);
    items.represent(negative, workspace.negative);
    const margin = score(workspace.user, workspace.item) - score(workspace.user, workspace.negative);
    const loss = workspace.weight(example) * (1 - sigmoid(fround(margin)));
    workspace.pairwiseStep(loss, user, positive, negative);
    workspace.checkScales();
  }
};

/** Bayesian personalised ranking (Rendle 2009). */
export const bpr: LossDefinition = {
  description: 'take one unknown item, popular ones more often, and widen the margin (Rendle 2009)',
  isRanking: true,
  samples: true,
  weights: 'taken',
  parameters: [],
};

/** The first drawn item the user has no entry for; if all draws fail, the last one, although it is a positive. */
function drawNegative({ interactions, positives }: LossWorkspace, user: number, random: WorkerRandom): number {
  const entries = interactions.col.length;
  let negative = 0;
  for (let tries = 0; tries < entries; tries++) {
    negative = interactions.col[random.below(entries)]!;
    if (!hasEntry(positives, user, negative)) break;
  }
  return negative;
}
