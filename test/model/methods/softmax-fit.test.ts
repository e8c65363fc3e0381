import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { softmaxObjectiveAt } from '@segue/core/model/methods/softmax/objective-value';
import { softmaxDataOf } from '@segue/core/model/methods/softmax/softmax-data';
import { softmaxStart } from '@segue/core/model/methods/softmax/start';
import type { MethodInput } from '@segue/core/model/methods/method';
import { topItems, modelScorer } from '@segue/core/model/answers/recommend';
import type { Embeddings } from '@segue/core/model/state';
import { seeded } from '../../support/seeded.js';
import { bytesOf } from '../interactions.js';
import { tasteInteractions } from '../taste-data.js';
import { fit, inputOf, randomInput, type Pair } from './softmax-cases.js';

const bytes = (model: Embeddings) =>
  bytesOf(model.userEmbeddings, model.userBiases, model.itemEmbeddings, model.itemBiases);
const tastes = tasteInteractions(20, 60, 4);
const tasteInput = inputOf(20, 60, Array.from(tastes.row, (user, k) => [user, tastes.col[k]!])); // prettier-ignore

describe('fitSoftmax', () => {
  it.each([
    [5, 9, 3, 0],
    [12, 40, 16, 1],
    [9, 33, 30, 2],
    [30, 61, 8, 4_294_967_295],
  ])(
    'gives the same bytes compiled and plain: %d users, %d items, d %d, seed %d',
    (users, items, noComponents, seed) => {
      const input = randomInput(users, items, items);
      const [compiled, plain] = (['wasm', 'plain'] as const).map((kernel) =>
        fit(input, { noComponents, seed, kernel }),
      );
      expect(plain!.steps).toBe(compiled!.steps);
      expect(bytes(plain!.model)).toBe(bytes(compiled!.model));
    },
  );

  it('yields once an iteration, at most a hundred times', () => {
    const { steps } = fit(tasteInput, { noComponents: 8, seed: 0 });
    expect(steps).toBeGreaterThan(10);
    expect(steps).toBeLessThanOrEqual(100);
  });

  it('learns the groups of made-up tastes', () => {
    const score = modelScorer(fit(tasteInput, { noComponents: 8, seed: 0 }).model);
    const first = tasteInput.users.flatMap((_, user) =>
      topItems(score(user), 8).map(({ item }) => [user, item] as const),
    );
    const own = first.filter(([user, item]) => item % 4 === user % 4);
    expect(own.length / first.length).toBeGreaterThan(0.7);
  });

  it('ends at the same objective and the same scores from any seed, where d ≥ users', () => {
    for (const input of [tasteInput, randomInput(10, 50, 3)]) {
      const models = [0, 1, 77].map((seed) => fit(input, { noComponents: 24, seed }).model);
      const values = models.map((model) => softmaxObjectiveAt(model, input.interactions));
      for (const value of values) expect(Math.abs(value / values[0]! - 1)).toBeLessThan(1e-5);
      const [one, other] = models.map((model) => Float32Array.from(modelScorer(model)(3)));
      one!.forEach((score, item) => expect(Math.abs(score - other![item]!)).toBeLessThan(0.02));
    }
  });

  it('reads an absent weight as 1, and a value of 0 or below as no like', () => {
    const pairs: Pair[] = [[0, 0], [0, 3, -1], [1, 1], [1, 2], [2, 4], [2, 5, 0]]; // prettier-ignore
    const options = { noComponents: 4, seed: 0 };
    const plain = fit(inputOf(3, 7, pairs), options).model;
    const weighted = pairs.map(([user, item, value = 1]): Pair => [user, item, value, value > 0 ? 1 : 5]);
    expect(bytes(fit(inputOf(3, 7, weighted), options).model)).toBe(bytes(plain));
    // Known, so no negative: without the pair, the item is pushed down for the user.
    const unknown = fit(inputOf(3, 7, pairs.filter(([, item]) => item !== 3)), options).model; // prettier-ignore
    expect(modelScorer(unknown)(0)[3]).toBeLessThan(modelScorer(plain)(0)[3]!);
  });

  it('is finite and the same each time, whatever the data', () => {
    const pair = fc.tuple(fc.nat(5), fc.nat(8), fc.constantFrom(1, 1, 1, -1, 0), fc.constantFrom(0, 0.01, 1, 7, 1000));
    fc.assert(
      fc.property(
        fc.uniqueArray(pair, { maxLength: 40, selector: ([user, item]) => 9 * user + item }),
        fc.integer({ min: 1, max: 20 }),
        fc.nat(),
        (pairs, noComponents, seed) => {
          const once = fit(inputOf(6, 9, pairs), { noComponents, seed }).model;
          const numbers = [once.userEmbeddings, once.itemEmbeddings, once.itemBiases, once.userBiases];
          expect(numbers.every((array) => array.every(Number.isFinite))).toBe(true);
          const again = fit(inputOf(6, 9, pairs), { noComponents, seed, kernel: 'plain' }).model;
          expect(bytes(again)).toBe(bytes(once));
        },
      ),
      seeded(40),
    );
  });

  const edges: [what: string, input: MethodInput][] = [
    ['nobody and nothing', inputOf(0, 0, [])],
    ['users without items', inputOf(3, 0, [])],
    ['items without users', inputOf(0, 3, [])],
    ['no pairs', inputOf(3, 4, [])],
    ['one user, one item, unknown', inputOf(1, 1, [])],
    ['one user, one item, known', inputOf(1, 1, [[0, 0]])],
    ['one user of two items', inputOf(1, 2, [[0, 1]])],
    ['dislikes alone', inputOf(2, 3, [[0, 1, -1], [1, 2, -1]])], // prettier-ignore
    ['users who know everything', inputOf(2, 2, [[0, 0], [0, 1], [1, 0], [1, 1]])], // prettier-ignore
    ['weights of 0', inputOf(2, 3, [[0, 0, 1, 0], [1, 1, 1, 0]])], // prettier-ignore
    ['large weights', inputOf(2, 3, [[0, 0, 1, 1e6], [1, 1, 1, 1e6]])], // prettier-ignore
  ];

  it.each(edges)('fits %s', (_, input) => {
    for (const kernel of ['wasm', 'plain'] as const) {
      const { model } = fit(input, { noComponents: 3, seed: 1, kernel });
      expect(model.userEmbeddings).toHaveLength(3 * input.users.length);
      expect(model.itemBiases).toHaveLength(input.items.length);
      expect([...model.userEmbeddings, ...model.itemEmbeddings, ...model.itemBiases].every(Number.isFinite)).toBe(true);
    }
  });

  it('says so where weights are too large for float32', () => {
    const input = inputOf(2, 3, [[0, 0, 1, 1e30], [1, 1, 1, 1e30]]); // prettier-ignore
    expect(() => fit(input, { noComponents: 3, seed: 1 })).toThrow(/not finite. Use smaller weights/);
  });

  it('gives equal scores to items that the same users like', () => {
    const pairs: Pair[] = [[0, 0], [0, 4], [1, 1], [1, 4], [2, 0], [2, 2]]; // prettier-ignore
    const twins = inputOf(3, 7, [...pairs, [0, 5], [2, 5]]);
    const { model } = fit(twins, { noComponents: 5, seed: 0 });
    for (let user = 0; user < 3; user++) {
      const scores = modelScorer(model)(user);
      expect(scores[5]).toBe(scores[0]);
      expect(scores[6]).toBe(scores[3]);
    }
  });

  it('leaves a user without a term in the objective at 0', () => {
    const everything = [0, 1, 2, 3].map((item): Pair => [1, item]);
    const { model } = fit(inputOf(3, 4, [[0, 0], ...everything, [2, 2, -1]]), { noComponents: 2, seed: 0 });
    expect([...model.userEmbeddings.subarray(2)]).toEqual([0, 0, 0, 0]);
  });

  it('refuses options and pairs that are none', () => {
    const input = inputOf(2, 3, [[0, 0], [1, 1]]); // prettier-ignore
    const run =
      (options: object, data = input) =>
      () =>
        fit(data, { noComponents: 2, seed: 0, ...options });
    expect(run({ noComponents: 0 })).toThrow(/noComponents is 0; it must be a whole number from 1/);
    expect(run({ regularisation: 0 })).toThrow(/regularisation is 0; it must be above 0; 0.3 is the default/);
    expect(run({ seed: -1 })).toThrow(/The seed is -1/);
    expect(run({}, inputOf(2, 3, [[0, 0, 1, -2], [1, 1]]))).toThrow(/weight of pair 0 is -2; give a number from 0/); // prettier-ignore
    expect(run({}, inputOf(2, 3, [[0, 0], [0, 0]]))).toThrow(/Pair 1 does not follow the one before it/); // prettier-ignore
  });
});

