import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Cell } from '@segue/core/tables/cells';
import { listValues, readValues } from '@segue/core/tables/list-text';
import { packCounted, PackedReader, PackedWriter, unpackCounted } from '@segue/core/tables/packed-integers';
import { seeded } from '../support/seeded.js';

describe('PackedWriter', () => {
  it('takes one letter for a small number, and gives any back', () => {
    expect(new PackedWriter().write(0).write(31).finish()).toBe('Af');
    fc.assert(
      fc.property(fc.array(fc.maxSafeNat()), fc.array(fc.integer()), (numbers, signed) => {
        const writer = new PackedWriter();
        numbers.forEach((number) => writer.write(number));
        signed.forEach((number) => writer.writeSigned(number));
        const reader = new PackedReader(writer.finish());
        expect(numbers.map(() => reader.read())).toEqual(numbers);
        expect(signed.map(() => reader.readSigned())).toEqual(signed);
        expect(reader.more).toBe(false);
      }),
      seeded(200),
    );
  });

  it('is not read beyond its end', () => {
    const text = new PackedWriter().write(1000).finish();
    expect(() => new PackedReader(text.slice(0, -1)).read()).toThrow('end inside a number');
  });
});

describe('packCounted', () => {
  it('gives ascending numbers and their counts back', () => {
    const counted = fc.uniqueArray(fc.tuple(fc.integer(), fc.integer({ min: 1, max: 1e6 })), { selector: ([n]) => n });
    fc.assert(
      fc.property(counted, (pairs) => {
        pairs.sort((a, b) => a[0] - b[0]);
        const { values, counts } = unpackCounted(
          packCounted(
            pairs.map(([value]) => value),
            pairs.map(([, count]) => count),
          ),
        );
        expect([...values].map((value, at) => [value, counts[at]])).toEqual(pairs);
      }),
      seeded(200),
    );
  });
});

describe('listValues', () => {
  it('gives any values back, in the same text whatever the order they came in', () => {
    const cell: fc.Arbitrary<Cell> = fc.oneof(
      fc.string().filter((text) => text !== '' && !/^[-\d]/.test(text)),
      fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0),
      fc.integer({ min: -1000, max: 1000 }).map((value) => value / 100 + 0),
      fc.constantFrom<Cell>('007', '1.50', '8.19E-06', '-0', 1e21, 5e-324, 123456789.25),
    );
    const entries = fc.uniqueArray(fc.tuple(cell, fc.integer({ min: 1, max: 99 })), { selector: ([value]) => value });
    fc.assert(
      fc.property(entries, (pairs) => {
        const text = listValues(new Map(pairs));
        expect(listValues(new Map([...pairs].reverse()))).toEqual(text);
        expect(readValues(text)).toEqual(new Map(pairs));
      }),
      seeded(300),
    );
  });
});
