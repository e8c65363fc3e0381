import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Cell } from '@segue/core/tables/cells';
import type { Parts } from '@segue/core/tables/parts';
import { decodeProfile, encodeProfile, summariseProfile } from '@segue/core/tables/profile/profile';
import { seeded } from '../support/seeded.js';
import { mergeParts, profileSplit, replaceBlock, rowsOf } from './profile-checks.js';

const cell = fc.oneof(
  fc.constantFrom<Cell>('', 'Pop', 'Rock', '8.19E-06', '1.50', '007', 'true', '2006-02-15', 1e21, 1e-7, -0.5),
  fc.integer({ min: -50, max: 50 }),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0),
  fc.string({ maxLength: 300 }),
);
const block = fc.array(fc.tuple(cell, cell), { maxLength: 20 });

/** Blocks of a hundred slots each, so that a block can grow. */
const summaryOf = (cells: Cell[][], b: number) => encodeProfile(summariseProfile(rowsOf(cells, b * 100), 2));

describe('mergeProfilePart', () => {
  it('gives the bytes of a single pass, in whatever order the blocks come', () => {
    fc.assert(
      fc.property(fc.array(block, { maxLength: 5 }), (blocks) => {
        const whole = encodeProfile(
          summariseProfile(
            blocks.flatMap((cells, b) => rowsOf(cells, b * 100)),
            2,
          ),
        );
        const summaries = [summaryOf([], 0), ...blocks.map(summaryOf)];
        expect(mergeParts(summaries)).toEqual(whole);
        expect(mergeParts(summaries.reverse())).toEqual(whole);
        expect(encodeProfile(decodeProfile(whole))).toEqual(whole);
      }),
      seeded(200),
    );
  });
});

describe('replaceProfilePart', () => {
  it('gives what merging all blocks again gives, or says that only this can tell', () => {
    fc.assert(
      fc.property(fc.array(block, { minLength: 1, maxLength: 4 }), block, fc.nat(), (blocks, changed, pick) => {
        const at = pick % blocks.length;
        const before = blocks.map(summaryOf);
        const fresh = summaryOf(changed, at);
        const replaced = replaceBlock(mergeParts(before), before[at]!, fresh);
        if (replaced) expect(replaced).toEqual(mergeParts(exchange(before, at, fresh)));
      }),
      seeded(300),
    );
  });

  it('can always tell for columns with few values, but for the last row of several blocks', () => {
    const before = [summaryOf([['a', 1]], 0), summaryOf([['b', 2]], 1)];
    const fresh = summaryOf([['c', '']], 0);
    expect(replaceBlock(mergeParts(before), before[0]!, fresh)).toEqual(mergeParts([fresh, before[1]!]));
    const shorter = summaryOf([], 1);
    expect(replaceBlock(mergeParts(before), before[1]!, shorter)).toBeNull();
  });

  it('follows edits of large columns, telling nearly always', () => {
    const random = randomNumbers(1);
    const cells = (i: number): Cell[] => [
      `id ${i}`,
      Math.floor(random() ** 3 * 40000) / 1000,
      `name ${Math.floor(random() ** 4 * 3000)}`,
    ];
    const rows = rowsOf(Array.from({ length: 16000 }, (_, i) => cells(i)));
    const summaries = profileSplit(rows, 500, 3).map(encodeProfile);
    let total = mergeParts(summaries);
    let unknown = 0;
    for (let edit = 0; edit < 12; edit++) {
      const b = Math.floor(random() * summaries.length);
      const edited = rows.slice(b * 500, b * 500 + 500).map((row) => ({ ...row }));
      edited[edit]!.cells = cells(100000 + edit);
      const fresh = encodeProfile(summariseProfile(edited, 3));
      const replaced: Parts | null = replaceBlock(total, summaries[b]!, fresh);
      if (replaced && edit % 4 === 0) expect(replaced).toEqual(mergeParts(exchange(summaries, b, fresh)));
      if (replaced) {
        summaries[b] = fresh;
        total = replaced;
      } else unknown++;
    }
    expect(unknown).toBeLessThan(6);
    expect(total).toEqual(mergeParts(summaries));
  });
});

function exchange(summaries: Parts[], at: number, fresh: Parts): Parts[] {
  return summaries.map((summary, b) => (b === at ? fresh : summary));
}

function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}
