import { topItems } from '../../model/answers/recommend.js';

/** How far an item stands inside a list, or outside of it (negative); `null` for an item that is left out. */
export type MarginOf = (index: number) => number | null;

/**
 * A move is real where the margin changed by more than this; less comes from rounding and from where an optimiser stops. By
 * another seed none moves so far, and by one changed cell 0.4 % of the places in lists of users it does not touch.
 */
export const realMargin = 0.003;

/**
 * The margins of a list: (score − middle of the last place and the one after it) ÷ standard deviation of all scores. Unlike
 * a rank it moves no faster where scores lie close together.
 *
 * @param count the last place of the list
 */
export function marginsOf(scores: Float32Array, count: number, isExcluded: (index: number) => boolean): MarginOf {
  let frame: { edge: number; deviation: number } | undefined;
  return (index) => {
    if (isExcluded(index)) return null;
    frame ??= { edge: edgeOf(scores, count, isExcluded), deviation: deviationOf(scores) };
    const distance = scores[index]! - frame.edge;
    return distance === 0 ? 0 : distance / frame.deviation;
  };
}

function edgeOf(scores: Float32Array, count: number, isExcluded: (index: number) => boolean): number {
  const listed = topItems(scores, count + 1, isExcluded).map(({ score }) => score);
  const last = listed[Math.min(count, listed.length) - 1] ?? 0;
  return (last + (listed[count] ?? last)) / 2;
}

function deviationOf(scores: Float32Array): number {
  const mean = scores.reduce((sum, score) => sum + score, 0) / scores.length;
  return Math.sqrt(scores.reduce((sum, score) => sum + (score - mean) ** 2, 0) / scores.length);
}
