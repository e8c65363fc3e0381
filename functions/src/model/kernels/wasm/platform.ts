import { kernelModule } from './kernel-module.js';

/*
 * What the compiled kernels need of the place they run in. The core is compiled without Node's and the browser's libraries,
 * both of which have these; nothing is fetched and no file is read.
 */
interface Platform {
  readonly WebAssembly?: {
    readonly Module: new (bytes: Uint8Array) => object;
    readonly Instance: new (module: object, imports: object) => { readonly exports: object };
    readonly Memory: new (size: { readonly initial: number }) => WasmMemory;
  };
  readonly atob?: (text: string) => string;
}

/** Linear memory of an instance. */
export interface WasmMemory {
  readonly buffer: ArrayBuffer;
}

/** Runs an epoch's block: examples `order[start … end)`, the generator starting from `seed`. */
export type EpochFunction = (start: number, end: number, seed: number) => void;

/** The exports of assembly/index.ts. */
export interface KernelExports {
  readonly exactLogistic: EpochFunction;
  readonly exactBpr: EpochFunction;
  readonly exactWarp: EpochFunction;
  readonly exactWarpKos: EpochFunction;
  readonly exactFinish: () => void;
  readonly fastLogistic: EpochFunction;
  readonly fastBpr: EpochFunction;
  readonly fastWarp: EpochFunction;
  readonly fastWarpKos: EpochFunction;
  readonly fastStart: () => void;
  readonly fastFinish: () => void;
}

const { WebAssembly, atob } = globalThis as Platform;

let compiled: object | undefined;

function compile(): object {
  if (WebAssembly === undefined || atob === undefined) throw new Error('WebAssembly is missing');
  return (compiled ??= new WebAssembly.Module(Uint8Array.from(atob(kernelModule), (byte) => byte.charCodeAt(0))));
}

/** Can compiled kernels run here? Not where WebAssembly is missing or a page's security policy forbids it. */
export function isWasmAvailable(): boolean {
  try {
    compile();
    return true;
  } catch {
    return false;
  }
}

/** Memory of at least so many bytes, zeroed. Throws a RangeError where there is not that much (4 GiB at the most). */
export function createMemory(bytes: number): WasmMemory {
  return new WebAssembly!.Memory({ initial: Math.ceil(bytes / 65536) });
}

/**
 * The kernels over this memory.
 *
 * @param lossAt the loss of a violation found at a try beyond the table of losses.
 */
export function instantiate(memory: WasmMemory, lossAt: (tries: number) => number): KernelExports {
  const module = compile();
  // V8 calls Math.exp straight from compiled code when it is imported as itself.
  const imports = { env: { memory }, 'exact-losses': { exp: Math.exp, lossAt }, 'fast-losses': { lossAt } };
  return new WebAssembly!.Instance(module, imports).exports as KernelExports;
}
