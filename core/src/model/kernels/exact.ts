import type { Kernel } from './kernel.js';
import { compiledLoss, isCompiled } from './wasm/compiled-losses.js';
import { startSession, type WasmVariant } from './wasm/session.js';

const exactVariant: WasmVariant = {
  layout: (d) => {
    const layout = { d, biasSlot: d, width: 4 * Math.ceil((d + 1) / 4), spareGradient: 1 };
    return { items: layout, users: layout };
  },
  epoch: (kernels, { hyperparameters }) => ({
    run: kernels[compiledLoss(hyperparameters.loss).exact],
    finish: kernels.exactFinish,
  }),
};

/**
 * The reference in WebAssembly, bit for bit the same: it keeps the order of operations and every rounding, and runs
 * independent operations (components of an update, candidates of a search) side by side in the lanes of a vector.
 * Covers every compiled loss and both schedules, with and without features. Its source is in assembly/exact-*.ts.
 */
export const exactKernel: Kernel = {
  name: 'exact',
  covers: (part) => part === 'adagrad' || part === 'adadelta' || isCompiled(part),
  start: (task) => startSession(task, exactVariant),
};
