import type { Loss } from '../parameters.js';
import type { Kernel } from './kernel.js';
import type { EpochFunction, KernelExports } from './wasm/platform.js';
import { startSession, type WasmVariant } from './wasm/session.js';

const epochs: Readonly<Record<Loss, (kernels: KernelExports) => EpochFunction>> = {
  logistic: (kernels) => kernels.fastLogistic,
  bpr: (kernels) => kernels.fastBpr,
  warp: (kernels) => kernels.fastWarp,
  'warp-kos': (kernels) => kernels.fastWarpKos,
};

/**
 * The same algorithm in float32 vectors, for adagrad with and without features. Other roundings and other draws than
 * LightFM's, so other bytes, but a model as good; and the same bytes everywhere, since nothing depends on the engine. Its source
 * is in assembly/fast-*.ts.
 */
export const fastKernel: Kernel = { name: 'fast', start: (task) => startSession(task, fastVariant) };

/** What the fast kernel is, seen from its memory. */
export const fastVariant: WasmVariant = {
  layout: (d) => {
    // Two slots behind the components: an item has its bias and a 1 there, a user a 1 and its bias.
    const shared = { d, width: 4 * Math.ceil((d + 2) / 4), spareGradient: Infinity };
    return { items: { ...shared, biasSlot: d, oneSlot: d + 1 }, users: { ...shared, biasSlot: d + 1, oneSlot: d } };
  },
  epoch: (kernels, { hyperparameters }) => ({
    begin: kernels.fastStart,
    run: epochs[hyperparameters.loss](kernels),
    finish: kernels.fastFinish,
  }),
};
