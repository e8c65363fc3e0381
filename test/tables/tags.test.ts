import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Cell } from '@segue/core/tables/cells';
import {
  addInteractions,
  decodeInteractions,
  emptyInteractions,
  encodeInteractionParts,
  encodeInteractions,
  replaceInteractionPart,
  subtractInteractions,
  sumByPart,
  summariseInteractions,
} from '@segue/core/tables/sums/interactions';
import { seeded } from '../support/seeded.js';

const columns = { user: 0, item: 1, rating: 2, features: [3], itemTags: [4, 5], userTags: [6] };
const indexed = (rows: Cell[][]) => rows.map((cells, index) => ({ index, cells }));
const sumsOf = (...rows: Cell[][]) => summariseInteractions(indexed(rows), columns);

const name = fc.constantFrom<Cell>('', 'Ann', 'Bob', '__proto__', 7);
const tag = fc.constantFrom<Cell>('', 'drama', 'drama|comedy', ' comedy ', '1:2', 'é', 3);
const row = fc.tuple(
  name,
  name,
  fc.constantFrom<Cell>('', 1, 'x', 2.5),
  fc.constantFrom<Cell>('', 9, 'n/a'),
  tag,
  tag,
  tag,
);
const blocks = fc.array(fc.array(row, { maxLength: 10 }), { maxLength: 5 });

describe('tags of pairs', () => {
  it('count the rows of each cell, by column', () => {
    const { users } = sumsOf(
      ['Ann', 'Fargo', 5, '', 'crime', 'snow', 'young'],
      ['Ann', 'Fargo', 4, '', ' crime ', '', ''],
      ['Bob', 'Fargo', 3, '', '', '', ''],
    );
    expect(users.get('Ann')?.get('Fargo')?.tags).toEqual(
      new Map([
        ['0:crime', 2],
        ['1:snow', 1],
        ['2:young', 1],
      ]),
    );
    expect(users.get('Bob')?.get('Fargo')).not.toHaveProperty('tags');
  });

  it('are stored once each, and not at all where there are none', () => {
    const text = encodeInteractions(
      sumsOf(['Ann', 'Fargo', '', '', 'crime', '', ''], ['Bob', 'Fargo', '', '', 'crime', '', '']),
    );
    expect(JSON.parse(text)).toMatchObject({ tags: { cells: ['0:crime'] } });
    expect(JSON.parse(encodeInteractions(sumsOf(['Ann', 'Fargo', '', '', '', '', ''])))).not.toHaveProperty('tags');
  });

  it('give the same bytes in whatever order and parts the rows came', () => {
    fc.assert(
      fc.property(blocks, (parts) => {
        const whole = encodeInteractions(sumsOf(...parts.flat()));
        const merged = [...parts]
          .reverse()
          .map((rows) => decodeInteractions(encodeInteractions(sumsOf(...rows))))
          .reduce(addInteractions, emptyInteractions(1));
        expect(encodeInteractions(merged)).toBe(whole);
        expect(encodeInteractions(decodeInteractions(whole))).toBe(whole);
      }),
      seeded(300),
    );
  });

  it('are gone when their rows are', () => {
    fc.assert(
      fc.property(blocks, fc.array(row), (parts, more) => {
        const total = encodeInteractions(sumsOf(...parts.flat()));
        const added = addInteractions(decodeInteractions(total), sumsOf(...more));
        expect(encodeInteractions(subtractInteractions(added, sumsOf(...more)))).toBe(total);
      }),
      seeded(300),
    );
  });

  it('follow edits part by part', () => {
    fc.assert(
      fc.property(fc.array(row), fc.array(row), (before, after) => {
        const [old, fresh] = [before, after].map((rows) => encodeInteractionParts(sumByPart(indexed(rows), columns)));
        const names = new Set([...Object.keys(old!), ...Object.keys(fresh!)]);
        for (const part of names) {
          const [was, is] = [old![part], fresh![part]];
          const replaced = replaceInteractionPart(was ?? null, was ? [was] : [], is ? [is] : []);
          expect(replaced).toBe(is ?? null);
        }
      }),
      seeded(200),
    );
  });
});

describe('rows that only describe', () => {
  it('are of nobody, with what describes their own side alone', () => {
    const sums = sumsOf(['', 'Fargo', 5, 8, 'crime', '', 'young'], ['Ann', '', 5, 8, 'crime', '', 'young']);
    expect(sums.skipped).toBe(0);
    expect(sums.users.get('')?.get('Fargo')).toEqual({
      rows: 1,
      ratings: 0,
      sum: 0n,
      features: [1, 8, 0],
      tags: new Map([['0:crime', 1]]),
    });
    expect(sums.users.get('Ann')?.get('')).toEqual({ rows: 1, ratings: 0, sum: 0n, tags: new Map([['2:young', 1]]) });
  });

  it('are skipped where they say nothing', () => {
    const sums = sumsOf(
      ['', 'Fargo', 5, 'n/a', '', '', 'young'],
      ['Ann', '', 5, 8, 'crime', '', ''],
      ['', '', 1, 8, 'a', 'b', 'c'],
    );
    expect(sums).toMatchObject({ skipped: 3, users: new Map() });
  });
});
