import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Cell } from '@segue/core/tables/cells';
import type { Parts } from '@segue/core/tables/parts';
import {
  addInteractions,
  averageFeatures,
  decodeInteractionParts,
  decodeInteractions,
  emptyInteractions,
  encodeInteractionParts,
  encodeInteractions,
  type InteractionSums,
  listInteractions,
  replaceInteractionPart,
  subtractInteractions,
  sumByPart,
  summariseInteractions,
} from '@segue/core/tables/sums/interactions';
import { seeded } from '../support/seeded.js';

const columns = { user: 0, item: 1, rating: 2 };
const sumsOf = (...rows: Cell[][]) =>
  summariseInteractions(
    rows.map((cells, index) => ({ index, cells })),
    columns,
  );

/** The same with the rating and a fourth cell as columns that describe the item. */
const described = (...rows: Cell[][]) =>
  summariseInteractions(
    rows.map((cells, index) => ({ index, cells })),
    { ...columns, features: [2, 3] },
  );

/** The means of the columns that describe these items, over the pairs that are kept. */
const averages = (
  { users, features = 0 }: InteractionSums,
  items: string[],
  keep: (user: string, item: string) => boolean = () => true,
) => {
  const pairs = [...users].flatMap(([user, of]) =>
    [...of].flatMap(([name, pair]) => (keep(user, name) ? [{ item: items.indexOf(name), pair }] : [])),
  );
  return averageFeatures(pairs, items.length, features);
};

const cell = fc.constantFrom<Cell>('', 'Pop', 'Rock', '__proto__', 7, 'Ke$ha', 'AC/DC', 'é');
const rating = fc.oneof(
  fc.constantFrom<Cell>('', 'n/a', '8.19E-06', '1.50', 1e21),
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
);
const blocks = fc.array(fc.array(fc.tuple(cell, cell, rating), { maxLength: 12 }), { maxLength: 6 });

describe('summariseInteractions', () => {
  it('counts rows, ratings and their exact sum by user and item', () => {
    const sums = sumsOf(
      ['Pop', 'Sia', 0.1],
      ['Pop', 'Sia', 0.2],
      ['Pop', 'Sia', 'n/a'],
      ['Rock', 'Sia', ''],
      ['', 'Sia', 1],
      ['Pop', '', 1],
    );
    expect(sums).toEqual({
      skipped: 2,
      scale: 1,
      users: new Map([
        ['Pop', new Map([['Sia', { rows: 3, ratings: 2, sum: 3n }]])],
        ['Rock', new Map([['Sia', { rows: 1, ratings: 0, sum: 0n }]])],
      ]),
    });
  });

  it('does without a rating column', () => {
    const rows = [{ index: 0, cells: ['Pop', 'Sia', 5] }];
    const pair = summariseInteractions(rows, { user: 0, item: 1, rating: null }).users.get('Pop')!.get('Sia');
    expect(pair).toEqual({ rows: 1, ratings: 0, sum: 0n });
  });

  it('takes a number and its text for the same name', () => {
    expect(sumsOf([1, 2, 1], ['1', '2', 1]).users.get('1')!.get('2')!.rows).toBe(2);
  });
});

describe('encodeInteractions', () => {
  it('writes names once and in order, pairs as packed whole numbers', () => {
    expect(encodeInteractions(sumsOf(['b', 'y', 2], ['b', 'x', 0.5], ['a', 'y', 1]))).toBe(
      '{"skipped":0,"scale":1,"users":["a","b"],"items":["x","y"],"pairs":["BBAU","ABAKBBAoB"]}',
    );
  });

  it('keeps sums beyond 2^53', () => {
    const sums = sumsOf(['a', 'x', '12345678901234567890'], ['a', 'x', 0.25]);
    expect(decodeInteractions(encodeInteractions(sums))).toEqual(sums);
  });

  it('gives the same bytes in whatever order and parts the rows came', () => {
    fc.assert(
      fc.property(blocks, (parts) => {
        const whole = encodeInteractions(sumsOf(...parts.flat()));
        const encoded = parts.map((rows) => encodeInteractions(sumsOf(...rows)));
        const merge = (texts: string[]) =>
          encodeInteractions(texts.map(decodeInteractions).reduce(addInteractions, emptyInteractions()));
        expect(merge(encoded)).toBe(whole);
        expect(merge([...encoded].reverse())).toBe(whole);
        expect(encodeInteractions(decodeInteractions(whole))).toBe(whole);
      }),
      seeded(300),
    );
  });
});

