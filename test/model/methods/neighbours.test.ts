import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { fitNeighbours } from '@segue/core/model/methods/neighbours';
import { fitPopularity } from '@segue/core/model/methods/popularity';
import { seeded } from '../../support/seeded.js';
import { distanceBetween, finishFit, inputOf, scoresOf, solveDense } from './fits.js';

/** Each item's ridge regression on all others, and the scores that follow. */
function naive(values: readonly (readonly number[])[], lambda: number): number[][] {
  const items = [...values[0]!.keys()];
  const weights = items.map((item) => {
    const others = items.filter((other) => other !== item);
    const product = (a: number, b: number) => values.reduce((sum, row) => sum + row[a]! * row[b]!, 0);
    const matrix = others.map((a) => others.map((b) => product(a, b) + (a === b ? lambda : 0)));
    const solved = others.length === 0 ? [] : solveDense(matrix, others.map((a) => product(a, item))); // prettier-ignore
    return items.map((other) => solved[others.indexOf(other)] ?? 0);
  });
  return values.map((row) => items.map((item) => row.reduce((sum, x, other) => sum + x * weights[item]![other]!, 0)));
}

const someValues = fc
  .record({ users: fc.integer({ min: 1, max: 8 }), items: fc.integer({ min: 1, max: 8 }) })
  .chain(({ users, items }) =>
    fc.array(fc.array(fc.constantFrom(0, 0, 1), { minLength: items, maxLength: items }), {
      minLength: users,
      maxLength: users,
    }),
  );

describe('fitNeighbours', () => {
  it('scores as one dense ridge regression an item does, whichever side is larger', () => {
    fc.assert(
      fc.property(someValues, fc.constantFrom(1, 30), (values, regularisation) => {
        const fitted = scoresOf(finishFit(fitNeighbours(inputOf(values), { regularisation, leastUsers: 1 })));
        expect(distanceBetween(fitted, naive(values, regularisation))).toBeLessThan(1e-5);
      }),
      seeded(100),
    );
  });

  it('keeps close to the scores with fewer components than either side', () => {
    const values = Array.from({ length: 30 }, (_, u) => Array.from({ length: 20 }, (__, i) => (u % 3 === i % 3 || (u * i) % 11 === 1 ? 1 : 0))); // prettier-ignore
    const all = naive(values, 10);
    const near = (noComponents: number) =>
      distanceBetween(scoresOf(finishFit(fitNeighbours(inputOf(values), { regularisation: 10, noComponents }))), all);
    expect(near(20)).toBeLessThan(1e-5);
    expect(near(12)).toBeLessThan(near(2));
    expect(near(12)).toBeLessThan(0.3);
  });

  it('leaves out items of too few users, and of the rest those that fewest like', () => {
    const values = [[1, 1, 1, 0], [1, 1, 1, 1], [1, 1, 0, 0], [1, 0, 0, 0]]; // prettier-ignore
    const scored = (options: { leastUsers: number; mostItems: number }) => {
      const scores = scoresOf(finishFit(fitNeighbours(inputOf(values), { regularisation: 1, ...options })));
      return [0, 1, 2, 3].filter((item) => scores.some((row) => row[item] !== 0));
    };
    expect(scored({ leastUsers: 2, mostItems: 9 })).toEqual([0, 1, 2]);
    expect(scored({ leastUsers: 1, mostItems: 2 })).toEqual([0, 1]);
  });

  it.each(['regularisation', 'noComponents', 'leastUsers', 'mostItems'])('refuses a %s of 0', (name) => {
    expect(() => finishFit(fitNeighbours(inputOf([[1]]), { [name]: 0 }))).toThrow(name);
  });
});

describe('fitPopularity', () => {
  it('ranks items by the number of users who like them, the same for everybody', () => {
    const values = [[1, 1, 0, -1], [1, 0, 0, -1], [1, 0, 1, -1], [1, 1, 0, 0]]; // prettier-ignore
    const { itemBiases, userBiases, noComponents } = finishFit(fitPopularity(inputOf(values)));
    const roots = [2, Math.SQRT2, 1];
    const mean = roots.reduce((sum, root) => sum + root, 0) / 3;
    const deviation = Math.sqrt(roots.reduce((sum, root) => sum + (root - mean) ** 2, 0) / 3);
    [...roots, 0].forEach((root, item) => expect(itemBiases[item]).toBeCloseTo((root - mean) / deviation, 6));
    expect([noComponents, ...userBiases]).toEqual([1, 0, 0, 0, 0]);
  });
});
