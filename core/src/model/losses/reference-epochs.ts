import { bprEpoch } from './bpr.js';
import { logisticEpoch } from './logistic.js';
import type { LossFunction } from './loss-definition.js';
import type { Loss } from './losses.js';
import { warpKosEpoch } from './warp-kos.js';
import { warpEpoch } from './warp.js';

/**
 * The reference implementation of every loss. Separate from the table `losses`, so that a bundle that only needs facts
 * about losses, such as the page's, leaves the implementations out.
 */
export const referenceEpochs: Readonly<Record<Loss, LossFunction>> = {
  logistic: logisticEpoch,
  bpr: bprEpoch,
  warp: warpEpoch,
  'warp-kos': warpKosEpoch,
};
