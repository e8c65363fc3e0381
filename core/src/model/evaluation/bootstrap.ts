import { ModelError } from '../errors.js';
import { RandomState } from '../random.js';

/** How to resample. */
export interface BootstrapOptions {
  /** How many times users are resampled, such as 1000; a whole number from 1. */
  readonly samples: number;
  readonly seed: number;
  /** The part of the means that the interval contains, default 0.95. */
  readonly level?: number;
}

/** Bounds of a mean. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

/**
 * The uncertainty of a mean over users: draws as many users with replacement, repeatedly, and takes the middle part of
 * the means (percentile bootstrap; Efron 1979). The same seed gives the same bounds. NaN for no values.
 *
 * @throws ModelError `value` for an invalid number of samples, or as `checkSeed` does.
 */
export function bootstrapMean(values: readonly number[], { samples, seed, level = 0.95 }: BootstrapOptions): Interval {
  if (!(Number.isInteger(samples) && samples >= 1)) {
    throw new ModelError('value', `The number of bootstrap samples is ${samples}; give a whole number such as 1000.`);
  }
  const random = new RandomState(seed);
  if (values.length === 0) return { low: NaN, high: NaN };
  const means = Float64Array.from({ length: samples }, () => {
    let sum = 0;
    for (let draw = 0; draw < values.length; draw++) sum += values[random.bounded(values.length - 1)]!;
    return sum / values.length;
  }).sort();
  const at = (part: number) => means[Math.min(samples - 1, Math.floor(part * samples))]!;
  return { low: at((1 - level) / 2), high: at((1 + level) / 2) };
}
