import type { PackedModel } from './packed-model.js';
import { expOf, lnOf } from './plain-arithmetic.js';
import { plainVectors, sumOver } from './plain-vectors.js';
import type { SoftmaxData } from './softmax-data.js';
import type { SoftmaxKernel } from './softmax-kernel.js';

const { abs, fround } = Math;

/** The score of an item that takes no part: its exponential is 0. */
const NO_SCORE = -3e38;

/** The kernel in plain TypeScript: the operations of kernels/assembly/softmax.ts in the same order, so the same bytes. */
export function startPlainKernel(data: SoftmaxData, model: PackedModel): SoftmaxKernel {
  const { width, itemsAt, length } = model;
  const pushes = new Float32Array(model.itemRows);
  const evaluate = (values: Float32Array, penalties: Float32Array, gradient: Float32Array) => {
    gradient.fill(0);
    let value = 0;
    for (const user of data.active) {
      const at = user * width;
      scoreItems(model, values, at, pushes);
      pushes.fill(NO_SCORE, data.items);
      value += pushItems(data, user, pushes);
      for (let item = 0; item < model.itemRows; item++) {
        const [push, row] = [pushes[item]!, itemsAt + item * width];
        for (let j = 0; j < width; j++) {
          gradient[at + j]! += fround(push * values[row + j]!);
          gradient[row + j]! += fround(push * values[at + j]!);
        }
      }
      gradient[at + model.d] = 0;
    }
    return value + addPenalty(values, penalties, gradient);
  };
  return { ...plainVectors(length), evaluate };
}

/** Scores of all items for the user whose row is at `at`: products in four partial sums, as lanes add them up. */
function scoreItems({ width, itemsAt }: PackedModel, values: Float32Array, at: number, scores: Float32Array): void {
  const lanes = new Float32Array(4);
  for (let item = 0; item < scores.length; item++) {
    const row = itemsAt + item * width;
    for (let lane = 0; lane < 4; lane++) lanes[lane] = values[at + lane]! * values[row + lane]!;
    for (let j = 4; j < width; j++) lanes[j & 3]! += fround(values[at + j]! * values[row + j]!);
    scores[item] = fround(lanes[0]! + lanes[2]!) + fround(lanes[1]! + lanes[3]!);
  }
}

/** The terms of one user; replaces scores by the derivatives of their sum. */
function pushItems({ indptr, indices, weights }: SoftmaxData, user: number, pushes: Float32Array): number {
  const [from, to] = [indptr[user]!, indptr[user + 1]!];
  const known = Float32Array.from(indices.subarray(from, to), (item) => pushes[item]!);
  for (let at = from; at < to; at++) pushes[indices[at]!] = NO_SCORE;
  const top = pushes.reduce((most, score) => (most < score ? score : most));
  for (let item = 0; item < pushes.length; item++) pushes[item] = expOf(fround(pushes[item]! - top));
  const sum = sumOver(pushes.length, (item) => pushes[item]!);
  let [value, pull] = [0, 0];
  for (let at = from; at < to; at++) {
    const weight = weights[at]!;
    if (weight === 0) continue;
    const margin = fround(known[at - from]! - top);
    const small = expOf(-abs(margin));
    const others = margin > 0 ? sum * small : sum;
    const total = (margin > 0 ? 1 : small) + others;
    value += weight * (margin > 0 ? lnOf(total) : lnOf(total) - margin);
    const share = (weight * others) / total;
    pull += share;
    known[at - from] = -share;
  }
  const scale = fround(pull / sum);
  for (let item = 0; item < pushes.length; item++) pushes[item]! *= scale;
  for (let at = from; at < to; at++) pushes[indices[at]!] = weights[at] === 0 ? 0 : known[at - from]!;
  return value;
}

/** Adds the gradient of ½ Σ penalty · value², and returns that sum. */
function addPenalty(values: Float32Array, penalties: Float32Array, gradient: Float32Array): number {
  const pull = (i: number) => fround(penalties[i]! * values[i]!);
  for (let i = 0; i < gradient.length; i++) gradient[i]! += pull(i);
  return 0.5 * sumOver(values.length, (i) => fround(pull(i) * values[i]!));
}
