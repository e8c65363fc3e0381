import { describe, expect, it } from '@jest/globals';
import { decodeLeftOut, encodeLeftOut } from '@segue/core/contract/left-out';
import { limits } from '@segue/core/contract/limits';
import { fromSlices } from '@segue/core/contract/published-model';
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

  it('is refused where its names are no list of names', () => {
    const record = { ...encodeLeftOut([{ item: 'Tycho', rows: 2 }])!, names: ['{"0":"Tycho"}'] };
    expect(() => decodeLeftOut(record)).toThrow(/^The left-out items of the stored version are not a list of names/);
  });
});
