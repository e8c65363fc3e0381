import { bpr } from './bpr.js';
import { logistic } from './logistic.js';
import type { LossDefinition } from './loss-definition.js';
import { warpKos } from './warp-kos.js';
import { warp } from './warp.js';

/**
 * Every loss by name. Types, checks, the API's schema, the command line and its help are made from this table. A new
 * loss needs a file, a row here and a row in `reference-epochs.ts`: the reference kernel computes every loss that no
 * other kernel covers.
 */
export const losses = { logistic, bpr, warp, 'warp-kos': warpKos } satisfies Record<string, LossDefinition>;

/** The name of a loss. */
export type Loss = keyof typeof losses;

/** What the table says about a loss. */
export function lossOf(loss: Loss): LossDefinition {
  return losses[loss];
}

/** The names of all losses. */
export function lossNames(): Loss[] {
  return Object.keys(losses) as Loss[];
}

/** Does the loss take sample weights? */
export function takesWeights(loss: Loss): boolean {
  return lossOf(loss).weights === 'taken';
}
