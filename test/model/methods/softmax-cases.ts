import { fitSoftmax, type SoftmaxOptions } from '@segue/core/model/methods/softmax/fit-softmax';
import type { MethodInput } from '@segue/core/model/methods/method';
import { RandomState } from '@segue/core/model/random';
import type { Embeddings } from '@segue/core/model/state';

/** One pair: user, item, value (below 0: a dislike), weight. */
export type Pair = readonly [user: number, item: number, value?: number, weight?: number];

/** The input of a method for pairs in any order; names are u0, u1, …, i0, i1, …. */
export function inputOf(users: number, items: number, pairs: readonly Pair[]): MethodInput {
  const sorted = [...pairs].sort(([user, item], [user2, item2]) => user - user2 || item - item2);
  const names = (prefix: string, size: number) => Array.from({ length: size }, (_, i) => `${prefix}${i}`);
  return {
    users: names('u', users),
    items: names('i', items),
    interactions: {
      users,
      items,
      row: Int32Array.from(sorted, ([user]) => user),
      col: Int32Array.from(sorted, ([, item]) => item),
      value: Float32Array.from(sorted, ([, , value]) => value ?? 1),
      ...(pairs.some(({ length }) => length === 4) && {
        weight: Float32Array.from(sorted, ([, , , weight]) => weight ?? 1),
      }),
    },
  };
}

/** Random pairs: likes, a fifth of them dislikes, weights from 0 to 3; the last user knows everything. */
export function randomInput(users: number, items: number, seed: number): MethodInput {
  const random = new RandomState(seed);
  const pairs: Pair[] = [];
  for (let user = 0; user < users; user++) {
    for (let item = 0; item < items; item++) {
      if (user < users - 1 && random.double() > 0.3) continue;
      pairs.push([user, item, random.double() < 0.2 ? -1 : 1, 3 * random.double()]);
    }
  }
  return inputOf(users, items, pairs);
}

/** A whole fit, and how many iterations it took. */
export function fit(input: MethodInput, options: SoftmaxOptions): { model: Embeddings; steps: number } {
  const search = fitSoftmax(input, options);
  for (let steps = 0; ; steps++) {
    const { done, value } = search.next();
    if (done === true) return { model: value, steps };
  }
}

/** Any embeddings, components and biases uniform in ±`size`; biases of users are 0. */
export function randomEmbeddings({ users, items }: MethodInput, d: number, seed: number, size: number): Embeddings {
  const random = new RandomState(seed);
  const numbers = (length: number) => new Float32Array(length).map(() => size * (2 * random.double() - 1));
  return {
    noComponents: d,
    userEmbeddings: numbers(users.length * d),
    itemEmbeddings: numbers(items.length * d),
    itemBiases: numbers(items.length),
    userBiases: new Float32Array(users.length),
  };
}
