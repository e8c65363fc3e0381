import { scoreTastes, topItems } from '@segue/core/model/answers/recommend';
import type { PublishedModel } from '@segue/core/contract/published-model';
import { withAverageItem } from './average-item.js';
import type { TasteKind } from './names.js';

/** A taste of the desk that the model knows. `weight` is from −1 to 1, 0 while it is muted. */
export interface DeskTaste {
  kind: TasteKind;
  name: string;
  index: number;
  weight: number;
}

/** One line of the list. */
export interface RankedItem {
  item: number;
  name: string;
  /** From 1. */
  rank: number;
  /** How far above the average item; the number of rows in a list that is not personal. */
  score: number;
  /** What each taste adds, in the order of the desk; with `bias` they add up to the score. */
  parts: number[];
  bias: number;
}

/** The list of a mix. */
export interface Ranking {
  /** `popular`: nothing is on the desk, so nothing is personal and the score is the number of rows. */
  kind: 'personal' | 'popular';
  items: RankedItem[];
  /** How many items take part. */
  candidates: number;
  /** Each taste's part of all shown scores, from −1 to 1. */
  shares: number[];
  /** The lowest and the highest end of any line's bar. */
  scale: { low: number; high: number };
  /** The place of an item, from 1, also beyond those shown; `null` where it is left out. */
  placeOf: (item: number) => number | null;
}

/** `discover` leaves out what is already filed under the wished users; `best` does not. */
export type Mode = 'discover' | 'best';

/** Ranks a model's items for the tastes of the desk. */
export function rankItems(model: PublishedModel, tastes: readonly DeskTaste[], mode: Mode, count: number): Ranking {
  const acting = tastes.filter(({ weight }) => weight !== 0);
  if (acting.length === 0) return rankPopular(model, tastes.length, count);
  const excluded = excludedItems(model, acting, mode);
  const average = model.items.length;
  const isExcluded = (item: number) => item === average || excluded[item] === 1;
  const scored = scoreTastes(withAverageItem(model.embeddings), tastes);
  const { scores } = scored;
  const zero = scored.contributions(average);
  const items = topItems(scores, count, isExcluded).map(({ item, score }, place): RankedItem => {
    const own = scored.contributions(item);
    return {
      ...{ item, name: model.items[item]!, rank: place + 1, score: score - scores[average]! },
      parts: own.tastes.map((part, taste) => part - zero.tastes[taste]!),
      bias: own.bias - zero.bias,
    };
  });
  return {
    kind: 'personal',
    items,
    candidates: excluded.reduce((sum, out) => sum + 1 - out, 0),
    shares: sharesOf(items, tastes.length),
    scale: scaleOf(items),
    placeOf: (item) => placeIn(scores, item, isExcluded),
  };
}

function rankPopular(model: PublishedModel, tastes: number, count: number): Ranking {
  const none = () => false;
  const items = topItems(model.popularity, count).map(({ item, score }, place): RankedItem => ({
    ...{ item, name: model.items[item]!, rank: place + 1, score },
    parts: new Array<number>(tastes).fill(0),
    bias: score,
  }));
  return {
    ...{ kind: 'popular', items, candidates: model.items.length },
    shares: new Array<number>(tastes).fill(0),
    scale: scaleOf(items),
    placeOf: (item) => placeIn(model.popularity, item, none),
  };
}

/** One byte an item: 1 where it is left out. Who was named is never the answer. */
function excludedItems(model: PublishedModel, tastes: readonly DeskTaste[], mode: Mode): Uint8Array {
  const excluded = new Uint8Array(model.items.length);
  const { indptr, indices } = model.known;
  for (const { kind, index, weight } of tastes) {
    if (kind === 'item') excluded[index] = 1;
    else if (mode === 'discover' && weight > 0) {
      for (let at = indptr[index]!; at < indptr[index + 1]!; at++) excluded[indices[at]!] = 1;
    }
  }
  return excluded;
}

/** Ties go to the lower index, as in `topItems`. */
function placeIn(scores: Float32Array, item: number, isExcluded: (item: number) => boolean): number | null {
  if (isExcluded(item)) return null;
  const score = scores[item]!;
  let place = 1;
  for (let other = 0; other < scores.length; other++) {
    const ahead = scores[other]! > score || (scores[other] === score && other < item);
    if (ahead && !isExcluded(other)) place++;
  }
  return place;
}

function sharesOf(items: readonly RankedItem[], tastes: number): number[] {
  const sums = new Array<number>(tastes).fill(0);
  let all = 0;
  for (const { parts, bias } of items) {
    all += Math.abs(bias);
    parts.forEach((part, taste) => {
      sums[taste]! += part;
      all += Math.abs(part);
    });
  }
  return sums.map((sum) => (all === 0 ? 0 : sum / all));
}

function scaleOf(items: readonly RankedItem[]): { low: number; high: number } {
  let low = 0;
  let high = 0;
  for (const { parts, bias } of items) {
    const ends = [...parts, bias];
    low = Math.min(low, sum(ends.filter((part) => part < 0)));
    high = Math.max(high, sum(ends.filter((part) => part > 0)));
  }
  return { low, high };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
