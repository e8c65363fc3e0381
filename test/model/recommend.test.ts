import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { LightFm } from '@segue/core/model/lightfm/light-fm';
import { scoreTastes, similarItems, similarUsers, topItems, type Taste } from '@segue/core/model/answers/recommend';
import { interactionMatrix } from '@segue/core/model/sparse';
import type { Embeddings } from '@segue/core/model/state';
import { seeded } from '../support/seeded.js';
import { interactionsOf } from './interactions.js';

const [USERS, ITEMS] = [6, 9];
const fitted = new LightFm({ loss: 'warp', noComponents: 5 }).fit(
  interactionMatrix(
    interactionsOf(
      USERS,
      ITEMS,
      Array.from({ length: 30 }, (_, i) => [i % USERS, (i * i) % ITEMS] as const),
    ),
  ),
  { epochs: 20 },
);
const model: Embeddings = fitted.embeddings;
const allItems = Array.from({ length: ITEMS }, (_, item) => item);

const someTaste = fc.oneof(
  fc.record({ kind: fc.constant('user' as const), index: fc.nat(USERS - 1), weight: fc.integer({ min: -3, max: 3 }) }),
  fc.record({ kind: fc.constant('item' as const), index: fc.nat(ITEMS - 1), weight: fc.integer({ min: -3, max: 3 }) }),
);

/** The standard deviation. */
function spreadOf(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
}

/** How far the scores of a user lie apart on average, without the items' biases. */
function usualSpread(of: Embeddings): number {
  const users = Array.from({ length: USERS }, (_, index) => {
    const { contributions } = scoreTastes(of, [{ kind: 'user', index, weight: 1 }]);
    return spreadOf(allItems.map((item) => contributions(item).tastes[0]!));
  });
  return users.reduce((sum, spread) => sum + spread, 0) / USERS;
}

describe('scoreTastes', () => {
  it('gives a single user LightFM’s own scores', () => {
    for (let user = 0; user < USERS; user++) {
      const { scores } = scoreTastes(model, [{ kind: 'user', index: user, weight: 1 }]);
      expect(scores).toEqual(fitted.predict(user, allItems));
    }
  });

  it('counts an item like a user who likes exactly such items, whose scores lie as far apart as a user’s do', () => {
    const { noComponents: d, itemEmbeddings } = model;
    const row = (at: number) => Array.from(itemEmbeddings.subarray(at * d, (at + 1) * d));
    const product = (a: number[], b: number[]) => a.reduce((sum, value, j) => sum + value * b[j]!, 0);
    for (const index of allItems) {
      const { contributions } = scoreTastes(model, [{ kind: 'item', index, weight: -2 }]);
      const products = allItems.map((item) => product(row(index), row(item)));
      const stretch = usualSpread(model) / spreadOf(products);
      for (const item of allItems) expect(contributions(item).tastes[0]).toBeCloseTo(-2 * stretch * products[item]!, 6);
    }
  });

  it('adds up to the contributions it names', () => {
    fc.assert(
      fc.property(fc.array(someTaste, { maxLength: 5 }), (tastes) => {
        const { scores, contributions } = scoreTastes(model, tastes);
        for (const item of allItems) {
          const { tastes: parts, bias } = contributions(item);
          expect(parts).toHaveLength(tastes.length);
          expect(parts.reduce((sum, part) => sum + part, bias)).toBeCloseTo(scores[item]!, 5);
        }
      }),
      seeded(60),
    );
  });

  it('does not care in which order tastes come, nor about one of weight 0', () => {
    fc.assert(
      fc.property(fc.array(someTaste, { minLength: 2, maxLength: 5 }), someTaste, (tastes, extra) => {
        const { scores } = scoreTastes(model, tastes);
        const { scores: other } = scoreTastes(model, [{ ...extra, weight: 0 }, ...[...tastes].reverse()]);
        for (const item of allItems) expect(other[item]).toBeCloseTo(scores[item]!, 5);
      }),
      seeded(60),
    );
  });

  it('ranks by the items’ biases where nothing is asked', () => {
    expect(scoreTastes(model, []).scores).toEqual(model.itemBiases);
  });

  it('does not let a long embedding shout', () => {
    const longer = { ...model, itemEmbeddings: model.itemEmbeddings.map((value, i) => (i < 5 ? value * 8 : value)) };
    for (const each of [model, longer]) {
      const { contributions } = scoreTastes(each, [{ kind: 'item', index: 0, weight: 1 }]);
      expect(spreadOf(allItems.map((item) => contributions(item).tastes[0]!))).toBeCloseTo(usualSpread(each), 6);
    }
  });

  it('says nothing of an item that is as near to all', () => {
    const alike = { ...model, itemEmbeddings: new Float32Array(model.itemEmbeddings.length).fill(1) };
    expect(scoreTastes(alike, [{ kind: 'item', index: 0, weight: 1 }]).contributions(3).tastes).toEqual([0]);
  });

  it.each<[Taste, RegExp]>([
    [{ kind: 'user', index: USERS, weight: 1 }, /no user 6; the model has users 0 to 5/],
    [{ kind: 'item', index: -1, weight: 1 }, /no item -1/],
    [{ kind: 'item', index: 0.5, weight: 1 }, /no item 0.5/],
    [{ kind: 'user', index: 0, weight: NaN }, /weight of user 0 is NaN/],
    [{ kind: 'item', index: 0, weight: -2e6 }, /weight of item 0 is -2000000; give a number such as 1/],
  ])('refuses %j', (taste, message) => {
    expect(() => scoreTastes(model, [taste])).toThrow(message);
  });
});

