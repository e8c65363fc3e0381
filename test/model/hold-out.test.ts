import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { holdOut, leaveOneOut, randomHoldOut } from '@segue/core/model/evaluation/hold-out';
import { interactionMatrix, type Cells, type Interactions } from '@segue/core/model/sparse';
import { randomTrainTestSplit } from '@segue/core/model/lightfm/cross-validation';
import { trainModel } from '@segue/core/model/training/train';
import { buildVocabulary } from '@segue/core/model/lightfm/vocabulary';
import { seeded } from '../support/seeded.js';
import { bytesOf, interactionsOf, parametersOf } from './interactions.js';

const name = fc.string({ maxLength: 4 });
const somePairs = fc.uniqueArray(fc.tuple(name, name), { maxLength: 40, selector: (pair) => JSON.stringify(pair) });

/** Pairs of names as a retraining would see them: its own vocabulary, in its own order. */
function index(pairs: readonly (readonly [string, string])[]) {
  const users = buildVocabulary(pairs.map(([user]) => user));
  const items = buildVocabulary(pairs.map(([, item]) => item));
  const entries = pairs.map(([user, item]) => [users.index(user)!, items.index(item)!] as const);
  return { users, items, data: interactionsOf(users.names.length, items.names.length, entries) };
}

function split(pairs: readonly (readonly [string, string])[], fraction = 0.3, key = 'key') {
  const { users, items, data } = index(pairs);
  const parts = holdOut(users.names, items.names, data, { fraction, key });
  const named = ({ row, col }: Cells) =>
    Array.from(row, (user, entry) => JSON.stringify([users.names[user], items.names[col[entry]!]]));
  return { ...parts, testPairs: named(parts.test), trainPairs: named(parts.train) };
}

describe('holdOut', () => {
  it('keeps every pair on its side, whatever comes, goes or moves', () => {
    fc.assert(
      fc.property(somePairs, somePairs, (pairs, others) => {
        const before = split(pairs);
        const after = split([...others, ...pairs].reverse());
        const tests = new Set(after.testPairs);
        for (const pair of before.testPairs) expect(tests).toContain(pair);
        for (const pair of before.trainPairs) expect(tests).not.toContain(pair);
      }),
      seeded(100),
    );
  });

  it('cuts into two parts, in order, with all users, items and weights', () => {
    const pairs = Array.from({ length: 300 }, (_, i) => [`user ${i % 17}`, `item ${i}`] as const);
    const { users, items, data } = index(pairs);
    const weight = data.value.map((_, i) => i);
    const { train, test } = holdOut(users.names, items.names, { ...data, weight }, { fraction: 0.2, key: 'a' });
    for (const part of [train, test]) expect([part.users, part.items]).toEqual([17, 300]);
    expect([...train.weight!]).toEqual([...train.weight!].sort((a, b) => a - b));
    train.weight!.forEach((entry, i) =>
      expect([train.row[i], train.col[i]]).toEqual([data.row[entry], data.col[entry]]),
    );
    expect(train.row.length + test.row.length).toBe(300);
  });

  it('holds out about the fraction asked for, none and all', () => {
    const pairs = Array.from({ length: 10000 }, (_, i) => [`u${i % 100}`, `i${Math.floor(i / 100)}`] as const);
    expect(split(pairs, 0.2).testPairs.length / 10000).toBeCloseTo(0.2, 1);
    expect(split(pairs, 0).testPairs).toHaveLength(0);
    expect(split(pairs, 1).trainPairs).toHaveLength(0);
  });

  it('holds out other pairs under another key', () => {
    const pairs = Array.from({ length: 1000 }, (_, i) => [`u${i % 10}`, `i${i}`] as const);
    const [one, other] = ['a', 'b'].map((key) => new Set(split(pairs, 0.2, key).testPairs));
    const shared = [...one!].filter((pair) => other!.has(pair)).length;
    expect(shared / 1000).toBeCloseTo(0.04, 1);
    expect(shared).toBeLessThan(one!.size / 2);
  });

  it('tells ("ab", "c") from ("a", "bc")', () => {
    const side = (user: string, item: string, key: string) => split([[user, item]], 0.5, key).testPairs.length;
    const differs = Array.from({ length: 40 }, (_, key) => side('ab', 'c', `${key}`) !== side('a', 'bc', `${key}`));
    expect(differs).toContain(true);
  });

  it('is the same in every version: these sides are promised', () => {
    const pairs = Array.from({ length: 12 }, (_, i) => [`Pop`, `Künstler ${i} 🎵`] as const);
    expect(split(pairs, 0.25, 'segue').testPairs).toMatchSnapshot();
  });

  it('refuses a fraction beyond 1 and an index without a name', () => {
    const data = interactionsOf(1, 1, [[0, 0]]);
    expect(() => holdOut(['a'], ['b'], data, { fraction: 1.5, key: '' })).toThrow(/fraction to hold out is 1.5/);
    expect(() => holdOut([], ['b'], data, { fraction: 0.5, key: '' })).toThrow(/no name/);
  });
});

