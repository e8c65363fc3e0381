import type { WorkerRandom } from '../random.js';
import { hasEntry } from '../sparse.js';
import type { LossWorkspace } from './loss-definition.js';

const { min } = Math;

/** A loss above this is clipped, so that one rare violation cannot disrupt the model. */
export const MAX_LOSS = 10;

/** How many negatives are drawn and scored at once. */
const BATCH = 4;

/**
 * WARP's search for a violation (Weston 2011): an item that the user has no entry for and that ranks too high. One
 * object serves a whole epoch.
 */
export class ViolationSearch {
  /** The item found by the last search that found one. */
  negative = 0;
  /** The try at which it was found, from 1. */
  tries = 0;

  private readonly drawn = new Int32Array(BATCH);
  private readonly states = new Int32Array(BATCH);
  private readonly scores = new Float32Array(BATCH);

  constructor(
    private readonly workspace: LossWorkspace,
    private readonly random: WorkerRandom,
  ) {}

  /**
   * Draws items until one without an entry scores more than `positiveScore` − 1, at most `maxSampled` times; drawing a
   * positive uses up a try. Reads the user's representation from the workspace and leaves that of the item found in
   * `negative`.
   *
   * @returns whether there was one.
   */
  find(user: number, positiveScore: number): boolean {
    const { workspace, random, drawn, scores } = this;
    const { items, positives } = workspace;
    const { maxSampled } = workspace.hyperparameters;
    for (let tried = 0; tried < maxSampled; tried += BATCH) {
      this.draw();
      items.scoreFour(workspace.user, drawn, scores);
      const batch = min(BATCH, maxSampled - tried);
      for (let i = 0; i < batch; i++) {
        // Only draws that are examined count: the generator goes back to before the others.
        random.state = this.states[i]!;
        if (!(scores[i]! > positiveScore - 1) || hasEntry(positives, user, drawn[i]!)) continue;
        this.negative = drawn[i]!;
        this.tries = tried + i + 1;
        items.represent(this.negative, workspace.negative);
        return true;
      }
    }
    return false;
  }

  private draw(): void {
    for (let i = 0; i < BATCH; i++) {
      this.drawn[i] = this.random.below(this.workspace.items.rows);
      this.states[i] = this.random.state;
    }
  }
}
