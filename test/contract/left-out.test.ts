import { describe, expect, it } from '@jest/globals';
import { decodeLeftOut, encodeLeftOut, namedLeftOut, withLeftOutTitles } from '@segue/core/contract/left-out';
import { limits } from '@segue/core/contract/limits';
import { encodeTitles } from '@segue/core/contract/published-model';
import { fromSlices } from '@segue/core/contract/slices';
import { parseStored } from '@segue/core/contract/stored/path';
import { paths } from '@segue/core/contract/stored/paths';
import { MemoryTree } from '../support/memory-tree.js';

describe('encodeLeftOut', () => {
  it('comes back from the database as it was, and is nothing for no items', async () => {
    const items = [
      { item: 'Sigur Rós', rows: 4 },
      { item: 'AC/DC', rows: 1 },
    ];
    const stored = parseStored(paths.leftOut('m', 'v'), await new MemoryTree(encodeLeftOut(items)).read(''));
    expect(decodeLeftOut(stored!)).toEqual(items);
    expect(encodeLeftOut([])).toBeNull();
  });

  it('keeps the first within the limits', () => {
    const many = Array.from({ length: limits.leftOutItems + 1 }, (_, at) => ({ item: `i${at}`, rows: 2 }));
    expect(decodeLeftOut(encodeLeftOut(many)!)).toEqual(many.slice(0, -1));
    const long = many.slice(0, 1000).map(({ item, rows }) => ({ item: `${item} ${'é'.repeat(500)}`, rows }));
    const record = encodeLeftOut(long)!;
    const kept = decodeLeftOut(record);
    expect(kept).toEqual(long.slice(0, kept.length));
    const bytes = (count: number) => Buffer.byteLength(JSON.stringify(long.slice(0, count).map(({ item }) => item)));
    expect(Buffer.byteLength(fromSlices(record.names))).toBe(bytes(kept.length));
    expect(bytes(kept.length)).toBeLessThanOrEqual(limits.leftOutBytes + 1);
    expect(bytes(kept.length + 1)).toBeGreaterThan(limits.leftOutBytes);
  });

  it('names the same items as the titles are read for', () => {
    const many = Array.from({ length: limits.leftOutItems + 1 }, (_, at) => ({ item: `i${at}`, rows: 2 }));
    expect(decodeLeftOut(encodeLeftOut(many)!)).toEqual(namedLeftOut(many));
  });

  it('is refused where its names are no list of names', () => {
    const record = { ...encodeLeftOut([{ item: 'Tycho', rows: 2 }])!, names: ['{"0":"Tycho"}'] };
    expect(() => decodeLeftOut(record)).toThrow(/^The left-out items of the stored version are not a list of names/);
  });
});

describe('withLeftOutTitles', () => {
  const items = [
    { item: '7', rows: 4 },
    { item: '8', rows: 1 },
  ];
  const titles = encodeTitles('films', ['Fargo']);

  it('adds the titles of left-out items, if any has one', () => {
    const both = withLeftOutTitles(titles, ['', 'Alien']);
    expect(both).toEqual({ ...titles, leftOut: ['["","Alien"]'] });
    expect(decodeLeftOut(encodeLeftOut(items)!, both.leftOut)).toEqual([items[0], { ...items[1], title: 'Alien' }]);
    expect(withLeftOutTitles(titles, ['', ''])).toEqual(titles);
  });

  it('drops the last ones beyond the limit', () => {
    const long = Array.from({ length: 3000 }, (_, at) => `${at} ${'x'.repeat(200)}`);
    const { leftOut } = withLeftOutTitles(titles, long);
    const kept = JSON.parse(fromSlices(leftOut!)) as string[];
    expect(kept).toEqual(long.slice(0, kept.length));
    expect(Buffer.byteLength(fromSlices(leftOut!))).toBeLessThanOrEqual(limits.leftOutBytes + 1);
    expect(decodeLeftOut(encodeLeftOut(items)!, ['["Fargo"]'])).toEqual([{ ...items[0], title: 'Fargo' }, items[1]]);
  });
});
