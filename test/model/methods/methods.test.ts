import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { fitIals } from '@segue/core/model/methods/ials';
import type { MethodFit, MethodInput } from '@segue/core/model/methods/method';
import { fitNeighbours } from '@segue/core/model/methods/neighbours';
import { fitPopularity } from '@segue/core/model/methods/popularity';
import { fitRegression } from '@segue/core/model/methods/regression';
import { bytesOf } from '../interactions.js';
import { seeded } from '../../support/seeded.js';
import { distanceBetween, finishFit, inputOf, scoresOf } from './fits.js';

const methods: Record<string, (input: MethodInput) => MethodFit> = {
  popularity: (input) => fitPopularity(input),
  regression: (input) => fitRegression(input),
  ials: (input) => fitIals(input, { noComponents: 4 }),
  neighbours: (input) => fitNeighbours(input, { regularisation: 3, leastUsers: 1 }),
};

const value = fc.constantFrom(-1, 0, 0, 1, 1, 2);
const number = fc.oneof(fc.double({ min: -9, max: 9, noNaN: true }), fc.constantFrom(NaN, 0));

/** Values of pairs, and two numbers an item. */
const someCase = fc
  .record({ users: fc.integer({ min: 1, max: 7 }), items: fc.integer({ min: 1, max: 9 }) })
  .chain(({ users, items }) =>
    fc.record({
      values: fc.array(fc.array(value, { minLength: items, maxLength: items }), { minLength: users, maxLength: users }),
      columns: fc.array(fc.tuple(number, number), { minLength: items, maxLength: items }),
    }),
  );

/** Like `values`, but what is not liked is not there. */
const liked = (values: readonly (readonly number[])[]) => values.map((row) => row.map((each) => Math.max(0, each)));

function tableOf(users: number, items: number, valueOf: (user: number, item: number) => number): number[][] {
  return Array.from({ length: users }, (_, user) => Array.from({ length: items }, (__, item) => valueOf(user, item)));
}

const checkers = tableOf(6, 8, (user, item) => (user + item) % 3);

/** What once made numbers blow up elsewhere. */
const edges: Record<string, MethodInput> = {
  'one user': inputOf([[1, 0, 1, 1]]),
  'one user, features': inputOf([[1, 0, 1]], [[1], [2], [NaN]]),
  'one item': inputOf([[1], [0], [1]]),
  'no pairs': inputOf([[0, 0], [0, 0]], [[1], [2]]), // prettier-ignore
  'only dislikes': inputOf([[-1, -1], [-1, 0]]), // prettier-ignore
  'users who know everything': inputOf(tableOf(7, 9, () => 1)),
  'constant features': inputOf(
    checkers,
    tableOf(8, 2, () => 0.1),
  ),
  'unknown features': inputOf(
    checkers,
    tableOf(8, 2, () => NaN),
  ),
  'huge features': inputOf(
    checkers,
    tableOf(8, 2, (item) => 1e300 * item),
  ),
  'huge weights': {
    ...inputOf(checkers),
    interactions: {
      ...inputOf(checkers).interactions,
      weight: inputOf(checkers).interactions.value.map((_, at) => (at % 2 === 0 ? 1e30 : 1e-30)),
    },
  },
};

describe.each(Object.entries(methods))('%s', (name, fit) => {
  const bytes = (input: MethodInput) => {
    const { itemEmbeddings, itemBiases, userEmbeddings, userBiases } = finishFit(fit(input));
    return bytesOf(itemEmbeddings, itemBiases, userEmbeddings, userBiases);
  };

  it('gives equal bytes for equal inputs, whatever came between', () => {
    fc.assert(
      fc.property(someCase, someCase, ({ values, columns }, other) => {
        const before = bytes(inputOf(values, columns));
        bytes(inputOf(other.values, other.columns));
        expect(bytes(inputOf(values, columns))).toBe(before);
      }),
      seeded(30),
    );
  });

  it.each(Object.entries(edges))('has finite rows of the right sizes for %s', (_, input) => {
    const model = finishFit(fit(input));
    const { noComponents: d, itemEmbeddings, itemBiases, userEmbeddings, userBiases } = model;
    expect(d).toBeGreaterThanOrEqual(1);
    expect([itemBiases.length, userBiases.length]).toEqual([input.items.length, input.users.length]);
    expect([itemEmbeddings.length, userEmbeddings.length]).toEqual([d * input.items.length, d * input.users.length]);
    for (const numbers of [itemEmbeddings, itemBiases, userEmbeddings, userBiases, scoresOf(model).flat()]) {
      expect(Array.from(numbers).every(Number.isFinite)).toBe(true);
    }
  });

  it('does not learn from users and items without pairs', () => {
    fc.assert(
      fc.property(someCase, ({ values, columns }) => {
        const before = scoresOf(finishFit(fit(inputOf(values, columns))));
        const more = [...values.map((row) => [...row, 0]), values[0]!.map(() => 0).concat(0)];
        const after = scoresOf(finishFit(fit(inputOf(more, [...columns, [NaN, NaN]]))));
        expect(distanceBetween(before, after)).toBeLessThan(1e-4);
      }),
      seeded(60),
    );
  });

  it('does not depend on the order of users and items', () => {
    fc.assert(
      fc.property(someCase, ({ values, columns }) => {
        const input = inputOf(values, columns);
        const { users, items } = input;
        const before = scoresOf(finishFit(fit(input)));
        const backwards = inputOf(values.map((row) => [...row].reverse()).reverse(), [...columns].reverse());
        const renamed = { ...backwards, users: [...users].reverse(), items: [...items].reverse() };
        const after = scoresOf(finishFit(fit(renamed))).map((row) => row.reverse());
        expect(distanceBetween(before, after.reverse())).toBeLessThan(1e-3);
      }),
      seeded(30),
    );
  });

  const draws = name === 'ials' ? it.skip : it;
  draws('takes a dislike for no like (skipped for ials, which learns from dislikes)', () => {
    fc.assert(
      fc.property(someCase, ({ values, columns }) => {
        expect(bytes(inputOf(values, columns))).toBe(bytes(inputOf(liked(values), columns)));
      }),
      seeded(30),
    );
  });
});
