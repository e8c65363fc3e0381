import { describe, expect, it } from '@jest/globals';
import type { Cell } from '@segue/core/tables/cells';
import {
  columnKinds,
  emptyKindCounts,
  isNumeric,
  kindOfCell,
  kindOfColumn,
  storedKinds,
  traitsOf,
} from '@segue/core/tables/columns/column-kinds';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const examples: [Cell, string][] = [
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
];

describe('kindOfCell', () => {
  it.each(examples)('takes %j for %s', (cell, kind) => {
    expect(kindOfCell(cell)).toBe(kind);
  });

  it('finds the kind that asking every kind in order would find, in spite of the prefilter', () => {
    const texts = examples.flatMap(([cell]) => variants(String(cell)));
    for (const text of texts) {
      const asked = columnKinds.find((kind) => traitsOf(kind).accepts(text) && isShortEnough(text, kind));
      expect([text, kindOfCell(text)]).toEqual([text, asked]);
    }
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

describe('the table of kinds', () => {
  it('keeps the order in which digests were stored', () => {
    expect(storedKinds.slice(0, 5)).toEqual(['integer', 'number', 'boolean', 'date', 'text']);
    expect(storedKinds.map((kind) => traitsOf(kind).storedAt)).toEqual([...columnKinds.keys()]);
  });

  it('ends with text, which accepts everything', () => {
    expect(columnKinds.at(-1)).toBe('text');
    expect(traitsOf('text').accepts('anything')).toBe(true);
  });

  it('has a label for every kind, and the traits of text for a kind not known yet', () => {
    for (const kind of columnKinds) expect(traitsOf(kind).label).not.toBe('');
    expect(traitsOf('pending')).toBe(traitsOf('text'));
  });

  it('is the only place that knows the names of kinds', () => {
    const comparison = new RegExp(`\\bkind\\b\\)? *(?:[!=]==|\\?\\?) *'(?:${columnKinds.join('|')})'`);
    const offenders = ['core/src', 'functions/src', 'hosting/src', 'cli'].flatMap(sourcesIn).filter((path) => {
      return !path.endsWith('column-kinds.ts') && comparison.test(readFileSync(path, 'utf8'));
    });
    expect(offenders).toEqual([]);
  });
});

describe('isNumeric', () => {
  it('is said of numbers only', () => {
    expect(['1', '-0.5', '8.19E-06', '', 'x', '007'].map(isNumeric)).toEqual([true, true, true, false, false, false]);
  });
});

function variants(text: string): string[] {
  return [text, `-${text}`, `.${text}`, ` ${text}`, `${text}.`, text.slice(1), text.slice(0, -1)].filter(
    (variant) => variant !== '',
  );
}

/** Length is the one condition that a kind leaves to its prefilter. */
function isShortEnough(text: string, kind: (typeof columnKinds)[number]): boolean {
  return text.length <= traitsOf(kind).lengths[1];
}

function sourcesIn(folder: string): string[] {
  const root = join(__dirname, '../..', folder);
  const paths = readdirSync(root, { recursive: true, encoding: 'utf8' });
  return paths
    .filter((path) => /\.tsx?$/.test(path) && !/(?:^|\/)(?:node_modules|lib|dist)\//.test(path))
    .map((path) => join(root, path));
}
