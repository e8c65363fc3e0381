import { score } from '../kernels/representation.js';
import { WorkerRandom } from '../random.js';
import { hasEntry } from '../sparse.js';
import type { Workspace } from '../kernels/workspace.js';
import type { LossFunction } from './loss-function.js';
import { sigmoid } from './sigmoid.js';

const { fround } = Math;

/**
 * Bayesian personalised ranking (Rendle 2009): the positive should score above one negative, drawn from the entries and so
 * by popularity. Entries with a value ≤ 0 are skipped as positives, but can be drawn.
 */
export const bpr: LossFunction = (workspace, order, seed) => {
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

/** The first drawn item the user has no entry for; where all draws fail, the last one although it is a positive. */
function drawNegative({ interactions, positives }: Workspace, user: number, random: WorkerRandom): number {
  const entries = interactions.col.length;
  let negative = 0;
  for (let tries = 0; tries < entries; tries++) {
    negative = interactions.col[random.below(entries)]!;
    if (!hasEntry(positives, user, negative)) break;
  }
  return negative;
}
