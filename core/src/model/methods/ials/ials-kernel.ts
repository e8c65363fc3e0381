import type { IalsData } from './ials-data.js';

/** What computes: compiled to WebAssembly, or the same operations in plain TypeScript, about five times slower. */
export type IalsKernelName = 'wasm' | 'plain';

/** The rows of both sides, which are solved for in turns. */
export interface IalsKernel {
  /** Rows of `width`: components, then a 1, then zeros. What a side starts from is written into them. */
  readonly userRows: Float64Array;
  readonly itemRows: Float64Array;
  /** Solves for the rows of one side, given the other's; returns how much they changed, relative to their length. */
  readonly solveUsers: () => number;
  readonly solveItems: () => number;
}

/** Lays out data and rows of zeros. */
export type StartIalsKernel = (data: IalsData) => IalsKernel;
