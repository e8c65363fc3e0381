import type { Workspace } from '../kernels/workspace.js';

/**
 * One epoch of a loss over the examples of `order`, changing the workspace's sides. `seed` starts the worker's generator;
 * a loss that samples nothing ignores it.
 */
export type LossFunction = (workspace: Workspace, order: Int32Array, seed: number) => void;
