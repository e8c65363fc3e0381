import type { SoftmaxData } from './softmax-data.js';

const { sqrt } = Math;

/**
 * The numbers that the penalties of one user or item depend on, beside its own weights. They belong to a model as much as
 * its embeddings: folding in needs them.
 */
export interface SoftmaxScale {
  /** λ. */
  readonly regularisation: number;
  /** m_u: the weights of a user's likes added up, mean over all users of the training. */
  readonly meanUserWeight: number;
  /** m_i: the same, mean over all items. */
  readonly meanItemWeight: number;
}

/** An item's bias is pulled to 0 so much more than its embedding. */
export const biasPenalty = 10;

/** So many weights' worth of a mean user or item is added to each. */
const PRIOR = 10;

/** Sums of the weights of the likes of each user and item, float64. */
export function weightSums({ users, items, indptr, indices, weights }: SoftmaxData): {
  readonly user: Float64Array;
  readonly item: Float64Array;
} {
  const [user, item] = [new Float64Array(users), new Float64Array(items)];
  for (let u = 0; u < users; u++) {
    for (let at = indptr[u]!; at < indptr[u + 1]!; at++) {
      user[u]! += weights[at]!;
      item[indices[at]!]! += weights[at]!;
    }
  }
  return { user, item };
}

/** The scale of a training on these data. */
export function scaleOf(data: SoftmaxData, regularisation: number): SoftmaxScale {
  const total = weightSums(data).user.reduce((sum, weight) => sum + weight, 0);
  const mean = (count: number) => (count === 0 ? 0 : total / count);
  return { regularisation, meanUserWeight: mean(data.users), meanItemWeight: mean(data.items) };
}

/** λ_u of a user the weights of whose likes add up to `weight`. */
export function userPenalty(scale: SoftmaxScale, weight: number): number {
  return penalty(scale, weight, scale.meanUserWeight);
}

/** λ_i of an item. */
export function itemPenalty(scale: SoftmaxScale, weight: number): number {
  return penalty(scale, weight, scale.meanItemWeight);
}

function penalty({ regularisation, meanItemWeight }: SoftmaxScale, weight: number, mean: number): number {
  return regularisation * meanItemWeight * sqrt((weight + PRIOR) / (mean + PRIOR));
}
