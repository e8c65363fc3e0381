import type { Hyperparameters } from '../parameters.js';
import { exactKernel } from './exact.js';
import { fastKernel } from './fast.js';
import type { Kernel, KernelName } from './kernel.js';
import { referenceKernel } from './reference.js';
import { isWasmAvailable } from './wasm/platform.js';

export type { KernelName } from './kernel.js';

/** All kernels by name. */
export const kernels: Readonly<Record<KernelName, Kernel>> = {
  fast: fastKernel,
  exact: exactKernel,
  reference: referenceKernel,
};

/** The kernel that will compute, and why it is another than the one asked for, if it is. */
export interface KernelChoice {
  readonly kernel: Kernel;
  readonly note?: string;
}

/**
 * The kernel of that name, or the next one that covers these hyper-parameters and runs here. The choice depends on nothing
 * else, so it is known before a fit.
 */
export function chooseKernel(name: KernelName, { learningSchedule }: Hyperparameters): KernelChoice {
  if (name === 'reference') return { kernel: referenceKernel };
  if (!isWasmAvailable()) {
    return { kernel: referenceKernel, note: 'WebAssembly cannot run here: the reference kernel computes instead.' };
  }
  if (name === 'fast' && learningSchedule !== 'adagrad') {
    return {
      kernel: exactKernel,
      note: `The fast kernel has no ${learningSchedule}: the exact kernel computes instead.`,
    };
  }
  return { kernel: kernels[name] };
}
