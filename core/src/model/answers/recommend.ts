import { itemStretch } from './item-stretch.js';
import { ModelError } from '../errors.js';
import type { Scorer } from '../evaluation/evaluate.js';
import type { Embeddings } from '../state.js';
import { averageItem } from './average-item.js';

const { fround, sqrt } = Math;

/** A request for something that this user would like, or similar to this item; a negative weight means less of it. */
export interface Taste {
  readonly kind: 'user' | 'item';
  /** Row of the user's or the item's embedding. */
  readonly index: number;
  readonly weight: number;
}

/** The parts of an item's score: `tastes` and `bias` add up to it, except for its rounding to float32. */
export interface Contributions {
  /** One per taste, in order. */
  readonly tastes: number[];
  /** The item's own bias, the same for every request. */
  readonly bias: number;
}

/** Scores of all items for several tastes together. */
export interface TasteScores {
  /** One per item, higher is better. */
  readonly scores: Float32Array;
  /** The parts of an item's score. */
  readonly contributions: (item: number) => Contributions;
  /** The parts of the average item's score, float64: for each taste, the mean over all items (`averageItem`). */
  readonly average: Contributions;
}

/**
 * Scores every item for several tastes at once. An item's score is its own bias, once, plus for each taste
 *
 * - of a user: weight · (user embedding · item embedding + the user's bias), LightFM's score without the item's bias;
 * - of an item: weight · stretch · (the taste's item embedding · item embedding), where the stretch makes its scores lie as far
 *   apart as those of a user (`itemStretch`). So it counts like a user who likes exactly such items, however long the item's own
 *   embedding is, and both kinds of tastes can be mixed.
 *
 * A single user taste of weight 1 gives LightFM's own float32 scores, and so the same ranking down to the last tie.
 * Without tastes, items rank by bias.
 *
 * @throws ModelError as `checkTaste` does.
 */
export function scoreTastes(model: Embeddings, tastes: readonly Taste[]): TasteScores {
  for (const taste of tastes) checkTaste(model, taste);
  const parts = tastes.map((taste) => tastePart(model, taste));
  const { itemEmbeddings: rows } = model;
  const contributions = (item: number): Contributions => ({
    tastes: parts.map((part) => part(rows, item)),
    bias: model.itemBiases[item]!,
  });
  const mean = averageItem(model);
  const average = { tastes: parts.map((part) => part(mean.embedding, 0)), bias: mean.bias };
  const [first] = tastes;
  if (tastes.length === 1 && first?.kind === 'user' && first.weight === 1) {
    return { scores: modelScorer(model)(first.index), contributions, average };
  }
  const scores = model.itemBiases.map((bias, item) => parts.reduce((sum, part) => sum + part(rows, item), bias));
  return { scores, contributions, average };
}

/** The model as a scorer: LightFM's predictions for every item, float32. Each call returns a new array. */
export function modelScorer(model: Embeddings): Scorer {
  const { noComponents: d, itemEmbeddings, itemBiases, userEmbeddings, userBiases } = model;
  return (user) => {
    const own = userEmbeddings.subarray(user * d, (user + 1) * d);
    const bias = userBiases[user]!;
    const scores = new Float32Array(itemBiases.length);
    const inFours = scores.length - (scores.length % 4);
    for (let item = 0; item < inFours; item += 4) scoreFour(scores, item, own, bias, model);
    for (let item = inFours; item < scores.length; item++) {
      // Biases first, then product by product in float32, as LightFM does (docs/lightfm.md#representation-and-score).
      let sum = fround(bias + itemBiases[item]!);
      for (let j = 0; j < d; j++) sum = fround(sum + fround(own[j]! * itemEmbeddings[item * d + j]!));
      scores[item] = sum;
    }
    return scores;
  };
}

/** Four items at once, with bit-identical sums: each waits for its own last addition, but not for the others'. */
function scoreFour(
  scores: Float32Array,
  first: number,
  own: Float32Array,
  bias: number,
  { itemEmbeddings, itemBiases }: Embeddings,
): void {
  const d = own.length;
  const [a, b, c, e] = [first * d, (first + 1) * d, (first + 2) * d, (first + 3) * d];
  let sumA = fround(bias + itemBiases[first]!);
  let sumB = fround(bias + itemBiases[first + 1]!);
  let sumC = fround(bias + itemBiases[first + 2]!);
  let sumE = fround(bias + itemBiases[first + 3]!);
  for (let j = 0; j < d; j++) {
    const component = own[j]!;
    sumA = fround(sumA + fround(component * itemEmbeddings[a + j]!));
    sumB = fround(sumB + fround(component * itemEmbeddings[b + j]!));
    sumC = fround(sumC + fround(component * itemEmbeddings[c + j]!));
    sumE = fround(sumE + fround(component * itemEmbeddings[e + j]!));
  }
  scores[first] = sumA;
  scores[first + 1] = sumB;
  scores[first + 2] = sumC;
  scores[first + 3] = sumE;
}

/** Weights only compare tastes with each other; beyond this, scores might overflow a float32. */
const LARGEST_WEIGHT = 1e6;

