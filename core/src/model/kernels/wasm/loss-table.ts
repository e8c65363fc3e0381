import type { FitTask } from '../kernel.js';
import { compiledLoss } from './compiled-losses.js';

const { floor, log, max, min } = Math;

/** The most tries that a table covers; later ones are computed when they occur, which is almost never. */
const TABLE_LENGTH = 4096;

/**
 * The loss of a violation found at try `t`, before weight and clip: ln of the rank estimated from the number of tries
 * (docs/lightfm.md#losses). WARP's rank is at least 1; that of warp-kos can be 0.
 */
export function violationLoss({ hyperparameters, itemFeatures, state }: FitTask): (tries: number) => number {
  const rows = itemFeatures?.rows ?? state.item.biases.length;
  const least = compiledLoss(hyperparameters.loss).leastRank ?? 0;
  return (tries) => log(max(least, floor((rows - 1) / tries)));
}

/** The losses of the first tries, indexed by try; index 0 is not used. */
export function lossTable(lossAt: (tries: number) => number, maxSampled: number): Float64Array {
  return Float64Array.from({ length: min(maxSampled + 1, TABLE_LENGTH) }, (_, tries) =>
    tries === 0 ? 0 : lossAt(tries),
  );
}
