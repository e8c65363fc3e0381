import type { FoldedRow, Liking } from '../../answers/fold-in.js';
import { checkTaste } from '../../answers/recommend.js';
import type { Embeddings } from '../../state.js';
import { minimise, type VectorSpace } from '../lbfgs.js';
import { userPenalty, type SoftmaxScale } from './penalties.js';

const { exp, log, max, sqrt } = Math;

const STEPS = 200;
/** The gradient may be so long, relative to the penalty's part of it, at the end. */
const TOLERANCE = 1e-6;

/** What the new user brings, and what stays fixed. */
interface FoldingIn {
  readonly model: Embeddings;
  readonly likes: readonly Liking[];
  /** One per item: is it known? */
  readonly known: Uint8Array;
  /** λ_u. */
  readonly penalty: number;
}

/**
 * The embedding of a user who was not trained, solved against the model's fixed items: it minimises the terms of
 * `fitSoftmax`'s objective that belong to this user, so a user who was trained gets its own row back (to the precision at
 * which the training stopped). They are convex: there is one answer. A dislike makes an item known and no more. Without a
 * like, or with every item known, the embedding is 0.
 *
 * Each of at most 200 steps takes 2 · items · d operations.
 *
 * @param scale the training's λ, m_u and m_i (`scaleOf`). A published model must store these three numbers beside its
 *   embeddings: m_i and λ set how far rows are pulled to 0, and m_u, with the weights of the likings, by how much more.
 * @param likings an item once at most; weights on the scale of the training's.
 * @throws ModelError `value` if an item is not in the model or a weight is beyond ±1e6.
 */
export function foldInSoftmax(model: Embeddings, likings: readonly Liking[], scale: SoftmaxScale): FoldedRow {
  for (const { item, weight } of likings) checkTaste(model, { kind: 'item', index: item, weight });
  const { noComponents: d, itemBiases } = model;
  const known = new Uint8Array(itemBiases.length);
  for (const { item } of likings) known[item] = 1;
  const likes = likings.filter(({ weight }) => weight > 0);
  const penalty = userPenalty(scale, likes.reduce((sum, { weight }) => sum + weight, 0)); // prettier-ignore
  if (likes.length === 0 || known.every((mark) => mark === 1) || !(penalty > 0)) {
    return { embedding: new Float32Array(d), bias: 0 };
  }
  const problem = { model, likes, known, penalty };
  const space = doubles(d);
  const search = minimise({
    space,
    evaluate: (x, gradient) => evaluate(problem, x, gradient),
    start: space.create(),
    // The first step moves no score by more than about 1.
    metric: space.create().fill(1 / max(1e-6, longestRow(model))),
    isDone: (x, norm) => norm <= TOLERANCE * penalty * sqrt(space.dot(x, x)),
    iterations: STEPS,
  });
  for (;;) {
    const { done, value } = search.next();
    if (done === true) return { embedding: Float32Array.from(value.x), bias: 0 };
  }
}

/** The user's terms and their gradient, at x. */
function evaluate({ model, likes, known, penalty }: FoldingIn, x: Float64Array, gradient: Float64Array): number {
  const { itemEmbeddings, itemBiases } = model;
  const d = x.length;
  const pushes = Float64Array.from(itemBiases, (bias, item) => bias + product(x, itemEmbeddings, item));
  const scores = likes.map(({ item }) => pushes[item]!);
  const top = pushes.reduce((most, score, item) => (known[item] === 0 ? max(most, score) : most), -Infinity);
  let sum = 0;
  for (let item = 0; item < pushes.length; item++) {
    pushes[item] = known[item] === 0 ? exp(pushes[item]! - top) : 0;
    sum += pushes[item]!;
  }
  let value = (penalty / 2) * product(x, x, 0);
  let pull = 0;
  const shares = likes.map(({ weight }, k) => {
    // ln(1 + e^behind), and its derivative.
    const behind = log(sum) + top - scores[k]!;
    const odds = exp(-Math.abs(behind));
    value += weight * (max(0, behind) + log(1 + odds));
    const share = weight * (behind > 0 ? 1 / (1 + odds) : odds / (1 + odds));
    pull += share;
    return share;
  });
  for (let item = 0; item < pushes.length; item++) pushes[item]! *= pull / sum;
  likes.forEach(({ item }, k) => (pushes[item]! -= shares[k]!));
  for (let j = 0; j < d; j++) gradient[j] = penalty * x[j]!;
  for (let item = 0; item < pushes.length; item++) {
    for (let j = 0; j < d; j++) gradient[j]! += pushes[item]! * itemEmbeddings[item * d + j]!;
  }
  return value;
}

/** Vectors of d float64. */
function doubles(d: number): VectorSpace<Float64Array> {
  const dot = (a: Float64Array, b: Float64Array) => product(a, b, 0);
  const combine = (out: Float64Array, a: Float64Array, factor: number, b: Float64Array) => {
    for (let j = 0; j < d; j++) out[j] = a[j]! + factor * b[j]!;
  };
  return {
    create: () => new Float64Array(d),
    copy: (to, from) => to.set(from),
    dot,
    scaledDot: (a, by, b) => a.reduce((sum, value, j) => sum + value * by[j]! * b[j]!, 0),
    combine,
    addThenDot: (target, factor, other, dual) => {
      combine(target, target, factor, other);
      return dot(target, dual);
    },
    scale: (target, factor, by) => {
      for (let j = 0; j < d; j++) target[j]! *= factor * by[j]!;
    },
  };
}

/** The dot product of x and a row of the same length. */
function product(x: Float64Array, rows: Float32Array | Float64Array, row: number): number {
  let sum = 0;
  for (let j = 0; j < x.length; j++) sum += x[j]! * rows[row * x.length + j]!;
  return sum;
}

function longestRow({ itemEmbeddings, itemBiases, noComponents: d }: Embeddings): number {
  let longest = 0;
  for (let item = 0; item < itemBiases.length; item++) {
    const row = Float64Array.from(itemEmbeddings.subarray(item * d, (item + 1) * d));
    longest = max(longest, product(row, row, 0));
  }
  return sqrt(longest);
}
