import { entryOf } from '../tables/entry-of.js';
import type { Threshold } from '../contract/threshold.js';
import type { InteractionSums, PairSum } from '../tables/sums/interactions.js';
import { meanOfSum } from '../tables/decimals.js';

/** A scale on which people rate: few steps, equally far from each other. */
export interface RatingScale {
  readonly lowest: number;
  readonly highest: number;
}

/** Which mean ratings of a pair are likes, and which dislikes; what lies between is neither. */
export interface LikesRule {
  /** The least rating of a like. */
  readonly likedFrom: number;
  /** The highest rating of a dislike; a negative rating always is one. Absent where no other is. */
  readonly dislikedTo?: number;
  readonly scale?: RatingScale;
}

/** What a pair says: a like, a dislike, or neither, as with three stars of five. All of them are known to the user. */
export type Opinion = 1 | 0 | -1;

const mostSteps = 10;
/** Each step occurs so often on average: a few counts of a small table are no scale. */
const leastOccurrences = 3;
/** Likes are the upper 60 % of a scale, four and five of five stars; dislikes the lower 40 %. */
const [lowerPart, upperPart] = [0.4, 0.6];
/** Of counts, each value is so much rarer than the one below. */
const rarer = 0.8;
/** Of the items that several users rated, so many have different ratings; otherwise the number belongs to the item. */
const leastContested = 0.1;

/**
 * The rule for the ratings of a data set, or `null` where each pair is a like, except those with a negative rating.
 *
 * `auto` recognises a scale by its shape: 2 to 10 steps, equally far apart, each used again and again, that differ between
 * the users of an item. Whole numbers from 0 or 1 of which each is clearly rarer than the one below are counts and no scale.
 *
 * @param sums of all rows, before any minimum
 */
export function likesRule(sums: InteractionSums, threshold: Threshold | undefined): LikesRule | null {
  if (threshold === undefined) return null;
  const steps = stepsOf(sums);
  if (steps === null) return threshold === 'auto' ? null : { likedFrom: threshold };
  const [lowest, highest] = [steps[0]!, steps[steps.length - 1]!];
  const at = (part: number) => lowest + part * (highest - lowest);
  const likedFrom = threshold === 'auto' ? steps[steps.findIndex((step) => step >= at(upperPart))]! : threshold;
  const dislikedTo = steps.filter((step) => step <= at(lowerPart) && step < likedFrom).at(-1);
  return { likedFrom, ...(dislikedTo !== undefined && { dislikedTo }), scale: { lowest, highest } };
}

/** What a pair says by a rule. A pair without a rating says nothing where others have one. */
export function opinionOf(pair: PairSum, scale: number, rule: LikesRule | null): Opinion {
  if (pair.sum < 0n) return -1;
  if (rule === null) return 1;
  if (pair.ratings === 0) return 0;
  const rating = meanOfSum({ units: pair.sum, scale }, pair.ratings);
  if (rating >= rule.likedFrom) return 1;
  return rule.dislikedTo !== undefined && rating <= rule.dislikedTo ? -1 : 0;
}

/** The values of the scale that occur, ascending; `null` where there is no scale. */
function stepsOf(sums: InteractionSums): number[] | null {
  const once = ratingsOf(sums, ({ ratings }) => ratings === 1);
  // Where most pairs come more than once, their means show the scale if people do not change their minds.
  const isUsual = once !== null && 2 * once.total >= once.pairs;
  const found = isUsual || once === null ? once : ratingsOf(sums, ({ ratings }) => ratings > 0);
  if (found === null) return null;
  const { total, pairs, counts, contested, shared } = found;
  const isOpinion = shared === 0 || contested >= leastContested * shared;
  if (2 * total < pairs || !isOpinion) return null;
  const values = [...counts.keys()].sort((a, b) => a - b);
  if (values.length < 2 || total < leastOccurrences * values.length) return null;
  return isEven(values) && !isCount(values, counts) ? values : null;
}

/** Whether the values lie on at most ten steps of equal size. */
function isEven(values: readonly number[]): boolean {
  const lowest = values[0]!;
  const step = Math.min(...values.slice(1).map((value, at) => value - values[at]!));
  const places = values.map((value) => (value - lowest) / step);
  return places[places.length - 1]! < mostSteps && places.every((place) => Math.abs(place - Math.round(place)) < 1e-6);
}

/** Whether the values count something: 1, 2, 3, …, each clearly rarer than the one before. */
function isCount(values: readonly number[], counts: ReadonlyMap<number, number>): boolean {
  const positive = values.filter((value) => value > 0);
  if (positive[0] !== 1 || positive.length < 2 || values[0]! < 0 || !values.every(Number.isInteger)) return false;
  const counted = positive.map((value) => entryOf(counts, value));
  if (positive.some((value, at) => value !== at + 1)) return false;
  return counted.every((count, at) => at === 0 || count <= rarer * counted[at - 1]!);
}

interface Ratings {
  /** All pairs, and those that are looked at. */
  pairs: number;
  total: number;
  /** How many have each value. */
  counts: Map<number, number>;
  /** Items that two users or more have rated, and those of them whose ratings differ. */
  shared: number;
  contested: number;
}

/** `null` where there are more values than a scale has steps, which is soon seen of most columns. */
function ratingsOf({ users, scale }: InteractionSums, isLookedAt: (pair: PairSum) => boolean): Ratings | null {
  const counts = new Map<number, number>();
  const items = new Map<string, { first: number; isShared: boolean; differs: boolean }>();
  let [pairs, total] = [0, 0];
  for (const ofUser of users.values()) {
    for (const [item, pair] of ofUser) {
      pairs++;
      if (!isLookedAt(pair)) continue;
      total++;
      const value = meanOfSum({ units: pair.sum, scale }, pair.ratings);
      counts.set(value, (counts.get(value) ?? 0) + 1);
      if (counts.size > mostSteps) return null;
      const known = items.get(item);
      if (known === undefined) items.set(item, { first: value, isShared: false, differs: false });
      else {
        known.isShared = true;
        known.differs ||= known.first !== value;
      }
    }
  }
  const shared = [...items.values()].filter(({ isShared }) => isShared);
  return { pairs, total, counts, shared: shared.length, contested: shared.filter(({ differs }) => differs).length };
}
