import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { encodeLeftOut, type LeftOutItem } from '@segue/core/contract/left-out';
import type { Merge } from '@segue/core/contract/stored/model';
import type { Provenance } from '@segue/core/contract/stored/version';
import { summariseInteractions } from '@segue/core/tables/sums/interactions';
import { indexLeftOut, leftOutSentence } from '@segue/core/versions/answering/left-out';
import { prepareInteractions } from '@segue/core/versions/prepare-interactions';
import { seeded } from '../support/seeded.js';

type Pair = readonly [user: number, item: number];

/** Two items with enough rows for any minimum below, so that there is a model. */
const certain: Pair[] = [7, 8].flatMap((item) => Array.from({ length: 9 }, (_, user): Pair => [user, item]));

const cases = fc.record({
  pairs: fc.array(fc.tuple(fc.nat(8), fc.nat(6)), { maxLength: 40 }).map((some) => [...some, ...certain]),
  minimumRows: fc.constantFrom<number | 'auto'>(1, 2, 5, 9, 'auto'),
  merges: fc.array(
    fc
      .record({ side: fc.constant<'item'>('item'), from: fc.nat(6), into: fc.nat(8) })
      .map((merge): Merge => ({ ...merge, from: `item ${merge.from}`, into: `item ${merge.into}` })),
    { maxLength: 3 },
  ),
});

describe('the items that are left out', () => {
  it('are with those kept all items, each with its rows, and below the minimum', () => {
    fc.assert(
      fc.property(cases, ({ pairs, minimumRows, merges }) => {
        const rows = pairs.map(([user, item], index) => ({ index, cells: [`user ${user}`, `item ${item}`] }));
        const sums = summariseInteractions(rows, { user: 0, item: 1, rating: null });
        const prepared = prepareInteractions(sums, { minimumRows, weight: 'none', merges });
        const counts = new Map<string, number>();
        for (const [, item] of pairs) {
          const into = merges.reduce((name, merge) => (merge.from === name ? merge.into : name), `item ${item}`);
          counts.set(into, (counts.get(into) ?? 0) + 1);
        }
        const { items, popularity, leftOut } = prepared;
        const all = [...leftOut, ...items.map((item, row) => ({ item, rows: popularity[row]! }))];
        expect(new Map(all.map(({ item, rows: count }) => [item, count]))).toEqual(counts);
        expect(all).toHaveLength(counts.size);
        for (const { rows: few } of leftOut) expect(few).toBeLessThan(prepared.minimumRows);
        for (const many of popularity) expect(many).toBeGreaterThanOrEqual(prepared.minimumRows);
        const frequencies = leftOut.map((item) => item.rows);
        expect(frequencies).toEqual([...frequencies].sort((a, b) => b - a));
      }),
      seeded(),
    );
  });
});

const items: LeftOutItem[] = [
  { item: 'Boards of Canada', rows: 4 },
  { item: 'Tycho', rows: 2 },
  { item: 'Sigur Rós', rows: 2 },
  { item: 'sigur rós', rows: 1 },
];
const merges: Merge[] = [
  { side: 'item', from: 'TYCHO (live)', into: 'Tycho Live' },
  { side: 'item', from: 'Tycho Live', into: 'Tycho' },
  { side: 'user', from: 'BoC', into: 'Boards of Canada' },
];
const leftOut = indexLeftOut(encodeLeftOut(items)!, { minimumRows: 5, configuration: { merges } } as Provenance);

describe('a left-out item with a title', () => {
  const titled = ['', 'Scott Hansen', 'Scott Hansen', 'Tycho'].map((title, at) => ({ ...items[at]!, title }));
  const titles = ['["","Scott Hansen","Scott Hansen","Tycho"]'];
  const provenance = { minimumRows: 5, configuration: {} } as Provenance;
  const index = indexLeftOut(encodeLeftOut(items)!, provenance, titles);

  it('is found and searched by it too: names win, and of equal titles the first', () => {
    expect(index.find('scott  hansen')).toEqual(titled[1]);
    expect(index.find('Tycho')).toEqual(titled[1]);
    expect(index.search('hansen', 3)).toEqual([titled[1], titled[2]]);
    expect(index.find('Boards of Canada')).toEqual({ item: 'Boards of Canada', rows: 4 });
    expect(index.find('')).toBeNull();
  });

  it('is called by it', () => {
    expect(leftOutSentence(titled[1]!, index)).toBe('Scott Hansen has 2 rows; this model needs 5.');
  });
});

describe('a left-out item', () => {
  it('is found by its name, by the only one with the same fold, and by a spelling merged into it', () => {
    expect(leftOut.find('Tycho')).toEqual({ item: 'Tycho', rows: 2 });
    expect(leftOut.find(' tycho')).toEqual({ item: 'Tycho', rows: 2 });
    expect(leftOut.find('Tycho Live')?.item).toBe('Tycho');
    expect(leftOut.find('tycho  (Live)')?.item).toBe('Tycho');
    expect(leftOut.find('sigur rós')?.rows).toBe(1);
    expect([leftOut.find('SIGUR RÓS'), leftOut.find('BoC'), leftOut.find('Tych')]).toEqual([null, null, null]);
  });

  it('is searched like a name', () => {
    expect(leftOut.search('canada', 3).map(({ item }) => item)).toEqual(['Boards of Canada']);
    expect(leftOut.search('sigur ros', 1)).toEqual([{ item: 'Sigur Rós', rows: 2 }]);
    expect(leftOut.search('Autechre', 3)).toEqual([]);
    expect(leftOut.search('TYCHO (live)', 3)).toEqual([{ item: 'Tycho', rows: 2 }]);
    expect(leftOut.search('tycho live', 1)).toEqual([{ item: 'Tycho', rows: 2 }]);
  });

  it('says its rows and how many the model needs', () => {
    expect(leftOutSentence(items[1]!, leftOut)).toBe('Tycho has 2 rows; this model needs 5.');
    expect(leftOutSentence(items[3]!, leftOut)).toBe('sigur rós has 1 row; this model needs 5.');
    const rare = { item: 'Tycho', rows: 1999 };
    expect(leftOutSentence(rare, { minimumRows: 2000 })).toBe('Tycho has 1,999 rows; this model needs 2,000.');
  });
});
