import { describe, expect, it } from '@jest/globals';
import type { Cell } from '@segue/core/tables/cells';
import type { Cells } from '@segue/core/model/sparse';
import type { Merge } from '@segue/core/contract/stored/model';
import { summariseInteractions } from '@segue/core/tables/sums/interactions';
import { prepareInteractions } from '@segue/core/versions/prepare-interactions';

const rows: Cell[][] = [
  ['Pop', 'Sia', 1, 10],
  ['Pop', 'Sia', 2, ''],
  ['Rock', 'Sia', 6, ''],
  ['Rock', 'Bob', 4, 40],
  ['Soul', 'Bob', 8, 60],
];

function prepare(merges: Merge[] = []) {
  const sums = summariseInteractions(
    rows.map((cells, index) => ({ index, cells })),
    { user: 0, item: 1, rating: null, features: [2, 3] },
  );
  return prepareInteractions(sums, { minimumRows: 1, weight: 'none', itemFeatures: ['energy', 'tempo'], merges });
}

/** Pairs of indices, users before items. */
function pairs(users: number, items: number, ...of: [user: number, item: number][]): Cells {
  const at = (side: 0 | 1) => Int32Array.from(of, (pair) => pair[side]);
  return { users, items, row: at(0), col: at(1) };
}

describe('the known items of prepared interactions', () => {
  const known = (ratings: number[], weight: 'none' | 'sum', threshold?: number) => {
    const cells = ratings.map((rating, item) => ({ index: item, cells: ['Ann', `film ${item}`, rating] }));
    const sums = summariseInteractions(cells, { user: 0, item: 1, rating: 2 });
    return prepareInteractions(sums, { minimumRows: 1, weight, ...(threshold !== undefined && { threshold }) }).known;
  };

  it('keep how each counts, except where all are likes of weight 1', () => {
    expect(known([3, 5], 'none')).not.toHaveProperty('weights');
    expect(known([2, 6], 'sum').weights).toEqual(Float32Array.of(0.5, 1.5));
    expect(known([2, 5, -1], 'none', 4).weights).toEqual(Float32Array.of(0, 1, -1));
  });
});

describe('the item features of prepared interactions', () => {
  it('are means over all rows of an item', () => {
    const { items, itemColumns, described } = prepare();
    expect(items).toEqual(['Bob', 'Sia']);
    expect(itemColumns).toEqual({ items: 2, columns: 2, values: Float64Array.of(6, 50, 3, 10) });
    expect(described).toEqual(['energy', 'tempo']);
  });

  it('can be had over the rows of some pairs alone, in any order', () => {
    const { users, interactions, itemColumns, describe: means } = prepare();
    expect(users).toEqual(['Pop', 'Rock', 'Soul']);
    expect(means!(interactions)).toEqual(itemColumns);
    expect(means!(pairs(3, 2, [1, 1], [1, 0])).values).toEqual(Float64Array.of(4, 40, 6, NaN));
    expect(means!(pairs(3, 2, [0, 1], [0, 1])).values).toEqual(Float64Array.of(NaN, NaN, 1.5, 10));
  });

  it('follow merged spellings on both sides', () => {
    const users = prepare([{ side: 'user', from: 'Rock', into: 'Pop' }]);
    expect(users.describe!(pairs(2, 2, [0, 1], [0, 0])).values).toEqual(Float64Array.of(4, 40, 3, 10));
    const both = prepare([
      { side: 'user', from: 'Soul', into: 'Rock' },
      { side: 'user', from: 'Pop', into: 'Funk' },
    ]);
    expect(both.users).toEqual(['Funk', 'Rock']);
    expect(both.describe!(pairs(2, 2, [1, 0])).values).toEqual(Float64Array.of(6, 50, NaN, NaN));
    expect(both.itemColumns).toEqual(prepare().itemColumns);
  });

  it('are absent without columns', () => {
    const sums = summariseInteractions(
      rows.map((cells, index) => ({ index, cells })),
      { user: 0, item: 1, rating: null },
    );
    const prepared = prepareInteractions(sums, { minimumRows: 1, weight: 'none' });
    expect(prepared).not.toHaveProperty('describe');
    expect(prepared).not.toHaveProperty('itemColumns');
  });
});
