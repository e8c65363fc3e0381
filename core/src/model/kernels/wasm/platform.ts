import { kernelModule } from './kernel-module.js';

/*
 * What the compiled kernels need from their host. The core is compiled without the libraries of Node and the browser,
 * both of which provide these; nothing is fetched and no file is read.
 */
interface Platform {
  readonly WebAssembly?: WebAssemblyApi;
  readonly atob?: (text: string) => string;
}

interface WebAssemblyApi {
  readonly Module: new (bytes: Uint8Array) => WasmModule;
  readonly Instance: new (module: WasmModule, imports: object) => { readonly exports: object };
  readonly Memory: new (size: MemorySize) => WasmMemory;
}

interface MemorySize {
  readonly initial: number;
}

/** Linear memory of an instance. */
export interface WasmMemory {
  readonly buffer: ArrayBufferLike;
}

/** A compiled module. */
export type WasmModule = object;

/** Runs an epoch's block: examples `order[start … end)`, the generator starting from `seed`. */
export type EpochFunction = (start: number, end: number, seed: number) => void;

/** The exports of assembly/index.ts that run an epoch, one per loss and kernel. */
export type EpochName = `${'exact' | 'fast'}${'Logistic' | 'Bpr' | 'Warp' | 'WarpKos'}`;

/** Exports that work on vectors: arguments are addresses, a factor, and the length in bytes. */
export interface VectorExports {
  readonly vectorDot: (a: number, b: number, bytes: number) => number;
  readonly vectorScaledDot: (a: number, by: number, b: number, bytes: number) => number;
  readonly vectorAddThenDot: (target: number, factor: number, other: number, dual: number, bytes: number) => number;
  readonly vectorCombine: (out: number, a: number, factor: number, b: number, bytes: number) => void;
  readonly vectorScale: (target: number, factor: number, by: number, bytes: number) => void;
  readonly vectorPenalty: (gradient: number, values: number, penalties: number, bytes: number) => number;
  readonly softmaxObjective: (values: number, gradient: number) => number;
}

/** The exports of assembly/index.ts. */
export interface KernelExports extends VectorExports, Readonly<Record<EpochName, EpochFunction>> {
  readonly exactFinish: () => void;
  readonly fastStart: () => void;
  readonly fastFinish: () => void;
  /** Half a sweep; arguments are addresses of sides. */
  readonly ialsSolve: (side: number, facing: number) => number;
  /** Arguments are addresses, the number of components, and the user's bias. */
  readonly scoreItems: (
    scores: number,
    end: number,
    biases: number,
    tiles: number,
    own: number,
    components: number,
    bias: number,
  ) => void;
}

const { WebAssembly, atob } = globalThis as Platform;

function webAssembly(): WebAssemblyApi {
  if (WebAssembly === undefined) throw new Error('WebAssembly is missing');
  return WebAssembly;
}

const compiled = new Map<string, WasmModule>();

/** The module in a base64 text, compiled once. Throws if WebAssembly is missing or not allowed. */
function compileModule(base64: string): WasmModule {
  if (atob === undefined) throw new Error('atob is missing');
  let module = compiled.get(base64);
  if (module === undefined) {
    module = new (webAssembly().Module)(Uint8Array.from(atob(base64), (byte) => byte.charCodeAt(0)));
    compiled.set(base64, module);
  }
  return module;
}

/** Can compiled kernels run here? Not if WebAssembly is missing or a page's security policy forbids it. */
export function isWasmAvailable(): boolean {
  try {
    compileModule(kernelModule);
    return true;
  } catch {
    return false;
  }
}

/** Zeroed memory of at least this many bytes. Throws a RangeError if that is unavailable (4 GiB at most). */
export function createMemory(bytes: number): WasmMemory {
  return new (webAssembly().Memory)({ initial: Math.ceil(bytes / 65536) });
}

/**
 * The kernels over this memory.
 *
 * @param lossAt the loss of a violation found at a try beyond the table of losses.
 */
export function instantiate(
  memory: WasmMemory,
  lossAt: (tries: number) => number,
  module = compileModule(kernelModule),
): KernelExports {
  // V8 calls Math.exp directly from compiled code if it is imported unwrapped.
  const imports = { env: { memory }, 'exact-losses': { exp: Math.exp, lossAt }, 'fast-losses': { lossAt } };
  return new (webAssembly().Instance)(module, imports).exports as KernelExports;
}
