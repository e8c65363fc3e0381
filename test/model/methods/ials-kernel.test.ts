import { describe, expect, it } from '@jest/globals';
import { fitIals } from '@segue/core/model/methods/ials';
import type { IalsOptions } from '@segue/core/model/methods/ials-options';
import type { MethodInput } from '@segue/core/model/methods/method';
import { bytesOf } from '../interactions.js';
import { finishFit } from './fits.js';
import { inputOf, randomInput } from './softmax-cases.js';

/** Bytes of users' and items' rows by the kernel of that name, and after how many sweeps the fit stopped. */
function fitBy(kernel: 'wasm' | 'plain', input: MethodInput, options: Partial<IalsOptions>) {
  let sweeps = 0;
  const counted = function* () {
    const fit = fitIals(input, { ...options, kernel });
    for (;;) {
      const { done, value } = fit.next();
      if (done === true) return value;
      sweeps++;
      yield value;
    }
  };
  const { userEmbeddings, itemEmbeddings } = finishFit(counted());
  expect(itemEmbeddings.every(Number.isFinite) && userEmbeddings.every(Number.isFinite)).toBe(true);
  return { users: bytesOf(userEmbeddings), items: bytesOf(itemEmbeddings), sweeps };
}

function expectSameBytes(input: MethodInput, options: Partial<IalsOptions>): void {
  expect(fitBy('wasm', input, options)).toEqual(fitBy('plain', input, options));
}

/** The same pairs, all liked, of weight 1. */
function plainly({ users, items, interactions: { weight: _, ...pairs } }: MethodInput): MethodInput {
  return { users, items, interactions: { ...pairs, value: pairs.value.map(() => 1) } };
}

/** Rows of 150 pairs are added up in three chunks, of which the last is not full. */
const shapes = [
  [5, 6, 1],
  [4, 9, 2],
  [9, 4, 3],
  [7, 40, 4],
  [6, 11, 5],
  [24, 150, 30],
  [150, 24, 31],
  [3, 9, 16],
  [90, 200, 33],
] as const;

describe.each(shapes)('implicit ALS of %d users, %d items, d %d', (users, items, noComponents) => {
  const input = randomInput(users, items, users + noComponents);

  it('has the same bytes from the compiled and from the plain kernel', () => {
    expectSameBytes(plainly(input), { noComponents });
  });

  it('has them with weights and dislikes too', () => {
    expectSameBytes(input, { noComponents, unobservedWeight: 0.2, regularisation: 0.1 });
  });
});

describe('both kernels of implicit ALS', () => {
  it('leave users and items without a like at 0', () => {
    // User 1 has no pair, user 2 a dislike, user 3 a like that counts nothing; item 3 is only disliked, item 4 unknown.
    const input = inputOf(5, 5, [[0, 0], [0, 1], [2, 3, -1], [3, 2, 1, 0], [4, 0, 1, 2], [4, 3, -1, 2]]); // prettier-ignore
    expectSameBytes(input, { noComponents: 3 });
    const { userEmbeddings, itemEmbeddings } = finishFit(fitIals(input, { noComponents: 3 }));
    expect([...userEmbeddings.subarray(3, 12)]).toEqual(Array.from({ length: 9 }, () => 0));
    expect([...itemEmbeddings.subarray(6, 15)]).toEqual(Array.from({ length: 9 }, () => 0));
  });

  it('have nothing to do without likes', () => {
    expectSameBytes(inputOf(2, 2, [[0, 1, -1]]), { noComponents: 4 });
    expectSameBytes(inputOf(0, 0, []), { noComponents: 4 });
  });

  it('stop after the same sweep', () => {
    expectSameBytes(randomInput(9, 20, 3), { noComponents: 6, sweeps: 500, tolerance: 1e-6 });
  });
});