describe('subtractInteractions', () => {
  it('is the exact inverse of adding', () => {
    fc.assert(
      fc.property(blocks, fc.array(fc.tuple(cell, cell, rating)), (parts, more) => {
        const total = encodeInteractions(sumsOf(...parts.flat()));
        const block = sumsOf(...more);
        const added = addInteractions(decodeInteractions(total), block);
        expect(encodeInteractions(subtractInteractions(added, block))).toBe(total);
      }),
      seeded(300),
    );
  });

  it('leaves nothing of pairs that are gone', () => {
    const sums = sumsOf(['a', 'x', 1], ['', '', 1]);
    expect(subtractInteractions(sumsOf(['a', 'x', 1], ['', '', 1]), sums)).toEqual(emptyInteractions());
  });
});

describe('columns that describe items', () => {
  const rows = fc.array(fc.tuple(cell, cell, rating, rating), { maxLength: 12 });

  it('are averaged over the rows of an item that have a number', () => {
    const sums = described(
      ['Pop', 'Sia', 0.1, 'n/a'],
      ['Rock', 'Sia', '0.2', ''],
      ['Pop', 'Sia', '', ''],
      ['Pop', 'Bob', 5, '1e3'],
      ['', 'Bob', 99, 98],
    );
    const isPair = (user: string) => user !== '';
    expect([...averages(sums, ['Bob', 'Nobody', 'Sia'], isPair)]).toEqual([5, 1000, NaN, NaN, 0.15, NaN]);
    expect([...averages(sums, ['Bob'])]).toEqual([52, 549]);
    const huge = described(['Pop', 'Sia', '1e308', '-1e308'], ['Pop', 'Sia', '1e308', '-1.5e308']);
    expect([...averages(huge, ['Sia'])]).toEqual([1e308, -1.25e308]);
  });

  it('are averaged over the rows of kept pairs alone', () => {
    const sums = described(['Pop', 'Sia', 1, 7], ['Pop', 'Sia', 2, ''], ['Rock', 'Sia', 9, 9], ['Rock', 'Bob', 4, 4]);
    expect([...averages(sums, ['Bob', 'Sia'], (user) => user === 'Pop')]).toEqual([NaN, NaN, 1.5, 7]);
    expect([...averages(sums, ['Bob', 'Sia'], (_, item) => item === 'Bob')]).toEqual([4, 4, NaN, NaN]);
  });

  it('add nothing to the bytes where there are none, and little for each pair', () => {
    const row = [{ index: 0, cells: ['a', 'x', 1, 2] }];
    const plain = encodeInteractions(summariseInteractions(row, columns));
    expect(encodeInteractions(summariseInteractions(row, { ...columns, features: [] }))).toBe(plain);
    expect(encodeInteractions(described(row[0]!.cells))).toBe(
      `${plain.slice(0, -1)},"features":{"columns":2,"sums":["ACACCAE"]}}`,
    );
    const one = encodeInteractions(described(['a', 'x', '', ''], ['a', 'y', '', 0.5], ['b', 'z', '', '']));
    expect(one).toContain('"features":{"columns":2,"sums":["CACCK",""]}');
    expect(encodeInteractions(described(['a', 'x', 'n/a', '12345678901234567890']))).toContain(
      '"sums":[[0,0,1,0,"12345678901234567890"]]',
    );
  });

  it('give the same bytes in whatever order and parts the rows came, and after blocks were taken out', () => {
    fc.assert(
      fc.property(fc.array(rows, { maxLength: 6 }), rows, (parts, gone) => {
        const whole = encodeInteractions(described(...parts.flat()));
        expect(encodeInteractions(decodeInteractions(whole))).toBe(whole);
        const blocks = [gone, ...parts].map((block) => encodeInteractions(described(...block)));
        const total = blocks.reverse().map(decodeInteractions).reduce(addInteractions, emptyInteractions(2));
        expect(encodeInteractions(subtractInteractions(total, decodeInteractions(blocks.at(-1)!)))).toBe(whole);
      }),
      seeded(300),
    );
  });

  it('leave nothing when blocks are taken out before they are added', () => {
    fc.assert(
      fc.property(rows, rows, (one, other) => {
        const total = emptyInteractions(2);
        subtractInteractions(total, described(...one));
        addInteractions(total, described(...other));
        addInteractions(total, described(...one));
        expect(encodeInteractions(total)).toBe(encodeInteractions(described(...other)));
        expect(subtractInteractions(total, described(...other)).users).toEqual(new Map());
      }),
      seeded(300),
    );
  });
});

