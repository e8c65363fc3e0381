import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { kernels, type KernelName } from '@segue/core/model/kernels/choice';
import { ModelError } from '@segue/core/model/errors';
import { lossNames, takesWeights } from '@segue/core/model/losses/losses';
import type { LearningSchedule, Parameters } from '@segue/core/model/parameters';
import type { Interactions } from '@segue/core/model/sparse';
import { trainEpochs, trainModel, type Embeddings } from '@segue/core/model/training/train';
import { seeded } from '../support/seeded.js';
import { bytesOf, interactionsOf, parametersOf } from './interactions.js';

function bytes({ itemEmbeddings, itemBiases, userEmbeddings, userBiases }: Embeddings): string {
  return bytesOf(itemEmbeddings, itemBiases, userEmbeddings, userBiases);
}

const anyLoss = fc.constantFrom(...lossNames());
const anySchedule = fc.constantFrom<LearningSchedule>('adagrad', 'adadelta');
const someInteractions = fc
  .uniqueArray(fc.tuple(fc.nat(6), fc.nat(8)), { minLength: 1, maxLength: 30, selector: String })
  .map((entries) => interactionsOf(7, 9, entries));

const small = interactionsOf(3, 4, [
  [0, 1],
  [1, 2],
  [2, 3],
  [0, 0],
  [1, 1],
]);

const names = Object.keys(kernels) as KernelName[];

describe.each(names)('trainModel by the %s kernel', (kernel) => {
  const train = (data: Interactions, parameters: Parameters) => trainModel(data, parameters, { kernel });

  it('gives the same bytes for the same data, parameters and seed', () => {
    fc.assert(
      fc.property(someInteractions, anyLoss, anySchedule, fc.nat(), (data, loss, learningSchedule, randomState) => {
        const parameters = parametersOf({ loss, learningSchedule, randomState, epochs: 3, maxSampled: 5 });
        expect(bytes(train(data, parameters))).toBe(bytes(train(data, parameters)));
      }),
      seeded(25),
    );
  });

  it('gives other bytes for another seed', () => {
    const [one, other] = [0, 1].map((randomState) => train(small, parametersOf({ randomState })));
    expect(bytes(one!)).not.toBe(bytes(other!));
  });

  it('only looks: the interactions stay as they were', () => {
    const before = bytesOf(small.value) + String(small.row) + String(small.col);
    train(small, parametersOf({ loss: 'warp' }));
    expect(bytesOf(small.value) + String(small.row) + String(small.col)).toBe(before);
  });

  it('has one row a user and an item', () => {
    const model = train(small, parametersOf({ noComponents: 5, epochs: 0 }));
    expect(model.noComponents).toBe(5);
    expect(model.userEmbeddings).toHaveLength(15);
    expect(model.itemEmbeddings).toHaveLength(20);
    expect(model.userBiases).toEqual(new Float32Array(3));
    expect(model.itemBiases).toEqual(new Float32Array(4));
  });

  it('lets weights act, and a weight of 1 not', () => {
    const weighted = (weight: number): Interactions => ({ ...small, weight: new Float32Array(5).fill(weight) });
    const parameters = parametersOf({ loss: 'warp', epochs: 5 });
    expect(bytes(train(weighted(1), parameters))).toBe(bytes(train(small, parameters)));
    expect(bytes(train(weighted(2), parameters))).not.toBe(bytes(train(small, parameters)));
  });

  it('leaves a parameter alone whose examples weigh nothing', () => {
    const weight = Float32Array.of(1, 0, 1, 1, 0);
    const parameters = parametersOf({ loss: 'bpr', epochs: 5 });
    const [untrained, trained] = [{ ...parameters, epochs: 0 }, parameters].map((p) => train({ ...small, weight }, p));
    expect(trained!.userEmbeddings.subarray(10, 20)).toEqual(untrained!.userEmbeddings.subarray(10, 20));
    expect(trained!.userEmbeddings.subarray(0, 10)).not.toEqual(untrained!.userEmbeddings.subarray(0, 10));
  });

  it('learns nothing where every weight is 0', () => {
    for (const loss of lossNames().filter(takesWeights)) {
      const nothing = { ...small, weight: new Float32Array(5) };
      const [untrained, trained] = [0, 5].map((epochs) => train(nothing, parametersOf({ loss, epochs })));
      expect(bytes(trained!)).toBe(bytes(untrained!));
    }
  });

  it('refuses weights with warp-kos', () => {
    const weight = new Float32Array(5).fill(1);
    expect(() => train({ ...small, weight }, parametersOf({ loss: 'warp-kos' }))).toThrow(
      expect.objectContaining({ code: 'unsupported' }),
    );
  });

  it('says at which epoch a fit diverged, and what to do', () => {
    const large = parametersOf({ loss: 'warp', learningRate: 1e30, epochs: 9 });
    expect(() => train(small, large)).toThrow(/epoch 1 of 9.*learningRate lower than 1e\+30/);
    expect(() => train(small, large)).toThrow(ModelError);
    const tries = parametersOf({ loss: 'warp-kos', maxSampled: 30, noComponents: 1 });
    expect(() => train(small, tries)).toThrow(/Set maxSampled \(30\) below the number of items \(4\)/);
  });

  it.each([
    ['a NaN value', { ...small, value: Float32Array.of(1, NaN, 1, 1, 1) }],
    ['an infinite weight', { ...small, weight: Float32Array.of(1, Infinity, 1, 1, 1) }],
    ['a user beyond the last', { ...small, users: 2 }],
    ['a negative item', { ...small, col: Int32Array.of(1, 2, -1, 0, 1) }],
    ['a missing value', { ...small, value: new Float32Array(4) }],
    ['weights for fewer entries', { ...small, weight: new Float32Array(4) }],
  ])('refuses %s', (_, data) => {
    expect(() => train(data, parametersOf({ loss: 'warp' }))).toThrow(expect.objectContaining({ code: 'value' }));
  });

  it.each<[string, Interactions]>([
    ['no entries', interactionsOf(3, 4, [])],
    ['no users and items', interactionsOf(0, 0, [])],
    ['one user', interactionsOf(1, 3, [[0, 1]])],
    ['one item', interactionsOf(3, 1, [[2, 0]])],
    ['nothing but positives', interactionsOf(1, 2, [[0, 0], [0, 1]])], // prettier-ignore
    ['nothing but negatives', interactionsOf(2, 2, [[0, 0, -1], [1, 1, 0]])], // prettier-ignore
  ])('copes with %s', (_, data) => {
    for (const loss of lossNames()) {
      const model = train(data, parametersOf({ loss, maxSampled: 1 }));
      expect([...model.itemEmbeddings, ...model.userBiases].every(Number.isFinite)).toBe(true);
    }
  });
});

describe('trainEpochs', () => {
  it('hands over after every epoch', () => {
    expect([...trainEpochs(small, parametersOf({ epochs: 3 }))]).toEqual([
      { epoch: 1, of: 3 },
      { epoch: 2, of: 3 },
      { epoch: 3, of: 3 },
    ]);
  });

  it('can be stopped', () => {
    const epochs = trainEpochs(small, parametersOf({ epochs: 1e9 }));
    expect(epochs.next().value).toEqual({ epoch: 1, of: 1e9 });
    expect(epochs.return({} as Embeddings).done).toBe(true);
    expect(epochs.next().done).toBe(true);
  });

  it('checks parameters before it starts', () => {
    expect(() => trainEpochs(small, parametersOf({ noComponents: 1.5 })).next()).toThrow(/noComponents is 1.5/);
  });
});