describe('leaveOneOut', () => {
  const oneOut = (pairs: readonly (readonly [string, string])[]) => {
    const { users, items, data } = index(pairs);
    const { train, test } = leaveOneOut(users.names, items.names, data, { key: 'k' });
    const held = Array.from(test.row, (user, i) => [users.names[user]!, items.names[test.col[i]!]!] as const);
    return { train, held: new Map(held), size: test.row.length };
  };

  it('holds out one pair of each user that has two', () => {
    fc.assert(
      fc.property(somePairs, (pairs) => {
        const { train, held, size } = oneOut(pairs);
        const counts = new Map<string, number>();
        for (const [user] of pairs) counts.set(user, (counts.get(user) ?? 0) + 1);
        const wanted = [...counts].filter(([, count]) => count > 1).map(([user]) => user);
        expect([...held.keys()].sort()).toEqual(wanted.sort());
        expect([size, train.row.length]).toEqual([wanted.length, pairs.length - wanted.length]);
      }),
      seeded(100),
    );
  });

  it('holds out the same pair while a user’s pairs are the same, whatever others do', () => {
    fc.assert(
      fc.property(somePairs, somePairs, (pairs, others) => {
        const before = oneOut(pairs).held;
        const users = new Set(pairs.map(([user]) => user));
        const after = oneOut([...others.filter(([user]) => !users.has(user)), ...pairs].reverse()).held;
        for (const [user, item] of before) expect(after.get(user)).toBe(item);
      }),
      seeded(100),
    );
  });
});

describe('pairs that are stored more than once', () => {
  const place = fc.integer({ min: 0, max: 5 });
  const repeated = fc.array(fc.tuple(place, place), { maxLength: 40 });
  const names = Array.from({ length: 6 }, (_, at) => `n${at}`);
  const cellsOf = ({ row, col }: Cells) => new Set(Array.from(row, (user, i) => `${user} ${col[i]!}`));

  it.each(['hash', 'leave-one-out', 'random'])('are on one side only (%s)', (method) => {
    fc.assert(
      fc.property(repeated, fc.double({ min: 0, max: 1, noNaN: true }), (pairs, fraction) => {
        const data = interactionsOf(6, 6, pairs);
        const { train, test } = {
          hash: () => holdOut(names, names, data, { fraction, key: 'k' }),
          'leave-one-out': () => leaveOneOut(names, names, data, { key: 'k' }),
          random: () => randomHoldOut(data, fraction, 1),
        }[method]!();
        const [known, asked] = [cellsOf(train), cellsOf(test)];
        for (const cell of asked) expect(known).not.toContain(cell);
        expect([...known, ...asked].sort()).toEqual([...cellsOf(data)].sort());
      }),
      seeded(200),
    );
  });

  it('are one pair to leaveOneOut: the only one of a user stays in train, one of two is held out', () => {
    fc.assert(
      fc.property(repeated, (pairs) => {
        const cells = cellsOf(interactionsOf(6, 6, pairs));
        const once = interactionsOf(6, 6, [...cells].map((cell) => cell.split(' ').map(Number) as [number, number])); // prettier-ignore
        const held = (data: Interactions) => [...cellsOf(leaveOneOut(names, names, data, { key: 'k' }).test)].sort();
        expect(held(interactionsOf(6, 6, pairs))).toEqual(held(once));
      }),
      seeded(100),
    );
  });
});