describe('a user column of lists', () => {
  const listed = { ...columns, userLists: true as const, features: [3] };
  const numbered = (rows: Cell[][]) => rows.map((cells, index) => ({ index, cells }));
  const rows = [
    ["['pop', 'rock']", 'Sia', 2, 0.5],
    ['pop', 'Sia', 1, 0.25],
    ['rock; pop; rock', 'Bob', '', 7],
    ['[]', 'Bob', 9, 9],
    ['soul', '', 9, 9],
    [7, 'Bob', 3, 3],
  ];

  it('counts a row for each of its users', () => {
    const sums = summariseInteractions(numbered(rows), listed);
    expect(sums.skipped).toBe(1);
    expect([...sums.users.keys()].sort()).toEqual(['', '7', 'pop', 'rock']);
    expect(sums.users.get('')!.get('Bob')).toMatchObject({ rows: 1, ratings: 0, features: [1, 9, 0] });
    expect(sums.users.get('pop')!.get('Sia')).toMatchObject({ rows: 2, ratings: 2, sum: 3n });
    expect(sums.users.get('rock')!.get('Sia')).toMatchObject({ rows: 1, ratings: 1, sum: 2n });
    expect(sums.users.get('pop')!.get('Bob')).toMatchObject({ rows: 1, ratings: 0, sum: 0n });
  });

  it('weighs a row of two users twice in the means of its item, and keeps it with either of its pairs', () => {
    const sums = summariseInteractions(numbered(rows), listed);
    expect([...averages(sums, ['Sia'])]).toEqual([1.25 / 3]);
    expect([...averages(sums, ['Sia'], (user) => user === 'rock')]).toEqual([0.5]);
  });

  it('puts each pair into the part of its user, so that the parts join to the whole', () => {
    const parts = sumByPart(numbered(rows), listed);
    const pairs = [...parts.values()].flatMap(({ users }) => [...users.keys()]);
    expect(pairs.sort()).toEqual(['', '7', 'pop', 'rock']);
    expect(encodeInteractions(decodeInteractionParts(encodeInteractionParts(parts)))).toBe(
      encodeInteractions(summariseInteractions(numbered(rows), listed)),
    );
  });

  it('gives by part, after edits of blocks, what all rows give', () => {
    const names = fc.subarray(['a', 'b', 'c', 'R&B', 'é'], { minLength: 0 });
    const row = fc.tuple(
      names.map((of) => JSON.stringify(of)),
      cell,
      rating,
      rating,
    );
    const block = fc.array(row, { maxLength: 8 });
    const partsOf = (of: Cell[][]) => encodeInteractionParts(sumByPart(numbered(of), listed));
    fc.assert(
      fc.property(fc.array(block, { maxLength: 4 }), block, block, (kept, old, fresh) => {
        const [before, gone, came] = [partsOf([...kept.flat(), ...old]), partsOf(old), partsOf(fresh)];
        const after = partsOf([...kept.flat(), ...fresh]);
        for (const part of new Set([before, gone, came, after].flatMap(Object.keys))) {
          const texts = (of: Parts) => (of[part] === undefined ? [] : [of[part]]);
          expect(replaceInteractionPart(before[part] ?? null, texts(gone), texts(came))).toBe(after[part] ?? null);
        }
      }),
      seeded(200),
    );
  });
});

describe('listInteractions', () => {
  it('puts pairs into sorted arrays', () => {
    const list = listInteractions(sumsOf(['b', 'y', 2], ['b', 'x', 0.1], ['b', 'x', 0.2], ['a', 'y', '']));
    expect(list.users).toEqual(['a', 'b']);
    expect(list.items).toEqual(['x', 'y']);
    expect([...list.userOf]).toEqual([0, 1, 1]);
    expect([...list.itemOf]).toEqual([1, 0, 1]);
    expect([...list.rows]).toEqual([1, 2, 1]);
    expect([...list.ratings]).toEqual([0, 2, 1]);
    expect([...list.ratingSum]).toEqual([0, 0.3, 2]);
  });
});
