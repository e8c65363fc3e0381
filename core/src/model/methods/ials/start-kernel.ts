import { isWasmAvailable } from '../../kernels/wasm/platform.js';
import { startCompiledKernel } from './compiled-kernel.js';
import type { IalsData } from './ials-data.js';
import type { IalsKernel, IalsKernelName, StartIalsKernel } from './ials-kernel.js';
import { startPlainKernel } from './plain-kernel.js';

const kernels: Readonly<Record<IalsKernelName, StartIalsKernel>> = {
  wasm: startCompiledKernel,
  plain: startPlainKernel,
};

/** The kernel of that name; by default the compiled one where it can run. Both give the same bytes. */
export function startIalsKernel(data: IalsData, name?: IalsKernelName): IalsKernel {
  return kernels[name ?? (isWasmAvailable() ? 'wasm' : 'plain')](data);
}
