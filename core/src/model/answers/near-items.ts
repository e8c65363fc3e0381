import type { Embeddings } from '../state.js';
import { topItems, type ScoredItem } from './recommend.js';

const { ceil, max, sqrt } = Math;

/**
 * How alike two rows x and y are, at most 1. `direction`: their cosine, whatever their lengths. `place`:
 * 2 x·y / (x·x + y·y), which is the cosine of rows of one length, and less the more their lengths differ.
 */
export type Likeness = 'direction' | 'place';

/** Near is as alike as this at least; at random, rows of 30 numbers are rarely more alike than 0.4. */
const LEAST = 0.5;
/** Near is also among the nearest 1 % of all other items, or the nearest 5 of a few items. */
const NEAREST = { share: 0.01, items: 5 };

/** What to look for. */
export interface NearQuestion {
  readonly by: Likeness;
  /** Length d: what each component is multiplied by; 0 leaves it out. */
  readonly factors: Float64Array;
  readonly isCandidate: (item: number) => boolean;
  /** The most items to return. */
  readonly count: number;
}

/**
 * The candidates nearest to an item, nearest first, if they are near: as alike as 0.5 at least, and with fewer than 1 % of
 * all other items (or 5) more alike. Ties go to the lower index; score is the likeness. A row of zeros is near nothing.
 */
export function nearItems(
  model: Embeddings,
  item: number,
  { by, factors, isCandidate, count }: NearQuestion,
): ScoredItem[] {
  const alike = likenesses(model, item, by, factors);
  const most = max(NEAREST.items, ceil((alike.length - 1) * NEAREST.share));
  const isNear = (other: number) => alike[other]! >= LEAST && other !== item;
  const top = topItems(alike, count, (other) => !isNear(other) || !isCandidate(other));
  return top.filter(({ item: other, score }) => {
    let ahead = 0;
    for (let each = 0; each < alike.length; each++)
      if (alike[each]! > score && each !== item && each !== other) ahead++;
    return ahead < most;
  });
}

function likenesses(
  { noComponents: d, itemEmbeddings: rows }: Embeddings,
  item: number,
  by: Likeness,
  factors: Float64Array,
) {
  const squares = factors.map((factor) => factor * factor);
  const counting = [...squares.keys()].filter((j) => squares[j]! > 0);
  const product = (a: number, b: number) => {
    let sum = 0;
    for (const j of counting) sum += squares[j]! * rows[a * d + j]! * rows[b * d + j]!;
    return sum;
  };
  const own = product(item, item);
  return Float32Array.from({ length: rows.length / d }, (_, other) => {
    const square = product(other, other);
    if (own === 0 || square === 0) return 0;
    return by === 'place' ? (2 * product(item, other)) / (own + square) : product(item, other) / sqrt(own * square);
  });
}

/** Factors that give each component the same spread: 1 / its root mean square over the items, 0 if it is 0 everywhere. */
export function equalFactors({ noComponents: d, itemEmbeddings: rows }: Embeddings): Float64Array {
  const squares = new Float64Array(d);
  rows.forEach((value, at) => (squares[at % d]! += value * value));
  return squares.map((sum) => (sum > 0 ? sqrt(rows.length / d / sum) : 0));
}
