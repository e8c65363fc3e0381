import { discoveryCut } from '../../model/choice/discovery.js';

/** What the sentence is about: precisions at ten on the same hidden pairs, as means over users. */
export interface Quality {
  readonly precision: number;
  /** Of the standard model, `names`; absent if it was not measured. */
  readonly standard?: number | undefined;
  readonly random: number;
  /** How many pairs were hidden. */
  readonly pairs: number;
  /** Bounds of the precision by resampling users; absent if there are too few. */
  readonly interval?: { readonly low: number; readonly high: number } | undefined;
}

/**
 * How good the recommendations are, for people: "3.8 of the first ten are right, against 1.0 by the standard model and 0.4 by
 * chance (45 hidden pairs, so ± 1.1)."
 */
export function qualitySentence({ precision, standard, random, pairs, interval }: Quality): string {
  const against = [
    ...(standard === undefined ? [] : [`${outOfTen(standard)} by the standard model`]),
    `${outOfTen(random)} by chance`,
  ];
  const spread = interval && `, so ± ${outOfTen((interval.high - interval.low) / 2)}`;
  const basis = `${pairs} hidden ${pairs === 1 ? 'pair' : 'pairs'}${spread ?? ''}`;
  return `${outOfTen(precision)} of the first ten are right, against ${against.join(' and ')} (${basis}).`;
}

function outOfTen(precision: number): string {
  return (precision * discoveryCut).toFixed(1);
}
