import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { chooseKernel, kernels } from '@segue/core/model/kernels/choice';
import { LightFm, type FitOptions, type LightFmOptions } from '@segue/core/model/lightfm/light-fm';
import { lossNames } from '@segue/core/model/losses/losses';
import { defaultHyperparameters, type LearningSchedule } from '@segue/core/model/parameters';
import { RandomState } from '@segue/core/model/random';
import { interactionMatrix, type Coo, type Csr } from '@segue/core/model/sparse';
import { stateArrays } from '../replay/format.js';
import { seeded } from '../support/seeded.js';
import { bytesOf, interactionsOf } from './interactions.js';

const [USERS, ITEMS] = [5, 6];

const someMatrix = fc
  .array(fc.tuple(fc.nat(USERS - 1), fc.nat(ITEMS - 1), fc.constantFrom(1, 2, -1)), { minLength: 1, maxLength: 25 })
  .map((entries) => interactionMatrix(interactionsOf(USERS, ITEMS, entries)));

/** Rows of two features each, so that no row is empty. */
const someFeatures = (rows: number, cols: number) =>
  fc
    .array(fc.tuple(fc.nat(cols - 1), fc.nat(cols - 1), fc.float({ min: Math.fround(0.25), max: 2, noNaN: true })), {
      minLength: rows,
      maxLength: rows,
    })
    .map((features): Csr => ({
      format: 'csr',
      rows,
      cols,
      indptr: Int32Array.from({ length: rows + 1 }, (_, row) => 2 * row),
      indices: Int32Array.from(features.flatMap(([a, b]) => [a, b])),
      data: Float32Array.from(features.flatMap(([, , weight]) => [weight, 1])),
    }));

const someOptions = fc.record({
  loss: fc.constantFrom(...lossNames()),
  learningSchedule: fc.constantFrom<LearningSchedule>('adagrad', 'adadelta'),
  itemAlpha: fc.constantFrom(0, 1e-3),
  userAlpha: fc.constantFrom(0, 1e-3),
  randomState: fc.nat(1000),
  noComponents: fc.integer({ min: 1, max: 9 }),
  // With as many tries as items warp-kos may meet ln 0.
  maxSampled: fc.integer({ min: 1, max: ITEMS - 1 }),
});

function bytes(model: LightFm): string {
  return bytesOf(...Object.values(stateArrays(model.state)));
}

function identity(size: number): Csr {
  const numbers = Int32Array.from({ length: size + 1 }, (_, i) => i);
  const data = new Float32Array(size).fill(1);
  return { format: 'csr', rows: size, cols: size, indptr: numbers, indices: numbers.slice(0, size), data };
}