describe('topItems', () => {
  it('is a stable sort, best first, cut', () => {
    const someScores = fc.array(fc.constantFrom(-2, 0, 0.5, 3), { maxLength: 30 });
    fc.assert(
      fc.property(someScores, fc.nat(12), fc.nat(4), (list, count, modulus) => {
        const exclude = (item: number) => modulus > 0 && item % modulus === 0;
        const sorted = list
          .map((score, item) => ({ item, score }))
          .filter(({ item }) => !exclude(item))
          .sort((a, b) => b.score - a.score)
          .slice(0, count);
        expect(topItems(Float32Array.from(list), count, exclude)).toEqual(sorted);
      }),
      seeded(200),
    );
  });

  it('sorts a list too long to be kept in order the same way', () => {
    const scores = Float32Array.from({ length: 2000 }, (_, item) => [NaN, 3, -Infinity, 0.5, Infinity][item % 5]!);
    const exclude = (item: number) => item % 7 === 0;
    const kept = topItems(scores, 400, exclude);
    expect(topItems(scores, 600, exclude).slice(0, 400)).toEqual(kept);
    expect(topItems(scores, 1e6, exclude)).toHaveLength(2000 * (4 / 5) - 228);
  });

  it('leaves out NaN', () => {
    expect(topItems(Float32Array.of(NaN, 1, NaN), 5)).toEqual([{ item: 1, score: 1 }]);
    for (const count of [NaN, -1, 1.5]) {
      expect(() => topItems(Float32Array.of(1), count)).toThrow(/must be a whole number from 0/);
    }
  });
});

describe('similarItems and similarUsers', () => {
  it('go by the angle alone and leave out the one asked for', () => {
    const embeddings = Float32Array.of(1, 0, 5, 0.1, -1, 0, 0, 2, 0, 0);
    const flat = { noComponents: 2, itemEmbeddings: embeddings, itemBiases: new Float32Array(5) };
    const twins = { ...flat, userEmbeddings: embeddings, userBiases: new Float32Array(5) };
    expect(similarItems(twins, 0, 9).map(({ item }) => item)).toEqual([1, 3, 4, 2]);
    expect(similarUsers(twins, 0, 2).map(({ user }) => user)).toEqual([1, 3]);
    expect(similarItems(twins, 0, 9).at(-1)?.score).toBe(-1);
    expect(similarItems(twins, 4, 9).map(({ score }) => score)).toEqual([0, 0, 0, 0]);
  });

  it('refuse what is not there', () => {
    expect(() => similarItems(model, ITEMS, 3)).toThrow(/no item 9/);
    expect(() => similarUsers(model, -1, 3)).toThrow(/no user -1/);
  });
});
