import type { Ranking, RankedItem } from './ranking.js';

/** What lifts an item above the average item or pushes it below: the parts add up to its `aboveAverage`. */
export interface PartsAboveAverage {
  /** One per taste, in the order of the request. */
  contributions: number[];
  bias: number;
}

/** The parts of an item's score, each minus that of the average item. */
export function partsAboveAverage({ average }: Ranking, { contributions, bias }: RankedItem): PartsAboveAverage {
  return {
    contributions: contributions.map((part, taste) => part - (average.contributions[taste] ?? 0)),
    bias: bias - average.bias,
  };
}

/** Each taste's share of all listed scores, from −1 to 1, relative to the average item. */
export function tasteShares(ranking: Ranking): number[] {
  const sums = ranking.average.contributions.map(() => 0);
  let all = 0;
  for (const item of ranking.items) {
    const { contributions, bias } = partsAboveAverage(ranking, item);
    all += Math.abs(bias);
    for (const [taste, part] of contributions.entries()) {
      sums[taste]! += part;
      all += Math.abs(part);
    }
  }
  return sums.map((sum) => (all === 0 ? 0 : sum / all));
}

/** The lowest and highest end over all listed items' bars, whose parts extend left and right from the average. */
export interface BarScale {
  low: number;
  high: number;
}

/** The scale that the bars of all listed items share. */
export function barScale(ranking: Ranking): BarScale {
  let low = 0;
  let high = 0;
  for (const item of ranking.items) {
    const { contributions, bias } = partsAboveAverage(ranking, item);
    const parts = [...contributions, bias];
    low = Math.min(low, sum(parts.filter((part) => part < 0)));
    high = Math.max(high, sum(parts.filter((part) => part > 0)));
  }
  return { low, high };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
