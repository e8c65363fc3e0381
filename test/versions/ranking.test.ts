import { describe, expect, test } from '@jest/globals';
import type { KnownMode } from '@segue/core/contract/api/recommendations';
import { foldInUser } from '@segue/core/model/answers/fold-in';
import { dot, type Taste } from '@segue/core/model/answers/recommend';
import { barScale, partsAboveAverage, tasteShares } from '@segue/core/versions/answering/above-average';
import { marginsOf } from '@segue/core/versions/answering/margins';
import { compareLists } from '@segue/core/versions/answering/movements';
import { rankForNewUser, scoreForNewUser } from '@segue/core/versions/answering/new-user';
import { popularUnit, rankTastes } from '@segue/core/versions/answering/ranking';
import { smallModel as model } from '../support/small-model.js';

const jazz: Taste = { kind: 'user', index: 0, weight: 1 };
const lessMetal: Taste = { kind: 'user', index: 1, weight: -0.5 };
const nina: Taste = { kind: 'item', index: 0, weight: 0.5 };

const rank = (tastes: Taste[], known: KnownMode, count = 10) => rankTastes(model, { tastes, known, count });
const listed = (tastes: Taste[], known: KnownMode) => rank(tastes, known).items.map(({ item }) => item);
const sum = (values: number[]) => values.reduce((total, value) => total + value, 0);

describe('rankTastes', () => {
  test('leaves out known items only where they are excluded', () => {
    expect(listed([jazz], 'exclude')).toEqual(['Chet Baker', 'Both', 'Metallica', 'Slayer']);
    expect(listed([jazz], 'include')[0]).toBe('Nina Simone');
    expect(rank([jazz], 'include').items.map(({ known }) => known)).toEqual([true, false, false, false, false]);
  });

  test('never answers with an item that was asked by', () => {
    expect(listed([nina], 'include')).not.toContain('Nina Simone');
    expect(listed([jazz, { ...nina, weight: 0 }], 'include')).not.toContain('Nina Simone');
  });

  test('steers away from a negative taste', () => {
    const plain = listed([jazz], 'include');
    const steered = listed([jazz, lessMetal], 'include');
    expect(steered.indexOf('Both')).toBeGreaterThanOrEqual(plain.indexOf('Both'));
    expect(steered.slice(0, 2)).toEqual(['Nina Simone', 'Chet Baker']);
  });

  test('adds scores up from their parts, those of the average item too', () => {
    const { items, average } = rank([jazz, lessMetal], 'include');
    for (const { score, contributions, bias } of [...items, average]) {
      expect(sum([...contributions, bias])).toBeCloseTo(score, 6);
    }
  });

  test('measures from the mean of all items', () => {
    const ranking = rank([jazz, lessMetal], 'include');
    expect(ranking.items).toHaveLength(5);
    expect(ranking.average.score).toBeCloseTo(sum(ranking.items.map(({ score }) => score)) / 5, 6);
    for (const item of ranking.items) {
      expect(item.aboveAverage).toBe(item.score - ranking.average.score);
      const { contributions, bias } = partsAboveAverage(ranking, item);
      expect(sum([...contributions, bias])).toBeCloseTo(item.aboveAverage, 6);
    }
    for (const taste of [0, 1]) {
      const parts = ranking.items.map((item) => partsAboveAverage(ranking, item).contributions[taste]!);
      expect(sum(parts)).toBeCloseTo(0, 5);
    }
  });

  test('measures from the same average, whatever is left out of the list', () => {
    expect(rank([jazz], 'exclude', 1).average).toEqual(rank([jazz], 'include').average);
  });

  test('knows the place of items beyond those listed', () => {
    const ranking = rank([jazz], 'include', 2);
    const all = rank([jazz], 'include', 5).items.map(({ index }) => index);
    expect(all.map((index) => ranking.placeOf(index))).toEqual([1, 2, 3, 4, 5]);
    expect(rank([jazz], 'exclude', 2).placeOf(0)).toBeNull();
    expect([ranking.candidates, rank([jazz], 'exclude').candidates]).toEqual([5, 4]);
  });

  test('answers no taste with popular items', () => {
    const ranking = rank([], 'exclude', 3);
    expect(ranking.kind).toBe('popular');
    expect(ranking.items.map(({ item, score }) => [item, score])).toEqual([
      ['Chet Baker', 9],
      ['Metallica', 9],
      ['Nina Simone', 5],
    ]);
    expect(barScale(ranking)).toEqual({ low: 0, high: 9 });
    expect(popularUnit(model)).toBe('row');
  });

  test('counts likes where some rows are none', () => {
    const rated = { ...model, likers: model.popularity.map((rows) => 10 - rows) };
    const { items } = rankTastes(rated, { tastes: [], known: 'exclude', count: 10 });
    expect(items[0]!.score).toBe(Math.max(...rated.likers));
    expect(items.at(-1)!.score).toBe(Math.min(...rated.likers));
    expect(popularUnit(rated)).toBe('like');
  });
});

describe('tasteShares and barScale', () => {
  test('are one a taste, and hold every bar', () => {
    const ranking = rank([jazz, lessMetal], 'include');
    const shares = tasteShares(ranking);
    expect(shares).toHaveLength(2);
    const { low, high } = barScale(ranking);
    for (const item of ranking.items) {
      const { contributions, bias } = partsAboveAverage(ranking, item);
      const parts = [...contributions, bias];
      expect(sum(parts.filter((part) => part > 0))).toBeLessThanOrEqual(high);
      expect(sum(parts.filter((part) => part < 0))).toBeGreaterThanOrEqual(low);
    }
  });
});

