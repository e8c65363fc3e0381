import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { PublishedModel } from '@segue/core/contract/published-model';
import { compareVersionLists, type ComparableVersion } from '@segue/core/versions/answering/comparison';
import { indexNames } from '@segue/core/versions/answering/names';
import { seeded } from '../support/seeded.js';

/** A version of users and items by name: each user's scores, and what it knows. */
function versionOf(items: string[], users: Record<string, { scores: number[]; known?: string[] }>): ComparableVersion {
  const names = Object.keys(users);
  const known = names.map((name) => (users[name]!.known ?? []).map((item) => items.indexOf(item)));
  let end = 0;
  // One component an item: a user's row is its scores.
  const model: PublishedModel = {
    users: names,
    items,
    embeddings: {
      noComponents: items.length,
      itemEmbeddings: Float32Array.from({ length: items.length ** 2 }, (_, at) =>
        Math.floor(at / items.length) === at % items.length ? 1 : 0,
      ),
      itemBiases: new Float32Array(items.length),
      userEmbeddings: Float32Array.from(names.flatMap((name) => users[name]!.scores)),
      userBiases: new Float32Array(names.length),
    },
    known: {
      indptr: Int32Array.from([0, ...known.map(({ length }) => (end += length))]),
      indices: Int32Array.from(known.flat()),
    },
    popularity: new Float32Array(items.length).fill(1),
  };
  return { model, names: indexNames(model) };
}

const before = versionOf(['a', 'b', 'c', 'd'], {
  Jazz: { scores: [4, 3, 2, 1], known: ['a'] },
  Pop: { scores: [4, 3, 2, 1] },
  Ska: { scores: [1, 2, 3, 4] },
});
const after = versionOf(['b', 'c', 'd', 'e'], {
  Jazz: { scores: [3, 2, 1, 9], known: ['b'] },
  Pop: { scores: [9, 8, 1, 0] },
  Rap: { scores: [1, 1, 1, 1] },
});

describe('compareVersionLists', () => {
  test('tells which users discover other items, those that differ most first', () => {
    // Jazz discovers b, c and then e, c; Pop a, b and then b, c.
    const found = compareVersionLists(before, after, { length: 2, most: 10 });
    expect(found.changed).toEqual([
      { user: 'Jazz', entered: ['e'], left: ['b'], touched: true },
      { user: 'Pop', entered: ['c'], left: ['a'], touched: false },
    ]);
    expect(found).toMatchObject({ compared: 2, shared: 2, places: 4, entered: 2 });
  });

  test('puts users first whose own pairs differ, however little their lists do', () => {
    const items = ['a', 'b', 'c', 'd', 'e', 'f'];
    const [up, down] = [[6, 5, 4, 3, 2, 1], [1, 2, 3, 4, 5, 6]]; // prettier-ignore
    const one = versionOf(items, { Ska: { scores: up, known: ['a'] }, Jazz: { scores: up, known: ['a'] } });
    const other = versionOf(items, { Ska: { scores: down, known: ['a'] }, Jazz: { scores: up, known: ['a', 'b'] } });
    const { changed } = compareVersionLists(one, other, { length: 2, most: 10 });
    expect(changed.map(({ user, entered, touched }) => [user, entered.length, touched])).toEqual([
      ['Jazz', 1, true],
      ['Ska', 2, false],
    ]);
    expect(compareVersionLists(one, other, { length: 2, most: 1 }).changed.map(({ user }) => user)).toEqual(['Jazz']);
  });

  test('names who and what only one of them has', () => {
    const found = compareVersionLists(before, after, { length: 2, most: 10 });
    expect(found).toMatchObject({ newUsers: ['Rap'], goneUsers: ['Ska'], newItems: ['e'], goneItems: ['a'] });
  });

  test('looks at those with the most known items, where there are too many', () => {
    const found = compareVersionLists(before, after, { length: 2, most: 1 });
    expect(found).toMatchObject({ compared: 1, shared: 2, places: 2 });
    expect(found.changed.map(({ user }) => user)).toEqual(['Jazz']);
  });

  test('finds nothing between a version and itself, and as many that come one way as the other', () => {
    const scores = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 6, maxLength: 6 });
    const someVersion = fc
      .array(scores, { minLength: 3, maxLength: 3 })
      .map(([u, v, w]) =>
        versionOf(['a', 'b', 'c', 'd', 'e', 'f'], { u: { scores: u! }, v: { scores: v! }, w: { scores: w! } }),
      );
    fc.assert(
      fc.property(someVersion, someVersion, (one, other) => {
        const options = { length: 3, most: 10 };
        expect(compareVersionLists(one, one, options)).toMatchObject({ places: 9, entered: 0, changed: [] });
        const found = compareVersionLists(one, other, options);
        expect(found.changed.reduce((sum, { entered }) => sum + entered.length, 0)).toBe(found.entered);
        const back = compareVersionLists(other, one, options);
        expect(back.rawEntered).toBe(found.rawEntered);
        expect(found.entered).toBeLessThanOrEqual(found.rawEntered);
      }),
      seeded(50),
    );
  });
});
