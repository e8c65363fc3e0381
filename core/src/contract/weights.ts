import { takesWeights, type Loss } from '../model/losses/losses.js';

/** How a rating becomes the weight of an interaction; each acts on the merged sum over all its rows. */
export const weightOptions = ['none', 'sum', 'mean', 'log1p'] as const;

/** One of `weightOptions`. */
export type WeightOption = (typeof weightOptions)[number];

/** The weight option of a model that names none: `log1p` if it has ratings and its loss uses weights, else `none`. */
export function defaultWeight(loss: Loss, hasRatings: boolean): WeightOption {
  return hasRatings && takesWeights(loss) ? 'log1p' : 'none';
}
