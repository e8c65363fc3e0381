import { referenceEpochs } from '../losses/reference-epochs.js';
import { blockBounds } from './block-bounds.js';
import type { Kernel } from './kernel.js';
import { Workspace } from './workspace.js';

/**
 * The algorithm in plain TypeScript, to be read alongside docs/lightfm.md and the papers, and the yardstick for every
 * other kernel: bit-equal to LightFM's strict single-threaded build. Several seeds mean several blocks of examples, as
 * with LightFM's threads, but run one after another, so the result stays reproducible.
 */
export const referenceKernel: Kernel = {
  name: 'reference',
  covers: () => true,
  start: (task) => {
    const workspace = new Workspace(task);
    const run = referenceEpochs[task.hyperparameters.loss];
    const order = new Int32Array(task.interactions.row.length);
    return {
      order,
      runEpoch: (seeds) => {
        const blocks = Math.max(1, seeds.length);
        for (let block = 0; block < blocks; block++) {
          const [start, end] = blockBounds(order.length, blocks, block);
          run(workspace, order.subarray(start, end), seeds[block] ?? 0);
        }
        workspace.applyScales();
      },
      magnitude: () => workspace.items.magnitude() + workspace.users.magnitude(),
      store: (what) => workspace.store(what),
    };
  },
};