describe('randomHoldOut', () => {
  it.each([1.5, -0.5, NaN])('refuses to hold out a fraction of %d', (fraction) => {
    expect(() => randomHoldOut(interactionsOf(1, 1, [[0, 0]]), fraction, 0)).toThrow(/must be in \[0, 1\]/);
  });

  it('is LightFM’s split, with weights and values', () => {
    const pairs = Array.from({ length: 10 }, (_, i) => [i % 3, i, i + 1] as const);
    const data = interactionsOf(3, 10, pairs);
    const { train, test } = randomHoldOut({ ...data, weight: data.value.map((value) => 10 * value) }, 0.2, 7);
    const matrix = interactionMatrix(data);
    const expected = randomTrainTestSplit(matrix, { testPercentage: 0.2, randomState: 7 });
    expect([...train.value]).toEqual([...expected.train.data]);
    expect([...train.weight!]).toEqual([...expected.train.data].map((value) => 10 * value));
    expect([...train.col, ...test.col]).toEqual([...expected.train.col, ...expected.test.col]);
  });
});

describe('the held-out part', () => {
  it('is nothing that a fit could take', () => {
    const { test } = split([['a', 'b'], ['a', 'c']], 1); // prettier-ignore
    // @ts-expect-error It has no values: the compiler refuses it, and so does the fit.
    expect(() => trainModel(test, parametersOf({}))).toThrow();
    expect(Object.keys(test).sort()).toEqual(['col', 'items', 'row', 'users']);
  });
});

describe('a model trained on the train part', () => {
  it('cannot know the test part: other values there leave its bytes as they are', () => {
    const pairs = Array.from({ length: 400 }, (_, i) => [`u${i % 20}`, `i${(i * 7) % 60}`] as const);
    const { users, items, data } = index(pairs);
    const options = { fraction: 0.3, key: 'k' };
    const train = (all: Interactions) => {
      const model = trainModel(
        holdOut(users.names, items.names, all, options).train,
        parametersOf({ loss: 'warp', epochs: 3 }),
      );
      return bytesOf(model.itemEmbeddings, model.itemBiases, model.userEmbeddings, model.userBiases);
    };
    const before = train(data);
    const held = new Set(split(pairs, 0.3, 'k').testPairs);
    const isHeld = pairs.map((pair) => held.has(JSON.stringify(pair)));
    const heldEntries = fc.shuffledSubarray(
      isHeld.flatMap((yes, entry) => (yes ? [entry] : [])),
      { minLength: held.size },
    );
    fc.assert(
      fc.property(heldEntries, fc.float({ noNaN: true, noDefaultInfinity: true }), (order, value) => {
        // The held-out cells change places among themselves and get another value.
        const places = isHeld.flatMap((yes, entry) => (yes ? [entry] : []));
        const source = data.row.map((_, entry) => entry);
        order.forEach((entry, i) => (source[places[i]!] = entry));
        expect(
          train({
            ...data,
            row: source.map((entry) => data.row[entry]!),
            col: source.map((entry) => data.col[entry]!),
            value: data.value.map((old, entry) => (isHeld[entry] === true ? value : old)),
          }),
        ).toBe(before);
      }),
      seeded(10),
    );
  });
});
