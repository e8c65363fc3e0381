import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { kernels, type KernelName } from '@segue/core/model/kernels/choice';
import { lossNames, type Loss } from '@segue/core/model/losses/losses';
import { defaultHyperparameters } from '@segue/core/model/parameters';
import { RandomState } from '@segue/core/model/random';
import { interactionMatrix, type Interactions } from '@segue/core/model/sparse';
import { createState, type TrainedState, type SideState } from '@segue/core/model/state';
import { seeded } from '../support/seeded.js';
import { interactionsOf } from './interactions.js';

const [USERS, ITEMS, D] = [6, 7, 5];

const order = (length: number) =>
  fc.shuffledSubarray(Array.from({ length }, (_, i) => i), { minLength: length, maxLength: length }); // prettier-ignore
const someData = fc
  .uniqueArray(fc.tuple(fc.nat(USERS - 1), fc.nat(ITEMS - 1)), { minLength: 3, maxLength: 25, selector: String })
  .map((entries) => interactionsOf(USERS, ITEMS, entries));

/** Row i of the result is row order[i]. */
function permuteRows(side: SideState, rows: readonly number[]): SideState {
  const vectors = (from: Float32Array) =>
    Float32Array.from(rows.flatMap((row) => [...from.subarray(row * D, (row + 1) * D)]));
  const numbers = (from: Float32Array) => Float32Array.from(rows, (row) => from[row]!);
  return {
    embeddings: vectors(side.embeddings),
    embeddingGradients: vectors(side.embeddingGradients),
    embeddingMomentum: vectors(side.embeddingMomentum),
    biases: numbers(side.biases),
    biasGradients: numbers(side.biasGradients),
    biasMomentum: numbers(side.biasMomentum),
    untouchedGradients: undefined,
  };
}

function fit(kernel: KernelName, loss: Loss, state: TrainedState, data: Interactions): TrainedState {
  const run = kernels[kernel].start({
    state,
    hyperparameters: { ...defaultHyperparameters, loss, noComponents: D, maxSampled: 3 },
    interactions: interactionMatrix(data),
    sampleWeight: undefined,
    userFeatures: undefined,
    itemFeatures: undefined,
  });
  for (let epoch = 0; epoch < 3; epoch++) {
    run.order.forEach((_, i) => (run.order[i] = i));
    run.runEpoch(Uint32Array.of(41 + epoch));
  }
  run.store('all');
  return state;
}

const cases = Object.values(kernels).flatMap((kernel) =>
  lossNames()
    .filter((loss) => kernel.covers(loss))
    .map((loss) => [loss, kernel.name] as const),
);

describe.each(cases)('a fit with %s, by the %s kernel', (loss, kernel) => {
  // A loss that draws items by their number makes other draws where items are numbered otherwise.
  const drawsItems = loss !== 'logistic' && loss !== 'bpr';

  it('permutes its result with the ids', () => {
    fc.assert(
      fc.property(someData, order(USERS), order(ITEMS), (data, users, anyItems) => {
        const items = drawsItems ? Array.from({ length: ITEMS }, (_, item) => item) : anyItems;
        const start = () => createState(new RandomState(3), ITEMS, USERS, D, 'adagrad');
        const plain = fit(kernel, loss, start(), data);
        const { noComponents, user, item } = start();
        const permuted = fit(
          kernel,
          loss,
          { noComponents, user: permuteRows(user, users), item: permuteRows(item, items) },
          {
            ...data,
            row: data.row.map((old) => users.indexOf(old)),
            col: data.col.map((old) => items.indexOf(old)),
          },
        );
        expect(permuted.user).toEqual(permuteRows(plain.user, users));
        expect(permuted.item).toEqual(permuteRows(plain.item, items));
      }),
      seeded(25),
    );
  });
});
