import { describe, expect, it } from '@jest/globals';
import type { Cell } from '@segue/core/tables/cells';
import { emptyKindCounts, isNumeric, kindOfCell, kindOfColumn } from '@segue/core/tables/columns/column-kinds';

describe('kindOfCell', () => {
  it.each<[Cell, string]>([
    [7, 'integer'],
    ['-12345678901234567890', 'integer'],
    [0.35, 'number'],
    ['0.35', 'number'],
    ['1.50', 'number'],
    ['8.19E-06', 'number'],
    ['.5', 'number'],
    [1e21, 'number'],
    ['true', 'boolean'],
    ['FALSE', 'boolean'],
    ['2006-02-15', 'date'],
    ['2006-02-15T04:34:33Z', 'date'],
    ['2006-02-15 04:34', 'date'],
    ['2006-02-15T04:34:33.5+01:00', 'date'],
    ['2006-02-30', 'text'],
    ['2006-13-01', 'text'],
    ['4-Apr', 'text'],
    ['01-Jan-1995', 'text'],
    ['007', 'text'],
    ['1e999', 'text'],
    ['1e-999', 'text'],
    ['1,5', 'text'],
    ['+49', 'text'],
    ['0x10', 'text'],
    ['NaN', 'text'],
    ['-', 'text'],
    ['1'.repeat(50), 'text'],
    ['Pop', 'text'],
    [' ', 'text'],
  ])('takes %j for %s', (cell, kind) => {
    expect(kindOfCell(cell)).toBe(kind);
  });
});

describe('kindOfColumn', () => {
  const kind = (counts: Partial<ReturnType<typeof emptyKindCounts>>) =>
    kindOfColumn({ ...emptyKindCounts(), ...counts });

  it('is the narrowest kind that covers every cell', () => {
    expect(kind({ integer: 5 })).toBe('integer');
    expect(kind({ integer: 5, number: 1 })).toBe('number');
    expect(kind({ boolean: 5 })).toBe('boolean');
    expect(kind({ date: 5 })).toBe('date');
    expect(kind({ date: 5, integer: 1 })).toBe('text');
    expect(kind({ number: 1000, text: 1 })).toBe('text');
    expect(kind({})).toBe('text');
  });
});

describe('isNumeric', () => {
  it('is said of numbers only', () => {
    expect(['1', '-0.5', '8.19E-06', '', 'x', '007'].map(isNumeric)).toEqual([true, true, true, false, false, false]);
  });
});
