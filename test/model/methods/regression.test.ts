import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { fitRegression, mostRegressionUsers, usualRegularisation } from '@segue/core/model/methods/regression';
import { seeded } from '../../support/seeded.js';
import { distanceBetween, finishFit, inputOf, scoresOf, solveDense } from './fits.js';

/** Each user's regression on its own, from its normal equations; features are already standardised. */
function naive(values: readonly (readonly number[])[], features: readonly (readonly number[])[], lambda: number) {
  const likers = features.map((_, item) => values.flatMap((row, user) => (row[item]! > 0 ? [user] : [])));
  return values.map((own, user) => {
    const shared = likers.filter((users) => users.includes(user) && users.length > 1).length;
    const variables = (item: number) => [
      ...values.flatMap((row, other) => (other === user ? [] : [row[item]! > 0 ? 1 : 0])),
      ...features[item]!,
      1,
    ];
    const weightOf = (item: number) => {
      if (likers[item]!.length === 0) return 0;
      if (likers[item]!.some((other) => other !== user)) return 1;
      return shared < 5 ? 0.1 : 0;
    };
    const size = variables(0).length;
    const sum = (term: (item: number) => number) =>
      features.reduce((total, _, item) => total + weightOf(item) * term(item), 0);
    const range = Array.from({ length: size }, (_, at) => at);
    const matrix = range.map((a) =>
      range.map(
        (b) => sum((item) => variables(item)[a]! * variables(item)[b]!) + (a === b && a < size - 1 ? lambda : 0),
      ),
    );
    const right = range.map((a) => sum((item) => (own[item]! > 0 ? variables(item)[a]! : 0)));
    const weights = solveDense(matrix, right);
    return features.map((_, item) => variables(item).reduce((total, x, at) => total + x * weights[at]!, 0));
  });
}

/** Columns minus their means over their population standard deviations, clipped; of equal numbers, zeros. */
function standardise(columns: readonly (readonly number[])[]): number[][] {
  const width = columns[0]!.length;
  const spread = Array.from({ length: width }, (_, column) => {
    const all = columns.map((row) => row[column]!);
    const mean = all.reduce((sum, each) => sum + each, 0) / all.length;
    return { mean, deviation: Math.sqrt(all.reduce((sum, each) => sum + (each - mean) ** 2, 0) / all.length) };
  });
  return columns.map((row) =>
    row.map((each, column) => {
      const { mean, deviation } = spread[column]!;
      return deviation === 0 ? 0 : Math.max(-3, Math.min(3, (each - mean) / deviation));
    }),
  );
}

/** Few users, so that many items are liked by one alone, and one user may have most of those. */
const someCase = fc
  .record({ users: fc.integer({ min: 2, max: 5 }), items: fc.integer({ min: 2, max: 16 }) })
  .chain(({ users, items }) =>
    fc.record({
      values: fc.array(fc.array(fc.constantFrom(0, 0, 1, 1, -1), { minLength: items, maxLength: items }), {
        minLength: users,
        maxLength: users,
      }),
      columns: fc.array(fc.tuple(fc.integer({ min: -4, max: 9 }), fc.integer({ min: 0, max: 1 })), {
        minLength: items,
        maxLength: items,
      }),
      lambda: fc.constantFrom(0.5, 10, 100),
    }),
  );

describe('fitRegression', () => {
  it('scores as one dense ridge regression a user does', () => {
    fc.assert(
      fc.property(someCase, ({ values, columns, lambda }) => {
        fc.pre(values.some((row) => row.some((each) => each > 0)));
        const fitted = scoresOf(finishFit(fitRegression(inputOf(values, columns), { regularisation: lambda })));
        expect(distanceBetween(fitted, naive(values, standardise(columns), lambda))).toBeLessThan(1e-5);
      }),
      seeded(150),
    );
  });

  it('works on who likes what alone', () => {
    const values = [[1, 1, 0, 0], [1, 1, 1, 0], [0, 0, 1, 1]]; // prettier-ignore
    const fitted = scoresOf(finishFit(fitRegression(inputOf(values), { regularisation: 1 })));
    expect(distanceBetween(fitted, naive(values, [[], [], [], []], 1))).toBeLessThan(1e-6);
    // Who shares two of its items with the first user makes the third more likely than the fourth.
    expect(fitted[0]![2]).toBeGreaterThan(fitted[0]![3]!);
  });

  it('takes λ 10 below 100 users, and 100 from there on', () => {
    expect([99, 100].map(usualRegularisation)).toEqual([10, 100]);
  });

  it('refuses too many users, λ 0, and numbers that do not fit', () => {
    const most = Array.from({ length: mostRegressionUsers + 1 }, () => [1]);
    expect(() => finishFit(fitRegression(inputOf(most)))).toThrow(/301 users; a regression takes at most 300/);
    expect(() => finishFit(fitRegression(inputOf([[1]]), { regularisation: 0 }))).toThrow(/must be above 0/);
    expect(() => finishFit(fitRegression(inputOf([[1, 1]], [[1]])))).toThrow(/describe 1 items, but there are 2/);
    expect(() => finishFit(fitRegression(inputOf([[1]], [[Infinity]])))).toThrow(/infinite/);
    const short = { ...inputOf([[1]]), itemColumns: { items: 1, columns: 2, values: Float64Array.of(1) } };
    expect(() => finishFit(fitRegression(short))).toThrow(/1 numbers for 1 × 2 cells/);
  });
});
