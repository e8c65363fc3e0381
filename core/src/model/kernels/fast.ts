import type { Kernel } from './kernel.js';
import { compiledLoss, isCompiled } from './wasm/compiled-losses.js';
import { startSession, type WasmVariant } from './wasm/session.js';

const fastVariant: WasmVariant = {
  layout: (d) => {
    // Two slots follow the components: for an item its bias and a 1, for a user a 1 and its bias.
    const shared = { d, width: 4 * Math.ceil((d + 2) / 4), spareGradient: Infinity };
    return { items: { ...shared, biasSlot: d, oneSlot: d + 1 }, users: { ...shared, biasSlot: d + 1, oneSlot: d } };
  },
  epoch: (kernels, { hyperparameters }) => ({
    begin: kernels.fastStart,
    run: kernels[compiledLoss(hyperparameters.loss).fast],
    finish: kernels.fastFinish,
  }),
};

/**
 * The same algorithm in float32 vectors, for every compiled loss and adagrad, with and without features. Rounds and
 * draws differently from LightFM, so its bytes differ, but the model is as good. The bytes are the same everywhere,
 * because nothing depends on the engine. Its source is in assembly/fast-*.ts.
 */
export const fastKernel: Kernel = {
  name: 'fast',
  covers: (part) => part === 'adagrad' || isCompiled(part),
  start: (task) => startSession(task, fastVariant),
};
