import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addDecimals, decimalToNumber, lowest, parseDecimal } from '@segue/core/tables/decimals';
import { ExactSum, smallDecimal } from '@segue/core/tables/profile/exact-sum';
import { seeded } from '../support/seeded.js';

const finite = fc.double({ noNaN: true, noDefaultInfinity: true });

describe('parseDecimal', () => {
  it.each([
    ['1.50', 15n, 1],
    ['-0.35', -35n, 2],
    ['8.19E-06', 819n, 8],
    ['2e3', 2000n, 0],
    ['1.25e1', 125n, 1],
    ['.5', 5n, 1],
    ['5.', 5n, 0],
    ['100', 100n, 0],
    ['1.0e-1', 1n, 1],
    ['-0', 0n, 0],
  ])('reads %s', (text, units, scale) => {
    expect(parseDecimal(text)).toEqual({ units, scale });
  });

  it('gives every double back', () => {
    fc.assert(
      fc.property(finite, (value) => {
        expect(decimalToNumber(parseDecimal(String(value)))).toBe(value === 0 ? 0 : value);
      }),
      seeded(500),
    );
  });
});

describe('ExactSum', () => {
  it('comes out the same in any order, and to nothing when all is taken out again', () => {
    const terms = fc.array(fc.oneof(finite, fc.double({ min: -1000, max: 1000, noNaN: true }), fc.integer()));
    fc.assert(
      fc.property(terms, (values) => {
        const add = (sum: ExactSum, value: number, times: number) => {
          const small = smallDecimal(value);
          if (small) sum.add(small.units, small.scale, times);
          else {
            const { units, scale } = parseDecimal(String(value));
            sum.addDecimal({ units: units * BigInt(times), scale });
          }
        };
        const forwards = new ExactSum();
        const backwards = new ExactSum();
        values.forEach((value) => add(forwards, value, 3));
        [...values].reverse().forEach((value) => add(backwards, value, 3));
        const plain = values.map((value) => parseDecimal(String(value))).reduce(addDecimals, { units: 0n, scale: 0 });
        expect(forwards.total()).toEqual(lowest({ units: plain.units * 3n, scale: plain.scale }));
        expect(backwards.total()).toEqual(forwards.total());
        values.forEach((value) => add(forwards, value, -3));
        expect(forwards.total()).toEqual({ units: 0n, scale: 0 });
      }),
      seeded(200),
    );
  });

  it('carries sums beyond what a double holds', () => {
    const sum = new ExactSum();
    for (let i = 0; i < 10; i++) sum.add(2 ** 51 + 1, 2, 3);
    expect(sum.total()).toEqual(lowest({ units: BigInt(2 ** 51 + 1) * 30n, scale: 2 }));
  });
});
