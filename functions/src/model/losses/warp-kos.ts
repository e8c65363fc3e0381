import { score } from '../kernels/representation.js';
import type { Workspace } from '../kernels/workspace.js';
import { WorkerRandom } from '../random.js';
import type { LossFunction } from './loss-function.js';
import { findViolation, MAX_LOSS, type Violation } from './violation.js';

/**
 * WARP from the k-th best of n sampled positives of a user (Weston 2013), so that the optimisation is not spent on what already
 * ranks high. Of each example only its user counts: neither its item, nor its value.
 */
export const warpKos: LossFunction = (workspace, order, seed) => {
  const { interactions, users, items, positives } = workspace;
  const random = new WorkerRandom(seed);
  const found: Violation = { negative: 0, tries: 0 };
  const sample = new Sample(workspace.hyperparameters.n);
  for (const example of order) {
    const user = interactions.row[example]!;
    if (positives.indptr[user] === positives.indptr[user + 1]) continue;
    users.represent(user, workspace.user);
    const positive = drawPositive(workspace, user, random, sample);
    items.represent(positive, workspace.item);
    if (findViolation(workspace, user, score(workspace.user, workspace.item), random, found)) {
      // No lower bound as in WARP: maxSampled ≥ rows can give ln 0, and the fit then ends as diverged.
      const loss = Math.min(MAX_LOSS, Math.log(Math.floor((items.rows - 1) / found.tries)));
      workspace.pairwiseStep(loss, user, positive, found.negative);
    }
    workspace.checkScales();
  }
};

/** The k-th best (or the last) of up to n items drawn, with replacement, from those of the user. */
function drawPositive(workspace: Workspace, user: number, random: WorkerRandom, sample: Sample): number {
  const { positives, items } = workspace;
  const { k, n } = workspace.hyperparameters;
  const start = positives.indptr[user]!;
  const size = positives.indptr[user + 1]! - start;
  const draws = Math.min(n, size);
  sample.clear();
  for (let i = 0; i < draws; i++) {
    const item = positives.indices[start + random.below(size)]!;
    items.represent(item, workspace.item);
    sample.add(item, score(workspace.user, workspace.item));
  }
  return sample.item(Math.min(k, draws) - 1);
}

/** Items sorted by score, best first; items with equal scores keep the order in which they were added. */
class Sample {
  private readonly items: Int32Array;
  private readonly scores: Float32Array;
  private length = 0;

  constructor(capacity: number) {
    this.items = new Int32Array(capacity);
    this.scores = new Float32Array(capacity);
  }

  clear(): void {
    this.length = 0;
  }

  add(item: number, itemScore: number): void {
    let at = this.length++;
    for (; at > 0 && this.scores[at - 1]! < itemScore; at--) {
      this.items[at] = this.items[at - 1]!;
      this.scores[at] = this.scores[at - 1]!;
    }
    this.items[at] = item;
    this.scores[at] = itemScore;
  }

  /** The item at a place, from 0. */
  item(place: number): number {
    return this.items[place]!;
  }
}
