import { chooseSplit } from '../evaluation/discover.js';
import { meanOf, pairAuc, type UserEvaluation } from '../evaluation/evaluate.js';
import { discoveryCut, inputOf, measureModel, type DivisibleData } from './discovery.js';
import { candidatesFor, popularityRecipe, type Candidates } from './candidates.js';
import { fitRecipe, type MenuOptions } from '../methods/menu.js';
import type { Recipe } from '../methods/recipe.js';
import type { MethodStep } from '../methods/method.js';

/** How good a candidate was on the pairs set aside for choosing. */
export interface Candidate extends Recipe {
  /** NDCG at 10, mean over users. */
  readonly ndcg: number;
  /** The part of unknown items that a hidden item ranks above, mean over hidden pairs. */
  readonly pairAuc: number;
}

/** A method and why it was taken. */
export interface MethodChoice {
  readonly recipe: Recipe;
  /** `few-pairs`: there were too few to compare by. */
  readonly why: 'compared' | 'few-pairs';
  /** How many pairs were set aside to choose by. */
  readonly pairs: number;
  /** Empty unless compared. */
  readonly candidates: readonly Candidate[];
}

/** With fewer pairs, a comparison says little. */
const leastPairs = 20;
/** So many columns that describe items make a regression worth taking unseen. */
const enoughColumns = 3;

/**
 * Chooses a method by pairs that it sets aside.
 *
 * - For few users that share items, the regression stays unless it is worse on both NDCG and AUC.
 * - Else the best sum of the two is taken; LightFM, which cannot be steady, only if it is better by more than the
 *   standard error of the difference.
 * - Popularity is taken if it is better on both than that.
 *
 * @param data the train part of the split that reports, so that nothing is measured on what chose
 * @param key the key of that split
 */
export function* chooseMethod(
  data: DivisibleData,
  options: MenuOptions,
  key: string,
): Generator<MethodStep, MethodChoice> {
  const parts = chooseSplit(data.users, data.items, data.interactions, { key });
  const candidates = candidatesFor(data.interactions);
  const pairs = parts.test.row.length;
  if (pairs < leastPairs) return { recipe: unseen(data, candidates), why: 'few-pairs', pairs, candidates: [] };
  const all = [...(candidates.pick ? [candidates.pick] : []), ...candidates.others, popularityRecipe];
  const input = inputOf(data, parts.train);
  const measured: Measured[] = [];
  for (const recipe of all) {
    const model = yield* counted(fitRecipe(input, recipe, options), { done: measured.length, of: all.length });
    const perUser = measureModel(model, parts);
    measured.push({ ...recipe, ndcg: meanOf(perUser, discoveryCut).ndcg, pairAuc: pairAuc(perUser), perUser });
  }
  const { method, regularisation } = best(measured, candidates.pick !== undefined);
  const recipe: Recipe = { method, ...(regularisation !== undefined && { regularisation }) };
  return { recipe, why: 'compared', pairs, candidates: measured.map(({ perUser: _, ...candidate }) => candidate) };
}

/** Runs a fit to its end, reporting the same step at each of its own. */
function* counted<Result>(fit: Generator<MethodStep, Result>, step: MethodStep): Generator<MethodStep, Result> {
  for (;;) {
    const next = fit.next();
    if (next.done) return next.value;
    yield step;
  }
}

/** What is taken where too little can be measured: the regression if the items are described well, else the usual. */
function unseen(data: DivisibleData, { pick, others }: Candidates): Recipe {
  const columns = data.describe?.(data.interactions).columns ?? 0;
  if (pick && columns >= enoughColumns) return pick;
  return others.find(({ method }) => method === 'softmax') ?? { method: 'names' };
}

interface Measured extends Candidate {
  readonly perUser: readonly UserEvaluation[];
}

/** @param measured with popularity as the last, and the pick, if there is one, as the first */
function best(measured: readonly Measured[], hasPick: boolean): Measured {
  const models = measured.slice(0, -1);
  const popularity = measured.at(-1);
  const first = models[0];
  if (first === undefined || popularity === undefined) throw new Error('Nothing was measured.');
  const model = models.slice(1).reduce(hasPick ? worseOnBoth : better, first);
  return isBetterOnBoth(popularity, model) ? popularity : model;
}

function worseOnBoth(pick: Measured, other: Measured): Measured {
  return isBetterOnBoth(other, pick) ? other : pick;
}

function isBetterOnBoth(one: Measured, other: Measured): boolean {
  return one.ndcg > other.ndcg && one.pairAuc > other.pairAuc;
}

/** The better of two by the sum of both figures; one that throws dice must be better by more than the standard error. */
function better(one: Measured, other: Measured): Measured {
  const gain = other.ndcg + other.pairAuc - one.ndcg - one.pairAuc;
  if (other.method === 'names') return gain > errorOfGain(one, other) ? other : one;
  if (one.method === 'names') return -gain > errorOfGain(one, other) ? one : other;
  return gain > 0 ? other : one;
}

/** The standard error of the mean, over users, of the difference between two models. */
function errorOfGain(one: Measured, other: Measured): number {
  const valueOf = ({ metrics }: UserEvaluation) => metrics.ndcg + metrics.auc;
  const gains = one.perUser.map((user, at) => valueOf(other.perUser[at]!) - valueOf(user));
  const mean = gains.reduce((sum, gain) => sum + gain, 0) / gains.length;
  const variance = gains.reduce((sum, gain) => sum + (gain - mean) ** 2, 0) / Math.max(1, gains.length - 1);
  return Math.sqrt(variance / gains.length);
}