// What any kernel has to keep. The fast one has no adadelta: `chooseKernel` puts the exact one in its place.
describe.each(Object.values(kernels))('LightFm by the $name kernel', (kernel) => {
  const create = (options: LightFmOptions) =>
    new LightFm(options, chooseKernel(kernel.name, { ...defaultHyperparameters, ...options }).kernel);

  it('fits in pieces what it fits at once', () => {
    const features = fc.option(
      fc.record({ userFeatures: someFeatures(USERS, 4), itemFeatures: someFeatures(ITEMS, 3) }),
    );
    fc.assert(
      fc.property(someMatrix, someOptions, features, fc.nat(4), fc.nat(4), (matrix, options, given, first, second) => {
        const fitOptions: FitOptions = given ?? {};
        const whole = create(options).fit(matrix, { ...fitOptions, epochs: first + second });
        const pieces = create(options);
        pieces.fitPartial(matrix, { ...fitOptions, epochs: first });
        pieces.fitPartial(matrix, { ...fitOptions, epochs: second });
        expect(bytes(pieces)).toBe(bytes(whole));
      }),
      seeded(60),
    );
  });

  // The fast kernel sums a hybrid model's products in another order than a plain one's.
  (kernel.name === 'fast' ? it.skip : it)('takes an identity matrix for no features, bit for bit', () => {
    fc.assert(
      fc.property(someMatrix, someOptions, (matrix, options) => {
        const plain = create(options).fit(matrix, { epochs: 3 });
        const features = { userFeatures: identity(USERS), itemFeatures: identity(ITEMS) };
        const explicit = create(options).fit(matrix, { ...features, epochs: 3 });
        expect(bytes(explicit)).toBe(bytes(plain));
        expect(explicit.predict(1, [0, 3, 5], features)).toEqual(plain.predict(1, [0, 3, 5]));
      }),
      seeded(40),
    );
  });

  it('carries on the stream of its generator on a second fit', () => {
    const matrix = interactionMatrix(interactionsOf(2, 3, [[0, 0], [1, 2]])); // prettier-ignore
    const model = create({ randomState: new RandomState(5) }).fit(matrix);
    const first = bytes(model);
    expect(bytes(model.fit(matrix))).not.toBe(first);
  });

  it('stays reproducible with several threads, each with its own seed', () => {
    fc.assert(
      fc.property(someMatrix, someOptions, fc.integer({ min: 2, max: 40 }), (matrix, options, numThreads) => {
        const [one, other] = [0, 1].map(() => create(options).fit(matrix, { numThreads, epochs: 2 }));
        expect(bytes(other!)).toBe(bytes(one!));
      }),
      seeded(20),
    );
  });

  it('keeps what is fitted when a caller stops', () => {
    const matrix = interactionMatrix(interactionsOf(2, 3, [[0, 0], [1, 2]])); // prettier-ignore
    const stopped = create({ loss: 'warp' });
    for (const { epoch } of stopped.fitPartialEpochs(matrix, { epochs: 9 })) if (epoch === 2) break;
    expect(bytes(stopped)).toBe(bytes(create({ loss: 'warp' }).fit(matrix, { epochs: 2 })));
  });

  it('predicts what its representations score', () => {
    const matrix = interactionMatrix(interactionsOf(USERS, ITEMS, [[0, 0], [4, 5], [2, 3]])); // prettier-ignore
    const itemFeatures = fc.sample(someFeatures(ITEMS, 3), { seed: 1, numRuns: 1 })[0]!;
    const model = create({ noComponents: 3, loss: 'bpr' }).fit(matrix, { itemFeatures, epochs: 4 });
    const [user, items] = [model.getUserRepresentations(), model.getItemRepresentations(itemFeatures)];
    const scores = model.predict(2, [0, 1, 2, 3, 4, 5], { itemFeatures });
    scores.forEach((score, item) => {
      let sum = user.biases[2]! + items.biases[item]!;
      for (let j = 0; j < 3; j++) sum += user.embeddings[6 + j]! * items.embeddings[item * 3 + j]!;
      expect(score).toBeCloseTo(sum, 6);
    });
  });

  it('ranks as its predictions do', () => {
    fc.assert(
      fc.property(someMatrix, someMatrix, someOptions, (train, test, options) => {
        const model = create(options).fit(train, { epochs: 2 });
        const ranks = model.predictRank(test, { trainInteractions: train, checkIntersections: false });
        for (let user = 0; user < USERS; user++) expectRanks(model, train, ranks, user);
      }),
      seeded(40),
    );
  });

  it('reads parameters back and changes them', () => {
    const model = create({ loss: 'bpr' }).setParams({ noComponents: 7 });
    expect(model.getParams()).toMatchObject({ loss: 'bpr', noComponents: 7, learningRate: 0.05 });
  });

  const pairs = interactionMatrix(interactionsOf(2, 3, [[0, 0, 1], [0, 1, 1], [1, 2, 1]])); // prettier-ignore
  it.each<[LightFmOptions, FitOptions, string, string]>([
    [{ noComponents: 2.5 }, {}, 'type', 'noComponents is 2.5; it must be a whole number.'],
    [{ noComponents: '8' as never }, {}, 'type', 'noComponents is 8; it must be a whole number.'],
    [{ loss: 'warp-kos', k: 1.5 }, {}, 'type', 'k is 1.5;'],
    [{ loss: 'warp-kos', n: 0.5 }, {}, 'type', 'n is 0.5;'],
    [{ loss: 'warp', maxSampled: 1.5 }, {}, 'type', 'maxSampled is 1.5;'],
    [{}, { numThreads: 2 ** 33 }, 'value', 'Number of threads is 8589934592; the maximum is 65536.'],
    [{ maxSampled: 2 ** 32 }, {}, 'parameter', 'maxSampled is 4294967296; it must be from 1 to 2147483647.'],
    [{}, { epochs: NaN }, 'type', 'epochs is NaN;'],
    [{}, { epochs: 1.5 }, 'type', 'epochs is 1.5;'],
    [{}, { numThreads: 1.5 }, 'type', 'numThreads is 1.5;'],
    [
      { learningRate: NaN },
      {},
      'diverged',
      'after epoch 1 of 1: the model may have diverged. Set learningRate (NaN) to',
    ],
  ])('says what is wrong with %j and %j', (options, fitOptions, code, message) => {
    const fit = () => create(options).fit(pairs, fitOptions);
    expect(fit).toThrow(expect.objectContaining({ code, message: expect.stringContaining(message) }));
  });

  it.each(['noComponents', 'k', 'n', 'maxSampled'] as const)('refuses a %s that setParams has let through', (name) => {
    for (const loss of lossNames()) {
      for (const value of [0, -1, -3000, 2 ** 31]) {
        const model = create({ loss, maxSampled: 2 }).setParams({ [name]: value });
        expect(() => model.fit(pairs)).toThrow(`${name} is ${value}; it must be from 1 to 2147483647.`);
      }
    }
  });

  it('takes no room for more samples than there are examples', () => {
    for (const loss of lossNames()) {
      const [few, many] = [3, 2147483647].map((n) => create({ loss, n, maxSampled: 2 }).fit(pairs, { epochs: 2 }));
      expect(bytes(many!)).toBe(bytes(few!));
    }
  });

  it('says that a model is beyond memory', () => {
    const wide = { ...pairs, cols: 2_000_000_000 };
    expect(() => create({ noComponents: 64 }).fit(wide)).toThrow(
      expect.objectContaining({ code: 'value', message: expect.stringContaining('does not fit into memory') }),
    );
  });

  it.each(['fit', 'fitPartial'] as const)('does not go on with a fit where another was begun by %s', (begin) => {
    const model = create({ loss: 'warp', maxSampled: 2 });
    const older = model.fitPartialEpochs(pairs, { epochs: 5 });
    older.next();
    // Looking is allowed.
    expect(model.state.noComponents).toBe(10);
    older.next();
    model[begin](pairs, { epochs: 20 });
    const newer = bytes(model);
    expect(() => older.next()).toThrow('Another fit of this model has started');
    expect(bytes(model)).toBe(newer);
  });

  it('says that there is no such loss, where it was set past the constructor', () => {
    const model = create({}).setParams({ loss: 'no-such-loss' as never });
    expect(() => model.fit(pairs)).toThrow('loss is no-such-loss; it must be one of ');
  });

  it.each([
    ['rows', { row: Int32Array.of(0, 1, 0) }],
    ['columns', { col: Int32Array.of(0, 2, 1) }],
  ])('refuses weights whose %s are not those of the interactions', (_, other) => {
    const sampleWeight = { ...pairs, ...other };
    expect(() => create({ loss: 'warp' }).fit(pairs, { sampleWeight })).toThrow(/must be in the same order/);
    expect(create({ loss: 'warp' }).fit(pairs, { sampleWeight: { ...pairs } }).isFitted).toBe(true);
  });

  it('looks up whole numbers only', () => {
    const model = create({}).fit(pairs);
    expect(() => model.predict(0.5, [0])).toThrow('User 0.5 and item 0 cannot be looked up');
    expect(() => model.predict(0, [1.5])).toThrow('User 0 and item 1.5 cannot be looked up');
  });
});

function expectRanks(model: LightFm, train: Coo, ranks: Csr, user: number): void {
  const known = new Set(Array.from(train.col).filter((_, entry) => train.row[entry] === user));
  const scores = model.predict(user, [0, 1, 2, 3, 4, 5]);
  for (let i = ranks.indptr[user]!; i < ranks.indptr[user + 1]!; i++) {
    const item = ranks.indices[i]!;
    const above = [...scores].filter((score, other) => other !== item && !known.has(other) && score >= scores[item]!);
    expect(ranks.data[i]).toBe(above.length);
  }
}
