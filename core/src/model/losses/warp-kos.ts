import { score } from '../kernels/representation.js';
import { WorkerRandom } from '../random.js';
import type { LossDefinition, LossFunction, LossWorkspace } from './loss-definition.js';
import { MAX_LOSS, ViolationSearch } from './violation.js';

const { floor, log, min } = Math;

/**
 * WARP from the k-th best of n sampled positives of a user (Weston 2013), so that the optimisation is not spent on
 * items that already rank high. Of each example only the user matters, neither the item nor the value.
 */
export const warpKosEpoch: LossFunction = (workspace, order, seed) => {
  const { interactions, users, items, positives } = workspace;
  const random = new WorkerRandom(seed);
  const violation = new ViolationSearch(workspace, random);
  const sample = new PositiveSample(workspace, random);
  for (const example of order) {
    const user = interactions.row[example]!;
    if (positives.indptr[user] === positives.indptr[user + 1]) continue;
    users.represent(user, workspace.user);
    const positive = sample.draw(user);
    items.represent(positive, workspace.item);
    if (violation.find(user, score(workspace.user, workspace.item))) {
      // No lower bound as in WARP: maxSampled ≥ rows can give ln 0, and the fit then ends as diverged.
      const loss = min(MAX_LOSS, log(floor((items.rows - 1) / violation.tries)));
      workspace.pairwiseStep(loss, user, positive, violation.negative);
    }
    workspace.checkScales();
  }
};

/** WARP with the k-order statistic (Weston 2013). */
export const warpKos: LossDefinition = {
  description: "like warp, from the k-th best of a sample of the user's items (Weston 2013)",
  isRanking: true,
  samples: true,
  weights: { refusal: 'k-OS loss with sample weights not implemented. Leave them out or use warp.' },
  parameters: ['k', 'n', 'maxSampled'],
  // A violation found at a try beyond the last item has a loss of ln 0, which no learning rate can fix.
  divergenceAdvice: ({ maxSampled }, items) =>
    maxSampled >= items ? `Set maxSampled (${maxSampled}) below the number of items (${items})` : undefined,
};

/** Draws up to n of a user's items and takes the k-th best. One object serves a whole epoch. */
class PositiveSample {
  /** Sorted by score, best first; items with equal scores keep the order in which they were drawn. */
  private readonly items: Int32Array;
  private readonly scores: Float32Array;
  private readonly drawn = new Int32Array(4);
  private readonly drawnScores = new Float32Array(4);

  constructor(
    private readonly workspace: LossWorkspace,
    private readonly random: WorkerRandom,
  ) {
    const most = min(workspace.hyperparameters.n, workspace.interactions.row.length);
    this.items = new Int32Array(most);
    this.scores = new Float32Array(most);
  }

  /**
   * The k-th best (or the last) of min(n, all) items drawn, with replacement, from those of the user, who has at least
   * one. Reads the user's representation from the workspace.
   */
  draw(user: number): number {
    const { indptr, indices } = this.workspace.positives;
    const { k, n } = this.workspace.hyperparameters;
    const start = indptr[user]!;
    const size = indptr[user + 1]! - start;
    const draws = min(n, size);
    for (let first = 0; first < draws; first += 4) {
      const batch = min(4, draws - first);
      for (let i = 0; i < batch; i++) this.drawn[i] = indices[start + this.random.below(size)]!;
      this.workspace.items.scoreFour(this.workspace.user, this.drawn, this.drawnScores);
      for (let i = 0; i < batch; i++) this.insert(first + i, this.drawn[i]!, this.drawnScores[i]!);
    }
    return this.items[min(k, draws) - 1]!;
  }

  private insert(length: number, item: number, itemScore: number): void {
    const { items, scores } = this;
    let at = length;
    for (; at > 0 && scores[at - 1]! < itemScore; at--) {
      items[at] = items[at - 1]!;
      scores[at] = scores[at - 1]!;
    }
    items[at] = item;
    scores[at] = itemScore;
  }
}
