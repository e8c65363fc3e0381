import type { ModelMetrics } from '../../contract/stored/model.js';

/** What the sentence is about: precisions at a cutoff on the same hidden pairs, as means over users. */
interface Quality {
  readonly precision: number;
  /** Of LightFM with a vector for each user and item; absent if it was not measured. */
  readonly standard?: number | undefined;
  /** Whether that was measured on earlier data than the rest. */
  readonly isStandardEarlier?: boolean;
  readonly random: number;
  /** The cutoff. */
  readonly k: number;
  /** How many pairs were hidden. */
  readonly pairs: number;
  /** Bounds of the precision by resampling users; absent if there are too few. */
  readonly interval?: { readonly low: number; readonly high: number } | undefined;
}

/**
 * How good the recommendations are, for people: "3.8 of the first ten are right, against 1.0 by the standard model and 0.4 by
 * chance (45 hidden pairs, so ± 1.1)."
 */
export function qualitySentence(quality: Quality): string {
  const { precision, standard, isStandardEarlier = false, random, k, pairs, interval } = quality;
  const count = (part: number) => (part * k).toFixed(1);
  const against = [
    ...(standard === undefined
      ? []
      : [`${count(standard)} by the standard model${isStandardEarlier ? ' on earlier data' : ''}`]),
    `${count(random)} by chance`,
  ];
  const spread = interval ? `, so ± ${count((interval.high - interval.low) / 2)}` : '';
  const basis = `${pairs} hidden ${pairs === 1 ? 'pair' : 'pairs'}${spread}`;
  return `${count(precision)} of the first ${k === 10 ? 'ten' : k} are right, against ${against.join(' and ')} (${basis}).`;
}

/** The sentence for a version that was measured on pairs to discover; `null` for others. */
export function qualityOf(metrics: ModelMetrics): string | null {
  if (metrics.split !== 'discover') return null;
  const { precision, k, heldOut: pairs, interval, baselines } = metrics;
  const { random, standard, standardOn } = baselines;
  return qualitySentence({
    precision,
    standard: standard?.precision,
    isStandardEarlier: standardOn !== undefined,
    random: random.precision,
    k,
    pairs,
    interval,
  });
}