describe('the start', () => {
  it('of all others stays where it is when a name comes', () => {
    const pairs: Pair[] = [[0, 0], [0, 2], [1, 1], [2, 2]]; // prettier-ignore
    const before = inputOf(3, 4, pairs);
    const start = (input: MethodInput) => softmaxStart(input, softmaxDataOf(input.interactions), 5, 3);
    const one = start(before);
    // A new first user and a new first item: all indices move by one.
    const moved = inputOf(4, 5, [[0, 0], ...pairs.map(([user, item]): Pair => [user + 1, item + 1])]);
    const after = { ...moved, users: ['new', ...before.users], items: ['new', ...before.items] };
    const two = start(after);
    expect(two.userEmbeddings.subarray(5)).toEqual(one.userEmbeddings);
    expect(two.itemEmbeddings.subarray(5)).toEqual(one.itemEmbeddings);
    expect(two.userEmbeddings.subarray(0, 5).every((component) => component !== 0)).toBe(true);
  });

  it('differs by seed and by name', () => {
    const input = inputOf(2, 3, [[0, 0], [1, 1]]); // prettier-ignore
    const rows = [0, 1].flatMap((seed) => {
      const { userEmbeddings } = softmaxStart(input, softmaxDataOf(input.interactions), 2, seed);
      return [userEmbeddings.subarray(0, 2).join(), userEmbeddings.subarray(2).join()];
    });
    expect(new Set(rows).size).toBe(4);
  });
});
