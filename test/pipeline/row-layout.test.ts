import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { limits } from '@segue/core/contract/limits';
import { blockRows, layOutRows, rowCells } from '@segue/functions/pipeline/rows/row-layout';
import { rowBytes } from '@segue/functions/pipeline/rows/row-room';
import { seeded } from '../support/seeded.js';

const rowOf = (characters: number) => [1, 'x'.repeat(characters)];
const layOut = (rows: (string | number)[][]) =>
  layOutRows(
    rows,
    rows.map((_, row) => row + 2),
  );

describe('layOutRows', () => {
  it('puts 500 short rows into a block', () => {
    const { rowsPerBlock, blocks } = layOut(Array.from({ length: 1200 }, () => rowOf(1)));
    expect([rowsPerBlock, blocks.map(({ length }) => length)]).toEqual([500, [500, 500, 200]]);
  });

  it('takes rows that are long only towards the end of the file', () => {
    const rows = [...Array.from({ length: 1500 }, () => rowOf(1)), ...Array.from({ length: 1000 }, () => rowOf(600))];
    expect(layOut(rows).blocks.flat()).toHaveLength(2500);
  });

  it('keeps blocks large where a few long rows stand among many short ones', () => {
    const rows = Array.from({ length: 5000 }, (_, row) => rowOf(row === 2000 || row === 2001 ? 80_000 : 5));
    expect(layOut(rows).rowsPerBlock).toBe(500);
  });

  it('keeps every block below its bound, whatever rows come', () => {
    const sizes = fc.array(fc.oneof(fc.nat(50), fc.nat(5000), fc.nat(95_000)), { minLength: 1, maxLength: 300 });
    fc.assert(
      fc.property(sizes, (lengths) => {
        const { rowsPerBlock, blocks } = layOut(lengths.map(rowOf));
        expect(blocks.flat()).toHaveLength(lengths.length);
        for (const [number, block] of blocks.entries()) {
          if (number < blocks.length - 1) expect(block).toHaveLength(rowsPerBlock);
          expect(block.reduce((sum, row) => sum + rowBytes(row), 0)).toBeLessThanOrEqual(limits.grownBlockBytes);
        }
      }),
      seeded(),
    );
  });

  it('refuses a row that is too long by itself, with its line', () => {
    const rows = [rowOf(1), rowOf(limits.rowBytes - 7), rowOf(limits.rowBytes - 6)];
    expect(() => layOut(rows.slice(0, 2))).not.toThrow();
    expect(() => layOut(rows)).toThrow('The row on line 4 takes 96001 bytes; the limit is 96000.');
  });
});

describe('limits', () => {
  it('leave an event room for a block twice', () => {
    expect(limits.grownBlockBytes * 2).toBeLessThan(500_000);
    expect(limits.rowBytes * 2).toBeLessThanOrEqual(limits.grownBlockBytes);
  });
});

describe('blockRows', () => {
  it('takes no row from a key that our code does not write', () => {
    const stored = { 0: ['a', 1], '00': ['b', 2], '-1': ['c', 3], '1e0': ['d', 4], 2: ['e', 5] };
    expect(blockRows(stored, 3, 10, 2)).toEqual([
      { index: 30, cells: ['a', 1] },
      { index: 32, cells: ['e', 5] },
    ]);
  });
});

describe('rowCells', () => {
  it('reads a row that came back as an array, as an object, or as the single value that was stored for it', () => {
    expect(rowCells(['a', null, 3], 3)).toEqual(['a', '', 3]);
    expect(rowCells({ 2: 3, other: 'x' }, 3)).toEqual(['', '', 3]);
    expect(rowCells('text', 3)).toEqual(['text', '', '']);
    expect(rowCells([{ deep: 1 }, true], 2)).toEqual(['{"deep":1}', 'true']);
  });
});
