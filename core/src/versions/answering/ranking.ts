import type { PublishedModel } from '../../contract/published-model.js';
import { marginsOf, type MarginOf } from './margins.js';
import type { KnownMode } from '../../contract/api/recommendations.js';
import { scoreTastes, topItems, type Taste } from '../../model/answers/recommend.js';
import { listPlaces, type ListedPlaces } from './listed-places.js';

/** The parts of a score: contributions and bias add up to it. */
export interface ScoreParts {
  score: number;
  /** One per taste, in the order of the request. */
  contributions: number[];
  /** The item's own part, the same for every request. */
  bias: number;
}

/** One line of a list. */
export interface RankedItem extends ScoreParts {
  /** Row of the item in the model. */
  index: number;
  /** Counts from 1. */
  rank: number;
  /** The item's name. */
  item: string;
  /** `score` minus that of the average item. */
  aboveAverage: number;
  /** Whether a liked user in the request is connected with it in the data. */
  known: boolean;
}

/** The answer to a request: the best items, and the places of all others. */
export interface Ranking {
  /** `popular`: the request has no tastes, so the score is the number of rows or likes (`popularUnit`), all of it bias, measured from 0. */
  kind: 'personal' | 'popular';
  items: RankedItem[];
  /** The model's average item for the same request: the mean of all items, known or not. */
  average: ScoreParts;
  /** How many items are candidates. */
  candidates: number;
  /** The place of any item, listed or not, from 1; `null` if it is left out. */
  placeOf: (index: number) => number | null;
  /** How far inside or outside of the list an item stands. */
  marginOf: MarginOf;
}

/** A request for the best items. */
export interface RankingRequest extends ListedPlaces {
  tastes: readonly Taste[];
  known: KnownMode;
}

/**
 * The best items for several tastes, added up by `scoreTastes`; without tastes, the popular items. Items in the request
 * are never in the answer, whatever their weight. Items that a liked user (weight > 0) is connected with are included
 * only if `known` says so.
 *
 * @throws ModelError as `scoreTastes` and `topItems` do
 */
export function rankTastes(model: PublishedModel, { tastes, known, ...places }: RankingRequest): Ranking {
  if (tastes.length === 0) return rankPopular(model, places);
  const { scores, contributions, average } = scoreTastes(model.embeddings, tastes);
  const marks = markItems(model, tastes, places);
  const left = known === 'exclude' ? ASKED | LEFT_OUT | KNOWN : ASKED | LEFT_OUT;
  const isExcluded = (index: number) => (marks[index]! & left) !== 0;
  const zero = partsOf(average.bias, average.tastes);
  const top = listPlaces(places, (count) => topItems(scores, count, isExcluded));
  const items = top.map(({ rank, listed: { item: index, score } }): RankedItem => {
    const { tastes: own, bias } = contributions(index);
    const isKnown = (marks[index]! & KNOWN) !== 0;
    const aboveAverage = score - zero.score;
    return { index, rank, item: model.items[index]!, score, aboveAverage, known: isKnown, contributions: own, bias };
  });
  return {
    kind: 'personal',
    items,
    average: zero,
    candidates: marks.reduce((sum, mark) => sum + ((mark & left) === 0 ? 1 : 0), 0),
    placeOf: (index) => placeIn(scores, index, isExcluded),
    marginOf: marginsOf(scores, lastPlace(places), isExcluded),
  };
}

/** What popular items are ordered by: rows, or likes where some rows are none. */
export function popularUnit({ likers }: PublishedModel): 'row' | 'like' {
  return likers === undefined ? 'row' : 'like';
}

/** The items with the most rows, or the most likes where some rows are none: the answer when nothing is known about the user. */
export function rankPopular(model: PublishedModel, places: ListedPlaces): Ranking {
  const popularity = model.likers ?? model.popularity;
  const isExcluded = (index: number) => places.isLeftOut?.(index) === true;
  const top = listPlaces(places, (count) => topItems(popularity, count, isExcluded));
  const items = top.map(({ rank, listed: { item: index, score } }): RankedItem => {
    const item = model.items[index]!;
    return { index, rank, item, score, aboveAverage: score, known: false, contributions: [], bias: score };
  });
  return {
    kind: 'popular',
    items,
    average: partsOf(0, []),
    candidates: popularity.reduce((sum, _, index) => sum + (isExcluded(index) ? 0 : 1), 0),
    placeOf: (index) => placeIn(popularity, index, isExcluded),
    marginOf: marginsOf(popularity, lastPlace(places), isExcluded),
  };
}

function lastPlace({ count, offset = 0 }: ListedPlaces): number {
  return offset + count;
}

function partsOf(bias: number, contributions: number[]): ScoreParts {
  return { score: contributions.reduce((sum, part) => sum + part, bias), contributions, bias };
}

const ASKED = 1;
const KNOWN = 2;
const LEFT_OUT = 4;

/** One byte per item: whether a taste names it, a liked user is connected with it, the request leaves it out. */
function markItems(
  { items, known: { indptr, indices } }: PublishedModel,
  tastes: readonly Taste[],
  { isLeftOut }: ListedPlaces,
): Uint8Array {
  const marks = new Uint8Array(items.length);
  if (isLeftOut) for (let index = 0; index < marks.length; index++) if (isLeftOut(index)) marks[index] = LEFT_OUT;
  for (const { kind, index, weight } of tastes) {
    if (kind === 'item') marks[index]! |= ASKED;
    else if (weight > 0) for (let at = indptr[index]!; at < indptr[index + 1]!; at++) marks[indices[at]!]! |= KNOWN;
  }
  return marks;
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
