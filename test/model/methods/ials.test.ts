import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { fitIals, foldInIals } from '@segue/core/model/methods/ials';
import { usualUnobservedWeight } from '@segue/core/model/methods/ials-options';
import type { MethodInput } from '@segue/core/model/methods/method';
import { seeded } from '../../support/seeded.js';
import { bytesOf } from '../interactions.js';
import { finishFit, inputOf } from './fits.js';

const [ALPHA, LAMBDA, D] = [0.3, 0.05, 3];
const options = { noComponents: D, unobservedWeight: ALPHA, regularisation: LAMBDA, sweeps: 2000, tolerance: 1e-9 };

/** Likes and dislikes, each with a weight of ½, 1 or 2; every user and item has a like. */
function weighted(values: readonly (readonly number[])[]): MethodInput {
  const input = inputOf(values);
  const weight = input.interactions.value.map((_, at) => [0.5, 1, 2][at % 3]!);
  return { ...input, interactions: { ...input.interactions, weight } };
}

const someValues = fc
  .array(fc.array(fc.constantFrom(0, 0, 1, 1, -1), { minLength: 6, maxLength: 6 }), { minLength: 5, maxLength: 5 })
  .map((rows) => rows.map((row, user) => row.map((value, item) => (item % 5 === user ? 1 : value))));

/** The gradient of the objective by the row of a user, from the definition. */
function userGradient({ interactions }: MethodInput, users: Float32Array, items: Float32Array, user: number): number[] {
  const { row, col, value, weight } = interactions;
  const own = Array.from({ length: D }, (_, j) => users[user * D + j]!);
  const gradient = own.map(() => 0);
  let total = ALPHA * (items.length / D);
  for (let item = 0; item < items.length / D; item++) {
    const y = Array.from({ length: D }, (_, j) => items[item * D + j]!);
    const score = y.reduce((sum, each, j) => sum + each * own[j]!, 0);
    const entry = row.findIndex((other, at) => other === user && col[at] === item);
    const w = entry === -1 ? 0 : weight![entry]!;
    const target = entry !== -1 && value[entry]! > 0 ? 1 : 0;
    total += w;
    y.forEach((each, j) => (gradient[j]! += (w * (score - target) + ALPHA * score) * each));
  }
  return gradient.map((each, j) => each + LAMBDA * total * own[j]!);
}

function flipped({ users, items, interactions }: MethodInput): MethodInput {
  const { row, col, ...rest } = interactions;
  return {
    users: items,
    items: users,
    interactions: { ...rest, users: items.length, items: users.length, row: col, col: row },
  };
}

describe('fitIals', () => {
  it('comes to rest where the objective has no slope', () => {
    fc.assert(
      fc.property(someValues, (values) => {
        const input = weighted(values);
        const { userEmbeddings, itemEmbeddings } = finishFit(fitIals(input, options));
        for (let user = 0; user < 5; user++) {
          for (const slope of userGradient(input, userEmbeddings, itemEmbeddings, user))
            expect(slope).toBeCloseTo(0, 4);
        }
        for (let item = 0; item < 6; item++) {
          const slopes = userGradient(flipped(input), itemEmbeddings, userEmbeddings, item);
          for (const slope of slopes) expect(slope).toBeCloseTo(0, 3);
        }
      }),
      seeded(20),
    );
  });

  it('reports its sweeps, and stops once nothing moves', () => {
    const input = inputOf([[1, 1, 0], [0, 1, 1]]); // prettier-ignore
    const steps = [...fitIals(input, { noComponents: 2, sweeps: 4, tolerance: 0 })];
    expect(steps.map(({ done, of }) => [done, of])).toEqual([[1, 4], [2, 4], [3, 4], [4, 4]]); // prettier-ignore
    expect([...fitIals(input, { noComponents: 2, sweeps: 1000, tolerance: 0.01 })].length).toBeLessThan(100);
  });

  it('weighs unobserved pairs by how dense the data are, whoever else is named', () => {
    const { interactions } = inputOf([[1, 1, 0, 0], [1, 0, 0, 0], [-1, 0, 0, 0]]); // prettier-ignore
    expect(usualUnobservedWeight(interactions)).toBeCloseTo(Math.sqrt(3 / 4), 12);
  });

  it.each(['noComponents', 'unobservedWeight', 'regularisation', 'sweeps', 'tolerance'])(
    'refuses a %s below 0',
    (name) => {
      expect(() => finishFit(fitIals(inputOf([[1]]), { [name]: -1 }))).toThrow(name);
    },
  );
});

describe('foldInIals', () => {
  it('gives a user’s own row for the user’s own pairs, in any order', () => {
    fc.assert(
      fc.property(someValues, (values) => {
        const input = weighted(values);
        const model = finishFit(fitIals(input, { ...options, sweeps: 3 }));
        const { row, col, value, weight } = input.interactions;
        for (let user = 0; user < 5; user++) {
          const likings = Array.from(row, (other, at) => ({
            user: other,
            item: col[at]!,
            weight: value[at]! * weight![at]!,
          }));
          const own = likings.filter((each) => each.user === user).reverse();
          const { embedding, bias } = foldInIals(model, own, options);
          expect(bytesOf(embedding)).toBe(bytesOf(model.userEmbeddings.subarray(user * D, (user + 1) * D)));
          expect(bias).toBe(0);
        }
      }),
      seeded(20),
    );
  });

  it('knows nothing of a user without likings, and refuses an unknown item', () => {
    const model = finishFit(fitIals(inputOf([[1, 1], [0, 1]]), { noComponents: 2 })); // prettier-ignore
    expect([...foldInIals(model, [], { unobservedWeight: 0.1 }).embedding]).toEqual([0, 0]);
    const empty = finishFit(fitIals(inputOf([[-1, -1]]), { noComponents: 2 }));
    expect([...foldInIals(empty, [], { unobservedWeight: 0.1 }).embedding]).toEqual([0, 0]);
    expect(() => foldInIals(model, [{ item: 2, weight: 1 }], { unobservedWeight: 0.1 })).toThrow(/no item 2/);
  });
});
