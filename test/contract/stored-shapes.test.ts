import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseEach, parseStored, pathTo } from '@segue/core/contract/stored/path';
import { collection, list, numbered, numberedMap, record, slices } from '@segue/core/contract/stored/shapes';
import * as z from 'zod/mini';
import { MemoryTree } from '../support/memory-tree.js';
import { seeded } from '../support/seeded.js';

const keys = fc.nat({ max: 40 });
const entry = fc.record({ n: fc.integer(), text: fc.string() });
const entrySchema = record({ n: z.number(), text: z.string() });

/** What the database gives back of a node. */
function stored(node: unknown): unknown {
  return new MemoryTree({ at: node }).peek('at');
}

describe('numbered children', () => {
  it('come back as the map that was written, as an array or as an object', () => {
    const place = pathTo('at', numberedMap(entrySchema));
    fc.assert(
      fc.property(fc.array(fc.tuple(keys, entry)), (entries) => {
        const map = new Map(entries);
        expect(parseStored(place, stored(Object.fromEntries(map)))).toEqual(map.size === 0 ? null : map);
      }),
      seeded(),
    );
  });

  it('come back as the list that was written, without the holes that were made in it', () => {
    const place = pathTo('at', list(entrySchema));
    fc.assert(
      fc.property(fc.array(fc.tuple(entry, fc.boolean())), (entries) => {
        const holed = entries.map(([value, isThere]) => (isThere ? value : null));
        const left = holed.filter((value) => value !== null);
        expect(parseStored(place, stored(holed))).toEqual(left.length === 0 ? null : left);
      }),
      seeded(),
    );
  });

  it('come back as the collection that was written, where keys look like numbers and where not', () => {
    const place = pathTo('at', collection(entrySchema));
    const names = fc.oneof(keys.map(String), fc.stringMatching(/^[a-z]{1,4}$/));
    fc.assert(
      fc.property(fc.oneof(fc.dictionary(names, entry), fc.dictionary(keys.map(String), entry)), (written) => {
        const json = stored(written);
        const isEmpty = Object.keys(written).length === 0;
        expect(parseStored(place, json)).toEqual(isEmpty ? null : { ...written });
        expect(Object.fromEntries(parseEach(place, json).entries)).toEqual({ ...written });
      }),
      seeded(),
    );
  });

  it('are in the order of their numbers', () => {
    expect(parseStored(pathTo('at', list(z.string())), { 10: 'c', 2: 'b', 0: 'a' })).toEqual(['a', 'b', 'c']);
  });

  it('leave out keys that no code of ours wrote', () => {
    expect(numbered({ '00': 'x', '-1': 'x', '5e-1': 'x', word: 'x', 7: 'y' })).toEqual([[7, 'y']]);
  });
});

describe('slices', () => {
  it('are one where a text stands by itself', () => {
    expect(parseStored(pathTo('at', slices), 'text')).toEqual(['text']);
    expect(parseStored(pathTo('at', slices), ['te', 'xt'])).toEqual(['te', 'xt']);
  });
});