describe('rankForNewUser', () => {
  const likings = [{ item: 0, weight: 1 }];

  test('leaves out what is liked, and measures from the mean of all items', () => {
    const { items, average } = rankForNewUser(model, likings, { count: 10 });
    const all = [...scoreForNewUser(model, likings).scores];
    expect(items.map(({ index, score }) => [index, score]).sort()).toEqual(
      [1, 2, 3, 4].map((item) => [item, all[item]]),
    );
    expect(average.score).toBeCloseTo(sum(all) / 5, 6);
    for (const { score, aboveAverage } of items) expect(aboveAverage).toBe(score - average.score);
  });

  test('has popularity in the bias, and what the likes say in the rest of a score', () => {
    const own = foldInUser(model.embeddings, likings);
    const { popular } = scoreForNewUser(model, likings);
    const { items, average } = rankForNewUser(model, likings, { count: 10 });
    for (const { index, score, bias } of items) {
      expect(bias).toBe(model.embeddings.itemBiases[index]! + popular[index]!);
      expect(score - bias).toBeCloseTo(own.bias + dot(own.embedding, 0, model.embeddings.itemEmbeddings, index, 2), 5);
    }
    expect(average.bias).toBeCloseTo(sum([...model.embeddings.itemBiases].map((bias, item) => bias + popular[item]!)) / 5, 6); // prettier-ignore
  });

  test('goes by the terms of the version, and by who likes an item where that is stored', () => {
    const known = { indptr: Int32Array.of(0, 3, 6), indices: Int32Array.of(0, 2, 2, 2, 2, 2) };
    const told = { ...model, known, foldIn: { method: 'neighbours' as const }, likers: Float32Array.of(0, 0, 9, 4, 0) };
    const { scores, popular } = scoreForNewUser(told, likings);
    expect(scores[1]! - popular[1]!).toBeCloseTo(0.9 + model.embeddings.itemBiases[1]!, 6);
    expect(Math.max(...popular)).toBe(popular[2]);
  });
});

describe('compareLists', () => {
  /** A list with a margin for each name: by its place, unless one is given. */
  const list = (names: string[], shown: number, margins: Record<string, number> = {}) => ({
    shown: names.slice(0, shown),
    placeOf: (name: string) => (names.includes(name) ? names.indexOf(name) + 1 : null),
    marginOf: (name: string) => (names.includes(name) ? (margins[name] ?? shown - names.indexOf(name)) : null),
    has: (name: string) => names.includes(name) || name === 'known',
  });

  test('says for every line what became of it, and what left', () => {
    const { byName, left, moved, entered, raw } = compareLists(
      list(['a', 'b', 'c', 'd', 'e'], 3),
      list(['b', 'e', 'c', 'a'], 3),
    );
    expect(Object.fromEntries(byName)).toEqual({
      b: { kind: 'up', was: 2, by: 1 },
      e: { kind: 'new', was: 5 },
      c: { kind: 'same', was: 3 },
    });
    expect(left).toEqual([{ name: 'a', from: 1, to: 4 }]);
    expect([moved, entered]).toEqual([1, 1]);
    expect(raw).toEqual({ moved: 1, entered: 1, left: 1 });
  });

  test('shows no move of an item whose margin is as it was, but counts it', () => {
    const close = { a: 0.5, b: 0.501, c: 0.001, d: 0 };
    const { byName, left, moved, entered, raw } = compareLists(
      list(['b', 'a', 'c', 'd'], 3, close),
      list(['a', 'b', 'd', 'c'], 3, { ...close, a: 0.5025, d: 0.002, c: -0.0015 }),
    );
    expect(Object.fromEntries(byName)).toEqual({
      a: { kind: 'same', was: 2 },
      b: { kind: 'same', was: 1 },
      d: { kind: 'same', was: 4 },
    });
    expect([left, moved, entered]).toEqual([[], 0, 0]);
    expect(raw).toEqual({ moved: 2, entered: 1, left: 1 });
  });

  test('always shows what is new, what is known now, and what is gone', () => {
    const alike = { a: 0, b: 0, c: 0, known: 0, z: 0 };
    const { byName, left } = compareLists(list(['known', 'z', 'a', 'b'], 3, alike), list(['c', 'a', 'b'], 3, alike));
    expect(byName.get('c')).toEqual({ kind: 'new', was: null });
    expect(left).toEqual([
      { name: 'known', from: 1, to: null, why: 'known' },
      { name: 'z', from: 2, to: null, why: 'gone' },
    ]);
  });
});

describe('the margin of an item', () => {
  test('is its distance from the edge of the list in standard deviations of all scores', () => {
    const scores = Float32Array.of(5, 4, 2, 1, 8);
    const margin = marginsOf(scores, 2, (index) => index === 4);
    // The edge lies between 4 and 2; the mean is 4, the variance 6.
    for (const [index, score] of [5, 4, 2, 1].entries()) {
      expect(margin(index)).toBeCloseTo((score - 3) / Math.sqrt(6), 6);
    }
    expect(margin(4)).toBeNull();
  });

  test('is 0 for a single candidate and for equal scores', () => {
    expect(marginsOf(Float32Array.of(3), 10, () => false)(0)).toBe(0);
    expect(marginsOf(Float32Array.of(2, 2, 2), 1, () => false)(2)).toBe(0);
  });
});
