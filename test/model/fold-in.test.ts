import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { evaluateRanking } from '@segue/core/model/evaluation/evaluate';
import { foldInUser, scoreFolded, type Liking } from '@segue/core/model/answers/fold-in';
import { randomHoldOut } from '@segue/core/model/evaluation/hold-out';
import { lossNames } from '@segue/core/model/losses/losses';
import type { Loss } from '@segue/core/model/parameters';
import { modelScorer, topItems } from '@segue/core/model/answers/recommend';
import { cellRows } from '@segue/core/model/sparse';
import { trainModel } from '@segue/core/model/training/train';
import { seeded } from '../support/seeded.js';
import { parametersOf } from './interactions.js';
import { tasteInteractions } from './taste-data.js';

const ITEMS = 90;
const { train, test } = randomHoldOut(tasteInteractions(150, ITEMS, 3), 0.2, 1);
const rows = cellRows(train);
const likingsOf = (user: number): Liking[] =>
  Array.from(rows.indices.subarray(rows.indptr[user], rows.indptr[user + 1]), (item) => ({ item, weight: 1 }));
const train8 = (loss: Loss) => trainModel(train, parametersOf({ loss, noComponents: 8, epochs: 30 }));
const model = train8('warp');

describe('foldInUser', () => {
  it.each(lossNames())('ranks for a stranger about as well as training would, after %s', (loss) => {
    const trained = train8(loss);
    const auc = (scorer: (user: number) => Float32Array) => evaluateRanking(scorer, train, test, 10).auc;
    const folded = auc((user) => scoreFolded(trained, foldInUser(trained, likingsOf(user))));
    expect(folded).toBeGreaterThan(auc(modelScorer(trained)) - 0.03);
  });

  it('gives a zero embedding without tastes', () => {
    const { embedding } = foldInUser(model, []);
    expect([...embedding].every((component) => component === 0)).toBe(true);
  });

  it('moves an item up by a like and down by a dislike', () => {
    fc.assert(
      fc.property(fc.nat(149), fc.nat(ITEMS - 1), (user, item) => {
        const others = likingsOf(user).filter((liking) => liking.item !== item);
        const margin = (weight: number) => {
          const scores = scoreFolded(model, foldInUser(model, [...others, { item, weight }]));
          return scores[item]! - scores.reduce((sum, score) => sum + score, 0) / ITEMS;
        };
        expect(margin(3)).toBeGreaterThan(margin(0));
        expect(margin(-3)).toBeLessThan(margin(0));
      }),
      seeded(25),
    );
  });

  it('finds the group of a few likes, and not that of dislikes', () => {
    const likes = [0, 3, 6].map((item) => ({ item, weight: 1 }));
    const groups = (likings: Liking[]) =>
      topItems(scoreFolded(model, foldInUser(model, likings)), 10).map(({ item }) => item % 3);
    expect(groups(likes).filter((group) => group === 0).length).toBeGreaterThanOrEqual(8);
    expect(groups(likes.map(({ item }) => ({ item, weight: -5 })))).not.toContain(0);
  });

  it('does not care for the order of likings, up to rounding', () => {
    const [one, other] = [likingsOf(3), likingsOf(3).reverse()].map((likings) => foldInUser(model, likings).embedding);
    one!.forEach((component, j) => expect(component).toBeCloseTo(other![j]!, 3));
  });

  it('minimises what it says it does, dislikes and all', () => {
    const { noComponents: d, itemEmbeddings, itemBiases, userEmbeddings } = model;
    const likings = [{ item: 2, weight: 1 }, { item: 7, weight: 0.5 }, { item: 31, weight: -2 }]; // prettier-ignore
    const lengths = Array.from({ length: userEmbeddings.length / d }, (_, user) =>
      Math.hypot(...userEmbeddings.subarray(user * d, (user + 1) * d)),
    );
    const m = lengths.reduce((sum, length) => sum + length, 0) / lengths.length;
    const value = (x: number[]) => {
      const scores = Array.from(itemBiases, (bias, item) =>
        x.reduce((sum, component, j) => sum + component * itemEmbeddings[item * d + j]!, bias),
      );
      const losses = likings.map(({ item, weight }) => {
        const others = scores.filter((_, other) => other !== item);
        const margins = others.map((other) => Math.sign(weight) * (scores[item]! - other));
        const mean = margins.reduce((sum, margin) => sum + Math.log1p(Math.exp(-margin)), 0) / others.length;
        return Math.abs(weight) * mean;
      });
      const penalty = (d / (20 * m * m)) * x.reduce((sum, component) => sum + component * component, 0);
      return losses.reduce((sum, loss) => sum + loss, penalty);
    };
    const found = [...foldInUser(model, likings).embedding];
    const step = m / 20;
    found.forEach((_, j) => {
      for (const by of [-step, step]) {
        expect(value(found.map((component, other) => component + (other === j ? by : 0)))).toBeGreaterThan(
          value(found),
        );
      }
    });
  });

  it('is the same taste in a model of any size', () => {
    const scaled = (users: number, items: number) => ({
      ...model,
      userEmbeddings: model.userEmbeddings.map((value) => value * users),
      itemEmbeddings: model.itemEmbeddings.map((value) => value * items),
    });
    const likings = likingsOf(5);
    const { embedding } = foldInUser(model, likings);
    for (const size of [1e-4, 1e4]) {
      const other = foldInUser(scaled(size, 1 / size), likings).embedding;
      other.forEach((component, j) => expect(component / size).toBeCloseTo(embedding[j]!, 3));
    }
  });

  it('refuses an item that is not there, and a weight that is no number', () => {
    expect(() => foldInUser(model, [{ item: ITEMS, weight: 1 }])).toThrow(/no item 90; the model has items 0 to 89/);
    expect(() => foldInUser(model, [{ item: 0, weight: NaN }])).toThrow(/weight of item 0 is NaN/);
    expect(() => foldInUser(model, [{ item: 0, weight: 1e300 }])).toThrow(/weight of item 0 is 1e\+300/);
    expect(foldInUser(model, [{ item: 0, weight: 1e6 }]).embedding.every(Number.isFinite)).toBe(true);
  });
});
