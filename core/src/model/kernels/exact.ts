import type { Loss } from '../parameters.js';
import type { Kernel } from './kernel.js';
import type { EpochFunction, KernelExports } from './wasm/platform.js';
import { startSession } from './wasm/session.js';

const epochs: Readonly<Record<Loss, (kernels: KernelExports) => EpochFunction>> = {
  logistic: (kernels) => kernels.exactLogistic,
  bpr: (kernels) => kernels.exactBpr,
  warp: (kernels) => kernels.exactWarp,
  'warp-kos': (kernels) => kernels.exactWarpKos,
};

/**
 * The reference in WebAssembly, bit for bit the same: the order of operations and every rounding are kept, and what is
 * independent (components of an update, candidates of a search) goes side by side in the lanes of a vector. Covers every loss
 * and schedule, with and without features. Its source is in assembly/exact-*.ts.
 */
export const exactKernel: Kernel = {
  name: 'exact',
  start: (task) =>
    startSession(task, {
      layout: (d) => {
        const layout = { d, biasSlot: d, width: 4 * Math.ceil((d + 1) / 4), spareGradient: 1 };
        return { items: layout, users: layout };
      },
      epoch: (kernels, { hyperparameters }) => ({
        run: epochs[hyperparameters.loss](kernels),
        finish: kernels.exactFinish,
      }),
    }),
};
