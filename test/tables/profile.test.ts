import { describe, expect, it } from '@jest/globals';
import type { Cell } from '@segue/core/tables/cells';
import { columnValues, finishProfile, summariseProfile } from '@segue/core/tables/profile/profile';
import { mergeProfiles, profileSplit, rowsOf } from './profile-checks.js';

function profileOf(...cells: Cell[]) {
  return finishProfile(summariseProfile(rowsOf(cells.map((cell) => [cell])), 1), ['c'])[0]!;
}

describe('summariseProfile', () => {
  it('counts live rows and knows the last one', () => {
    const rows = [
      { index: 3, cells: ['a'] },
      { index: 7, cells: ['b', 1] },
    ];
    expect(summariseProfile(rows, 2)).toMatchObject({ rows: 2, last: 8 });
    expect(summariseProfile([], 2)).toMatchObject({ rows: 0, last: 0 });
  });
});

describe('finishProfile', () => {
  it('describes numbers', () => {
    expect(profileOf(1, 2, 3, 4, '', 4, '1.50')).toEqual({
      name: 'c',
      kind: 'number',
      missing: 1,
      distinct: 5,
      distinctExact: true,
      distinctError: 0,
      min: 1,
      max: 4,
      mean: 15.5 / 6,
      standardDeviation: expect.closeTo(1.28, 2),
      quartiles: [1.625, 2.5, 3.75],
      quartileError: 0,
      histogram: expect.objectContaining({ edges: expect.arrayContaining([1, 4]) }),
      topValues: [
        { value: '4', count: 2 },
        { value: '1', count: 1 },
        { value: '1.50', count: 1 },
        { value: '2', count: 1 },
        { value: '3', count: 1 },
      ],
      longest: 4,
    });
  });

  it('describes texts', () => {
    expect(profileOf('Pop', 'Rock', 'Pop', '')).toMatchObject({
      kind: 'text',
      missing: 1,
      distinct: 2,
      min: null,
      mean: null,
      quartiles: null,
      histogram: null,
      longest: 4,
      topValues: [
        { value: 'Pop', count: 2 },
        { value: 'Rock', count: 1 },
      ],
    });
  });

  it('describes dates by their texts', () => {
    expect(profileOf('2006-02-15', '2005-01-01T00:00:00Z', '2006-02-15')).toMatchObject({
      kind: 'date',
      min: '2005-01-01T00:00:00Z',
      max: '2006-02-15',
      mean: null,
    });
  });

  it('counts a number and its text alike', () => {
    expect(profileOf(0.35, '0.35')).toMatchObject({
      kind: 'number',
      distinct: 1,
      topValues: [{ value: '0.35', count: 2 }],
    });
  });

  it('describes a column without cells', () => {
    expect(profileOf('', '')).toMatchObject({ kind: 'text', missing: 2, distinct: 0, topValues: [], mean: null });
    expect(finishProfile(mergeProfiles([]), ['c'])[0]).toMatchObject({ kind: 'text', missing: 0, distinct: 0 });
  });

  it('has an exact mean and deviation where sums of doubles have not', () => {
    expect(profileOf(...Array.from({ length: 10 }, () => 0.1))).toMatchObject({ mean: 0.1, standardDeviation: 0 });
    expect(profileOf(1e15, 1e15 + 1)).toMatchObject({ mean: 1e15 + 0.5, standardDeviation: Math.SQRT1_2 });
    expect(profileOf(1e308, '1.5e308', 1e308, 1e308)).toMatchObject({ mean: 1.125e308 });
  });
});

describe('the profile of a large column', () => {
  // A text for each row, a number for nearly each, a skewed text, a whole number of which there are few.
  const table = rowsOf(
    Array.from({ length: 24000 }, (_, i) => [
      `id ${i}`,
      ((i * 7919) % 23000) / 1000,
      `name ${Math.floor(12000 / (1 + (i % 6000)))}`,
      i % 90,
    ]),
  );
  const summary = mergeProfiles(profileSplit(table, 1000, 4));
  const [id, number, name, few] = finishProfile(summary, ['id', 'number', 'name', 'few']);

  it('estimates how many values there are, and says how well', () => {
    expect(id!.distinctExact).toBe(false);
    expect(id!.distinctError).toBeLessThan(0.014);
    expect(Math.abs(id!.distinct / 24000 - 1)).toBeLessThan(5 * id!.distinctError);
    expect(id!.topValues).toEqual([]);
  });

  it('keeps sums, extremes and frequent values exact', () => {
    expect(number).toMatchObject({ min: 0, max: 22.999, kind: 'number', missing: 0 });
    const values = table.map(({ cells }) => Math.round((cells[1] as number) * 1000));
    expect(number!.mean).toBe(values.reduce((sum, value) => sum + value) / 1000 / 24000);
    const most = table.filter(({ cells }) => cells[2] === 'name 2').length;
    expect(name!.topValues.find(({ value }) => value === 'name 2')!.count).toBe(most);
    expect(few!.topValues[0]!.count).toBe(267);
  });

  it('tells quartiles to within their error', () => {
    const sorted = table.map(({ cells }) => cells[1] as number).sort((a, b) => a - b);
    number!.quartiles!.forEach((quartile, q) => {
      const exact = sorted[Math.round(((q + 1) * 23999) / 4)]!;
      expect(Math.abs(quartile / exact - 1)).toBeLessThan(1.1 * number!.quartileError);
    });
  });

  it('lists the values of a column that has few', () => {
    expect(columnValues(summary.columns[3]!)).toHaveLength(90);
    expect(columnValues(summary.columns[0]!)).toBeNull();
  });
});
