import { kernels, type KernelName } from '@segue/core/model/kernels/choice';
import type { Loss } from '@segue/core/model/parameters';
import { RandomState } from '@segue/core/model/random';
import { interactionMatrix, type Interactions } from '@segue/core/model/sparse';
import { createState } from '@segue/core/model/state';
import { benchParameters } from './speed.js';

/** The memory of a fit, without the interactions it is given and the model it returns. */
export interface MemoryFigure {
  readonly kernel: KernelName;
  readonly loss: Loss;
  readonly bytes: number;
  /**
   * 3 times the parameters (embeddings and biases, 4 bytes each) plus 16 bytes per interaction and one page of wasm.
   */
  readonly bound: number;
}

/** Counts the bytes of a fit: linear memory, plus whatever optimiser state is kept between calls. */
export function measureMemory(train: Interactions, loss: Loss, kernel: 'fast' | 'exact', d: number): MemoryFigure {
  const hyperparameters = benchParameters({ loss, noComponents: d });
  const state = createState(new RandomState(0), train.items, train.users, d, 'adagrad');
  const run = kernels[kernel].start({
    state,
    hyperparameters,
    interactions: interactionMatrix(train),
    sampleWeight: undefined,
    userFeatures: undefined,
    itemFeatures: undefined,
  });
  const kept = [state.item, state.user].map(({ untouchedGradients, biases }) =>
    untouchedGradients === undefined ? biases.length * (d + 1) : 0,
  );
  const parameters = (train.users + train.items) * (d + 1);
  return {
    kernel,
    loss,
    bytes: run.order.buffer.byteLength + 4 * kept[0]! + 4 * kept[1]!,
    bound: 3 * 4 * parameters + 16 * train.row.length + 65536,
  };
}
