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

/** The kernel that will compute, and, if it is not the requested one, why. */
export interface KernelChoice {
  readonly kernel: Kernel;
  readonly note?: string;
}

/**
 * The kernel with that name, or the next one that covers these hyper-parameters and runs here. The choice depends on
 * nothing else, so it is known before a fit.
 */
export function chooseKernel(name: KernelName, hyperparameters: Hyperparameters): KernelChoice {
  if (name === 'reference') return { kernel: referenceKernel };
  if (!isWasmAvailable()) {
    return { kernel: referenceKernel, note: 'WebAssembly cannot run here: the reference kernel computes instead.' };
  }
  const lacking = lacks(kernels[name], hyperparameters);
  if (lacking === undefined) return { kernel: kernels[name] };
  const kernel = lacks(exactKernel, hyperparameters) === undefined ? exactKernel : referenceKernel;
  return { kernel, note: `The ${name} kernel has no ${lacking}: the ${kernel.name} kernel computes instead.` };
}

/** The loss or schedule that a kernel does not cover; `undefined` if it covers both. */
export function lacks(kernel: Kernel, { loss, learningSchedule }: Hyperparameters): string | undefined {
  return [loss, learningSchedule].find((part) => !kernel.covers(part));
}
