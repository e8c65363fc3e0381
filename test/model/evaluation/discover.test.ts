import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { chooseSplit, discoverSplit } from '@segue/core/model/evaluation/discover';
import { holdOut } from '@segue/core/model/evaluation/hold-out';
import type { Cells } from '@segue/core/model/sparse';
import { seeded } from '../../support/seeded.js';
import { interactionsOf } from '../interactions.js';

const [USERS, ITEMS] = [6, 12];
const users = Array.from({ length: USERS }, (_, at) => `user ${at}`);
const items = Array.from({ length: ITEMS }, (_, at) => `item ${at}`);
const somePairs = fc.uniqueArray(
  fc.tuple(
    fc.integer({ min: 0, max: USERS - 1 }),
    fc.integer({ min: 0, max: ITEMS - 1 }),
    fc.constantFrom(1, 1, 1, 2, -1),
  ),
  { maxLength: 50, selector: ([user, item]) => `${user} ${item}` },
);
type Pairs = readonly (readonly [number, number, number])[];

const split = (pairs: Pairs, fraction = 0.5, key = 'k') =>
  discoverSplit(users, items, interactionsOf(USERS, ITEMS, pairs), { fraction, key });
const cellsOf = ({ row, col }: Cells) => Array.from(row, (user, entry) => `${user} ${col[entry]!}`);

describe('discoverSplit', () => {
  it('holds out what the hash would, but for only pairs, dislikes, and one pair of each item', () => {
    fc.assert(
      fc.property(somePairs, fc.double({ min: 0, max: 1, noNaN: true }), (pairs, fraction) => {
        const { train, test, isRanked } = split(pairs, fraction);
        expect([...cellsOf(train), ...cellsOf(test)].sort()).toEqual(pairs.map(([u, i]) => `${u} ${i}`).sort());
        const held = new Set(cellsOf(test));
        const byHash = new Set(
          cellsOf(holdOut(users, items, interactionsOf(USERS, ITEMS, pairs), { fraction, key: 'k' }).test),
        );
        const likes = pairs.filter(([, , value]) => value > 0);
        const kept = likes.filter(([user, item]) => !held.has(`${user} ${item}`));
        for (const cell of held) expect(byHash).toContain(cell);
        for (const [user, item, value] of pairs) if (value < 0) expect(held).not.toContain(`${user} ${item}`);
        for (let item = 0; item < ITEMS; item++) {
          expect(isRanked[item]).toBe(kept.some((pair) => pair[1] === item) ? 1 : 0);
          // At most one pair that the hash selects stays for the item's sake; only pairs of users stay too.
          const spared = kept.filter(([user, other]) => {
            const isOnly = likes.filter((pair) => pair[0] === user).length === 1;
            return other === item && byHash.has(`${user} ${item}`) && !isOnly;
          });
          expect(spared.length).toBeLessThanOrEqual(1);
        }
        for (const [user] of likes.filter((pair, _, all) => all.filter((other) => other[0] === pair[0]).length === 1)) {
          expect([...held].some((cell) => cell.startsWith(`${user} `))).toBe(false);
        }
      }),
      seeded(200),
    );
  });

  it('keeps the pair with the highest hash of each item: a larger fraction holds out more of the same', () => {
    fc.assert(
      fc.property(somePairs, (pairs) => {
        const [few, all] = [new Set(cellsOf(split(pairs, 0.3).test)), new Set(cellsOf(split(pairs, 1).test))];
        for (const cell of few) expect(all).toContain(cell);
      }),
      seeded(100),
    );
  });

  it('does not depend on the order of pairs, nor on pairs stored twice', () => {
    fc.assert(
      fc.property(somePairs, (pairs) => {
        const held = [...new Set(cellsOf(split(pairs).test))].sort();
        expect([...new Set(cellsOf(split([...pairs, ...pairs].reverse()).test))].sort()).toEqual(held);
      }),
      seeded(100),
    );
  });

  it('splits the train part by another key to choose', () => {
    const pairs = Array.from({ length: 60 }, (_, at): [number, number, number] => [at % 6, (at * 5) % 12, 1]);
    const { train } = split(pairs);
    const options = { fraction: 0.5, key: 'k' };
    expect(chooseSplit(users, items, train, options)).toEqual(
      discoverSplit(users, items, train, { fraction: 0.5, key: 'k/choose' }),
    );
  });

  it('refuses a fraction beyond 1 and an index without a name', () => {
    expect(() => split([], 1.5)).toThrow(/fraction to hold out is 1.5/);
    expect(() => discoverSplit([], items, interactionsOf(1, 1, [[0, 0]]), { key: '' })).toThrow(/no name/);
  });
});
