import { describe, expect, test } from '@jest/globals';
import type { PublishedModel } from '@segue/core/contract/published-model';
import { compareLists } from '@segue/hosting/ranking/movements';
import { indexNames } from '@segue/hosting/ranking/names';
import { rankItems, type DeskTaste } from '@segue/hosting/ranking/ranking';

/** Two genres along two axes; of the artists, two along each, one between. The first artist of each axis is known. */
const model: PublishedModel = {
  users: ['Jazz', 'Metal'],
  items: ['Nina Simone', 'Chet Baker', 'Metallica', 'Slayer', 'Both'],
  embeddings: {
    noComponents: 2,
    itemEmbeddings: Float32Array.of(1, 0, 0.9, 0, 0, 1, 0, 0.9, 0.5, 0.5),
    itemBiases: Float32Array.of(0, 0.05, 0, 0, 0.2),
    userEmbeddings: Float32Array.of(1, 0, 0, 1),
    userBiases: Float32Array.of(-2, 0),
  },
  known: { indptr: Int32Array.of(0, 1, 2), indices: Int32Array.of(0, 2) },
  popularity: Float32Array.of(5, 9, 9, 1, 2),
};

const jazz: DeskTaste = { kind: 'user', name: 'Jazz', index: 0, weight: 1 };
const lessMetal: DeskTaste = { kind: 'user', name: 'Metal', index: 1, weight: -0.5 };
const nina: DeskTaste = { kind: 'item', name: 'Nina Simone', index: 0, weight: 0.5 };

const listed = (tastes: DeskTaste[], mode: 'discover' | 'best') =>
  rankItems(model, tastes, mode, 10).items.map(({ name }) => name);

describe('rankItems', () => {
  test('leaves out what is known when discovering, and only then', () => {
    expect(listed([jazz], 'discover')).toEqual(['Chet Baker', 'Both', 'Metallica', 'Slayer']);
    expect(listed([jazz], 'best')[0]).toBe('Nina Simone');
  });

  test('never answers with who was asked for', () => {
    expect(listed([nina], 'best')).not.toContain('Nina Simone');
  });

  test('steers away from a negative taste', () => {
    const plain = listed([jazz], 'best');
    const steered = listed([jazz, lessMetal], 'best');
    expect(steered.indexOf('Both')).toBeGreaterThanOrEqual(plain.indexOf('Both'));
    expect(steered.slice(0, 2)).toEqual(['Nina Simone', 'Chet Baker']);
  });

  test('measures from the average item, so that the parts of all items sum to nothing', () => {
    const { items } = rankItems(model, [jazz, lessMetal], 'best', 10);
    expect(items).toHaveLength(5);
    for (const { score, parts, bias } of items) {
      expect(parts.reduce((sum, part) => sum + part, bias)).toBeCloseTo(score, 5);
    }
    for (const taste of [0, 1]) {
      expect(items.reduce((sum, { parts }) => sum + parts[taste]!, 0)).toBeCloseTo(0, 5);
    }
  });

  test('tells the place of items beyond those shown', () => {
    const ranking = rankItems(model, [jazz], 'best', 2);
    const all = rankItems(model, [jazz], 'best', 5).items.map(({ item }) => item);
    expect(all.map((item) => ranking.placeOf(item))).toEqual([1, 2, 3, 4, 5]);
    expect(rankItems(model, [jazz], 'discover', 2).placeOf(0)).toBeNull();
  });

  test('is popular, not personal, without a taste that counts', () => {
    const ranking = rankItems(model, [{ ...jazz, weight: 0 }], 'discover', 3);
    expect(ranking.kind).toBe('popular');
    expect(ranking.items.map(({ name, score }) => [name, score])).toEqual([
      ['Chet Baker', 9],
      ['Metallica', 9],
      ['Nina Simone', 5],
    ]);
  });
});

describe('compareLists', () => {
  const list = (names: string[], shown: number) => ({
    shown: names.slice(0, shown),
    placeOf: (name: string) => (names.includes(name) ? names.indexOf(name) + 1 : null),
  });

  test('says for every line what became of it, and who left', () => {
    const { byName, left, moved, entered } = compareLists(
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
  });
});

describe('indexNames', () => {
  const names = indexNames(model);
  const search = (query: string, kind: 'user' | 'item' = 'item') =>
    names.search(query, kind, 5).map(({ name }) => name);

  test('finds what begins with the query, a later word of it, and a slip of the finger', () => {
    expect(search('ni')).toContain('Nina Simone');
    expect(search('simone')).toEqual(['Nina Simone']);
    expect(search('metalica')).toEqual(['Metallica']);
    expect(search('jaz', 'user')).toEqual(['Jazz']);
  });

  test('lists the most frequent without a query', () => {
    expect(search('')[0]).toBe('Chet Baker');
  });
});