/** @throws ModelError `value` if a taste's index is not in the model or its weight is beyond ±1e6. */
export function checkTaste({ itemBiases, userBiases }: Embeddings, { kind, index, weight }: Taste): void {
  const size = (kind === 'user' ? userBiases : itemBiases).length;
  if (!(Number.isInteger(index) && index >= 0 && index < size)) {
    throw new ModelError('value', `There is no ${kind} ${index}; the model has ${kind}s 0 to ${size - 1}.`);
  }
  if (!(Math.abs(weight) <= LARGEST_WEIGHT)) {
    throw new ModelError(
      'value',
      `The weight of ${kind} ${index} is ${weight}; give a number such as 1, or -1 for a dislike.`,
    );
  }
}

/** A taste's contribution, float64, to an item's score, given the item's row in a matrix with d columns. */
type TastePart = (rows: Float32Array, row: number) => number;

function tastePart(model: Embeddings, { kind, index, weight }: Taste): TastePart {
  const { noComponents: d, itemEmbeddings, userEmbeddings, userBiases } = model;
  if (kind === 'user') {
    return (rows, row) => weight * (dot(userEmbeddings, index, rows, row, d) + userBiases[index]!);
  }
  const stretch = weight * itemStretch(model, index);
  return (rows, row) => stretch * dot(itemEmbeddings, index, rows, row, d);
}

/** Dot product, float64, of row `a` of one matrix and row `b` of another, both with d columns. */
export function dot(as: Float32Array, a: number, bs: Float32Array, b: number, d: number): number {
  let sum = 0;
  for (let j = 0; j < d; j++) sum += as[a * d + j]! * bs[b * d + j]!;
  return sum;
}

/** Euclidean length of a row. */
export function norm(rows: Float32Array, row: number, d: number): number {
  return sqrt(dot(rows, row, rows, row, d));
}

/** An item and its score. */
export interface ScoredItem {
  readonly item: number;
  readonly score: number;
}

/** The longest list for which keeping the best so far in order is faster than sorting all candidates. */
const LONGEST_KEPT = 500;

/**
 * The best items, best first; ties go to the lower index. Items whose score is NaN are not candidates.
 *
 * @param count the most items to return, a whole number from 0.
 * @param exclude items to leave out.
 * @throws ModelError `value` for any other count.
 */
export function topItems(scores: Float32Array, count: number, exclude?: (item: number) => boolean): ScoredItem[] {
  if (!(Number.isInteger(count) && count >= 0)) {
    throw new ModelError('value', `The number of items is ${count}; it must be a whole number from 0.`);
  }
  return count > LONGEST_KEPT ? sortedItems(scores, exclude).slice(0, count) : keptItems(scores, count, exclude);
}

function keptItems(scores: Float32Array, count: number, exclude?: (item: number) => boolean): ScoredItem[] {
  const top: ScoredItem[] = [];
  for (let item = 0; item < scores.length; item++) {
    const score = scores[item]!;
    // Most items fail here: they do not beat the last of a full list.
    if (top.length >= count && !(score > (top.at(-1)?.score ?? Infinity))) continue;
    if (Number.isNaN(score) || exclude?.(item) === true) continue;
    let place = top.length;
    while (place > 0 && top[place - 1]!.score < score) place--;
    top.splice(place, 0, { item, score });
    if (top.length > count) top.pop();
  }
  return top;
}

function sortedItems(scores: Float32Array, exclude?: (item: number) => boolean): ScoredItem[] {
  const candidates: ScoredItem[] = [];
  for (let item = 0; item < scores.length; item++) {
    const score = scores[item]!;
    if (!Number.isNaN(score) && exclude?.(item) !== true) candidates.push({ item, score });
  }
  // A sort is stable, and two infinite scores, whose difference is NaN, count as equal.
  return candidates.sort((a, b) => b.score - a.score);
}

/** A user and its score. */
export interface ScoredUser {
  readonly user: number;
  readonly score: number;
}

/**
 * The items whose embeddings point most nearly the same way, best first, without the item; score is the cosine.
 *
 * @param exclude further items to leave out.
 */
export function similarItems(
  model: Embeddings,
  item: number,
  count: number,
  exclude?: (item: number) => boolean,
): ScoredItem[] {
  checkTaste(model, { kind: 'item', index: item, weight: 1 });
  return topItems(
    cosines(model.itemEmbeddings, model.noComponents, model.itemEmbeddings, item),
    count,
    (other) => other === item || exclude?.(other) === true,
  );
}

/** The users whose embeddings point most nearly the same way, best first, without the user; score is the cosine. */
export function similarUsers(model: Embeddings, user: number, count: number): ScoredUser[] {
  checkTaste(model, { kind: 'user', index: user, weight: 1 });
  const top = topItems(
    cosines(model.userEmbeddings, model.noComponents, model.userEmbeddings, user),
    count,
    (other) => other === user,
  );
  return top.map(({ item, score }) => ({ user: item, score }));
}

/** Cosine of every row of length `d` with row `at` of `directions`; 0 if either of the two is 0. */
export function cosines(rows: Float32Array, d: number, directions: Float32Array, at: number): Float32Array {
  const length = norm(directions, at, d);
  return Float32Array.from({ length: rows.length / d }, (_, row) => {
    const lengths = length * norm(rows, row, d);
    return lengths === 0 ? 0 : dot(directions, at, rows, row, d) / lengths;
  });
}
