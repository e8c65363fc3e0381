import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { PublishedModel } from '@segue/core/contract/published-model';
import type { Taste } from '@segue/core/model/answers/recommend';
import { resolveFilter } from '@segue/core/versions/answering/item-filter';
import type { ListedPlaces } from '@segue/core/versions/answering/listed-places';
import { indexNames } from '@segue/core/versions/answering/names';
import { rankForNewUser } from '@segue/core/versions/answering/new-user';
import { rankPopular, rankTastes } from '@segue/core/versions/answering/ranking';
import { rankSimilar } from '@segue/core/versions/answering/similar';
import { seeded } from '../support/seeded.js';
import { smallModel } from '../support/small-model.js';

const ITEMS = 12;
const names = Array.from({ length: ITEMS }, (_, item) => `Item ${item}`);
/** Few values, so that many scores are equal. */
const numbers = (length: number) =>
  fc
    .array(fc.integer({ min: -1, max: 1 }), { minLength: length, maxLength: length })
    .map((list) => Float32Array.from(list));

const model: fc.Arbitrary<PublishedModel> = fc
  .record({
    itemEmbeddings: numbers(2 * ITEMS),
    itemBiases: numbers(ITEMS),
    userEmbeddings: numbers(4),
    popularity: numbers(ITEMS),
    known: fc.uniqueArray(fc.nat(ITEMS - 1), { maxLength: ITEMS }),
  })
  .map(({ popularity, known, ...rows }) => ({
    users: ['Jazz', 'Metal'],
    items: names,
    embeddings: { ...rows, noComponents: 2, userBiases: Float32Array.of(0, 1) },
    known: { indptr: Int32Array.of(0, known.length, known.length), indices: Int32Array.from(known) },
    popularity,
  }));

const jazz: Taste = { kind: 'user', index: 0, weight: 1 };
const lists: Record<
  string,
  (model: PublishedModel, places: ListedPlaces) => readonly { rank: number; item: string }[]
> = {
  'without known items': (of, places) => rankTastes(of, { tastes: [jazz], known: 'exclude', ...places }).items,
  'with known items': (of, places) => rankTastes(of, { tastes: [jazz], known: 'include', ...places }).items,
  'of several tastes': (of, places) => {
    const tastes: Taste[] = [jazz, { kind: 'item', index: 3, weight: -0.5 }];
    return rankTastes(of, { tastes, known: 'exclude', ...places }).items;
  },
  'of popular items': (of, places) => rankPopular(of, places).items,
  'of similar items': (of, places) => rankSimilar(of, 3, places),
  'for a new user': (of, places) => rankForNewUser(of, [{ item: 3, weight: 1 }], places).items,
};

const listed = fc.option(fc.subarray([...names, 'Nobody']), { nil: undefined });
const filter = fc.record({ allow: listed, exclude: listed });

describe.each(Object.entries(lists))('the list %s', (_, list) => {
  test('is read page by page without overlap or gap', () => {
    fc.assert(
      fc.property(model, filter, fc.integer({ min: 1, max: 5 }), (of, names, count) => {
        const { isLeftOut } = resolveFilter(indexNames(of), names);
        const whole = list(of, { count: ITEMS, isLeftOut });
        expect(whole.map(({ rank }) => rank)).toEqual(whole.map((_, place) => place + 1));
        const offsets = Array.from({ length: ITEMS }, (_, page) => page * count);
        expect(offsets.flatMap((offset) => list(of, { count, offset, isLeftOut }))).toEqual(whole);
      }),
      seeded(60),
    );
  });

  test('has the allowed items in the order and with the numbers of the whole list', () => {
    fc.assert(
      fc.property(model, filter, (of, { allow, exclude }) => {
        const { isLeftOut } = resolveFilter(indexNames(of), { allow, exclude });
        const accepted = list(of, { count: ITEMS })
          .filter(({ item }) => (allow?.includes(item) ?? true) && !exclude?.includes(item))
          .map((item, place) => ({ ...item, rank: place + 1 }));
        expect(list(of, { count: ITEMS, isLeftOut })).toEqual(accepted);
      }),
      seeded(60),
    );
  });
});

describe('rankTastes', () => {
  test('counts and places accepted items only, and measures from the mean of all', () => {
    const asked = { tastes: [jazz], known: 'include', count: 2 } as const;
    const whole = rankTastes(smallModel, asked);
    const some = rankTastes(smallModel, { ...asked, offset: 1, isLeftOut: (index) => index === 0 });
    expect([some.candidates, some.placeOf(0), some.placeOf(1)]).toEqual([4, null, 1]);
    expect(some.items.map(({ rank }) => rank)).toEqual([2, 3]);
    expect(some.average).toEqual(whole.average);
    expect(rankPopular(smallModel, { count: 1, isLeftOut: (index) => index === 1 })).toMatchObject({
      candidates: 4,
      items: [{ rank: 1, item: 'Metallica' }],
    });
  });
});

describe('resolveFilter', () => {
  const index = indexNames(smallModel);

  test('finds names as people type them, and says which there are not', () => {
    const { isLeftOut, unknown } = resolveFilter(index, {
      allow: [' nina  simone', 'Slayer', 'Nobody, Inc.', 'Nobody, Inc.'],
      exclude: ['SLAYER', 'No one'],
    });
    expect(smallModel.items.filter((_, item) => !isLeftOut!(item))).toEqual(['Nina Simone']);
    expect(unknown).toEqual(['Nobody, Inc.', 'No one']);
  });

  test('leaves out all items where none of the allowed ones is known, and none where nothing is listed', () => {
    const { isLeftOut } = resolveFilter(index, { allow: ['Nobody'] });
    expect(smallModel.items.every((_, item) => isLeftOut!(item))).toBe(true);
    expect(resolveFilter(index, {})).toEqual({ unknown: [] });
  });
});
