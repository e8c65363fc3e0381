import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { pairwiseSum } from '@segue/core/model/finite';
import {
  checkSparse,
  hasEntry,
  interactionMatrix,
  toCanonicalCsr,
  toCoo,
  toCsr,
  type Csr,
} from '@segue/core/model/sparse';
import { buildVocabulary } from '@segue/core/model/lightfm/vocabulary';
import { seeded } from '../support/seeded.js';
import { interactionsOf } from './interactions.js';

const someMatrix = fc
  .array(fc.tuple(fc.nat(4), fc.nat(6), fc.integer({ min: -3, max: 3 })), { maxLength: 40 })
  .map((entries) => interactionMatrix(interactionsOf(5, 7, entries)));

describe('toCsr', () => {
  it('adds duplicates up and sorts columns', () => {
    fc.assert(
      fc.property(someMatrix, (coo) => {
        const sums = new Map<string, number>();
        coo.data.forEach((value, i) => {
          const cell = `${coo.row[i]!},${coo.col[i]!}`;
          sums.set(cell, (sums.get(cell) ?? 0) + value);
        });
        const csr = toCsr(coo);
        checkSparse(csr, 'csr');
        const cells = toCoo(csr);
        const listed = Array.from(cells.data, (value, i) => [`${cells.row[i]!},${cells.col[i]!}`, value] as const);
        expect(new Map(listed)).toEqual(sums);
        expect(listed.map(([cell]) => cell)).toEqual([...sums.keys()].sort());
      }),
      seeded(100),
    );
  });

  it('keeps a CSR as it is, and makes it canonical on demand', () => {
    const indices = Int32Array.of(2, 0, 2);
    const odd: Csr = {
      format: 'csr',
      rows: 1,
      cols: 3,
      indptr: Int32Array.of(0, 3),
      indices,
      data: Float32Array.of(1, 2, 3),
    };
    expect(toCsr(odd)).toBe(odd);
    expect(toCanonicalCsr(odd)).toMatchObject({ indices: Int32Array.of(0, 2), data: Float32Array.of(2, 4) });
  });
});

describe('checkSparse', () => {
  const coo = interactionMatrix(interactionsOf(2, 3, [[0, 0], [1, 2]])); // prettier-ignore

  it.each([NaN, undefined, -1, 2.5, Infinity, 1e10])('refuses %d rows or columns', (size) => {
    for (const changes of [{ rows: size }, { cols: size }] as object[]) {
      expect(() => checkSparse({ ...coo, ...changes }, 'interactions')).toThrow(
        /^interactions is .* rebuild the matrix/,
      );
    }
  });

  it('refuses indices of another type', () => {
    for (const row of [[0, 1], Float32Array.of(0, 0.5)] as unknown as Int32Array[]) {
      expect(() => checkSparse({ ...coo, row }, 'interactions')).toThrow(
        /of type (Array|Float32Array), not Int32Array/,
      );
    }
    expect(() => checkSparse(coo, 'interactions')).not.toThrow();
  });
});

describe('hasEntry', () => {
  it('finds stored cells and no others', () => {
    fc.assert(
      fc.property(someMatrix, (coo) => {
        const stored = new Set(coo.row.reduce<string[]>((all, row, i) => [...all, `${row},${coo.col[i]!}`], []));
        const csr = toCsr(coo);
        for (let row = 0; row < 5; row++) {
          for (let col = 0; col < 7; col++) expect(hasEntry(csr, row, col)).toBe(stored.has(`${row},${col}`));
        }
      }),
      seeded(50),
    );
  });
});

describe('checkSparse', () => {
  const good = toCsr(interactionMatrix(interactionsOf(2, 3, [[0, 1], [1, 2]]))); // prettier-ignore
  it.each<[string, Partial<Csr>]>([
    ['an indptr that falls', { indptr: Int32Array.of(0, 3, 2) }],
    ['an indptr that ends early', { indptr: Int32Array.of(0, 1, 1) }],
    ['an indptr of another length', { indptr: Int32Array.of(0, 2) }],
    ['a column beyond the last', { indices: Int32Array.of(1, 3) }],
    ['fewer values than columns', { data: Float32Array.of(1) }],
  ])('refuses %s', (_, changes) => {
    expect(() => checkSparse({ ...good, ...changes }, 'the matrix')).toThrow(/^the matrix/);
  });
});

describe('pairwiseSum', () => {
  it('is near the exact sum', () => {
    const someFloats = fc.array(fc.integer({ min: -100, max: 100 }), { maxLength: 700 });
    fc.assert(
      fc.property(someFloats, (list) => {
        // Whole numbers of this size add up exactly in float32, in any order.
        expect(pairwiseSum(Float32Array.from(list))).toBe(list.reduce((sum, value) => sum + value, 0));
      }),
      seeded(100),
    );
  });

  it('overflows as float32 does', () => {
    expect(pairwiseSum(Float32Array.of(3e38, 3e38, -3e38))).toBe(Infinity);
  });
});

describe('buildVocabulary', () => {
  it('sorts by code unit, each name once', () => {
    const vocabulary = buildVocabulary(['b', 'a', 'Z', 'ä', 'a', '🎵', '\uffff', '']);
    expect(vocabulary.names).toEqual(['', 'Z', 'a', 'b', 'ä', '🎵', '\uffff']);
    expect(vocabulary.names.map((name) => vocabulary.index(name))).toEqual([0, 1, 2, 3, 4, 5, 6]);
    expect(vocabulary.index('constructor')).toBeUndefined();
  });
});
