import { describe, expect, it } from '@jest/globals';
import type { Liking } from '@segue/core/model/answers/fold-in';
import { foldInSoftmax } from '@segue/core/model/methods/softmax/fold-in-softmax';
import {
  biasPenalty,
  itemPenalty,
  scaleOf,
  type SoftmaxScale,
  userPenalty,
  weightSums,
} from '@segue/core/model/methods/softmax/penalties';
import { type SoftmaxData, softmaxDataOf } from '@segue/core/model/methods/softmax/softmax-data';
import type { Embeddings } from '@segue/core/model/state';
import type { MethodInput } from '@segue/core/model/methods/method';
import { fit, inputOf, randomInput } from './softmax-cases.js';
import { tasteInteractions } from '../taste-data.js';

const tastes = tasteInteractions(40, 90, 3);
const tasteInput = inputOf(40, 90, Array.from(tastes.row, (user, k) => [user, tastes.col[k]!])); // prettier-ignore

/** A user's pairs as likings. */
function likingsOf({ interactions: { row, col, value, weight } }: MethodInput, user: number): Liking[] {
  const entries = Array.from(row, (_, k) => k).filter((k) => row[k] === user);
  return entries.map((k) => ({ item: col[k]!, weight: value[k]! > 0 ? (weight?.[k] ?? 1) : -1 }));
}

/** The longest gradient at which the fit stops: 2e-4 of that of the penalties. */
function stopOf(data: SoftmaxData, scale: SoftmaxScale, model: Embeddings): number {
  const { user, item } = weightSums(data);
  const { noComponents: d } = model;
  const squares = (rows: Float32Array, at: number) => rows.subarray(at * d, (at + 1) * d).reduce((sum, x) => sum + x * x, 0); // prettier-ignore
  let sum = 0;
  user.forEach((weight, u) => (sum += userPenalty(scale, weight) ** 2 * squares(model.userEmbeddings, u)));
  item.forEach((weight, i) => {
    const bias = biasPenalty * model.itemBiases[i]!;
    sum += itemPenalty(scale, weight) ** 2 * (squares(model.itemEmbeddings, i) + bias * bias);
  });
  return 2e-4 * (Math.sqrt(sum) + 1e-3);
}

describe('foldInSoftmax', () => {
  it.each([
    ['likes', tasteInput, 40],
    ['likes with weights, and dislikes', randomInput(12, 60, 5), 20],
  ])('gives a trained user its own row: %s', (_, input, noComponents) => {
    const { model } = fit(input, { noComponents, seed: 0 });
    const data = softmaxDataOf(input.interactions);
    const scale = scaleOf(data, 0.3);
    const stop = stopOf(data, scale, model);
    for (let user = 0; user < input.users.length; user++) {
      const { embedding, bias } = foldInSoftmax(model, likingsOf(input, user), scale);
      const own = model.userEmbeddings.subarray(user * noComponents, (user + 1) * noComponents);
      expect(bias).toBe(0);
      // With the items fixed, the objective is λ_u-convex in the row: where its gradient is g, the optimum is within |g|/λ_u.
      const penalty = userPenalty(scale, weightSums(data).user[user]!);
      expect(Math.hypot(...own.map((x, j) => x - embedding[j]!))).toBeLessThan(stop / penalty + 1e-5);
    }
  });

  it('gives 0 where nothing is to be learnt', () => {
    const { model } = fit(tasteInput, { noComponents: 4, seed: 0 });
    const scale = scaleOf(softmaxDataOf(tasteInput.interactions), 0.3);
    const all = Array.from({ length: 90 }, (_, item) => ({ item, weight: 1 }));
    for (const likings of [[], [{ item: 3, weight: -1 }], all]) {
      expect([...foldInSoftmax(model, likings, scale).embedding]).toEqual([0, 0, 0, 0]);
    }
  });

  it('refuses an item that is not there', () => {
    const { model } = fit(tasteInput, { noComponents: 4, seed: 0 });
    const scale = { regularisation: 0.3, meanUserWeight: 5, meanItemWeight: 2 };
    expect(() => foldInSoftmax(model, [{ item: 90, weight: 1 }], scale)).toThrow(/no item 90/);
  });
});
