import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Cell } from '@segue/core/tables/cells';
import {
  addInteractions,
  averageFeatures,
  decodeInteractions,
  emptyInteractions,
  encodeInteractions,
  listInteractions,
  subtractInteractions,
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
    const { features } = described(
      ['Pop', 'Sia', 0.1, 'n/a'],
      ['Rock', 'Sia', '0.2', ''],
      ['Pop', 'Sia', '', ''],
      ['Pop', 'Bob', 5, '1e3'],
      ['', 'Bob', 99, 99],
    );
    const averages = averageFeatures(features!, ['Bob', 'Nobody', 'Sia']);
    expect([...averages]).toEqual([5, 1000, NaN, NaN, 0.15, NaN]);
    const huge = described(['Pop', 'Sia', '1e308', '-1e308'], ['Pop', 'Sia', '1e308', '-1.5e308']);
    expect([...averageFeatures(huge.features!, ['Sia'])]).toEqual([1e308, -1.25e308]);
  });

  it('add nothing to the bytes where there are none', () => {
    const row = [{ index: 0, cells: ['a', 'x', 1, 2] }];
    const plain = encodeInteractions(summariseInteractions(row, columns));
    expect(encodeInteractions(summariseInteractions(row, { ...columns, features: [] }))).toBe(plain);
    expect(encodeInteractions(described(row[0]!.cells))).toBe(
      `${plain.slice(0, -1)},"features":{"columns":2,"sums":[[1,1,0,1,2,0]]}}`,
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
