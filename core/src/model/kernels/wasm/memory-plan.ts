import { structuresEnd, type taskFields } from './structures.js';

/** Gives out addresses before the memory exists, so that it can be made as large as it has to be. */
export class MemoryPlan {
  /** The first byte that is not given out. */
  end = lineFrom(structuresEnd);

  /** `bytes` bytes on a cache line of their own. */
  reserve(bytes: number): number {
    const address = this.end;
    this.end = lineFrom(address + bytes);
    return address;
  }

  /** As `reserve`; 0, which stands for "not there", where the array is missing. */
  reserveFor(array: { readonly byteLength: number } | undefined): number {
    return array === undefined ? 0 : this.reserve(array.byteLength);
  }
}

/** The first cache line that begins at an address or behind it. */
function lineFrom(address: number): number {
  return Math.ceil(address / 64) * 64;
}

/** Copies an array to an address; none to nowhere. */
export function copyIn(buffer: ArrayBufferLike, address: number, array: Int32Array | Float32Array | undefined): void {
  if (array === undefined || address === 0) return;
  const target = array instanceof Int32Array ? new Int32Array(buffer, address) : new Float32Array(buffer, address);
  target.set(array);
}

/** Where the fields of a structure lie; structures.ts holds those that the compiler gave. */
export type Fields = Readonly<Record<string, { readonly at: number; readonly type: 'f64' | 'i32' | 'usize' }>>;

/** A value for each field of a structure. */
export type ValuesOf<Structure extends Fields> = Readonly<Record<keyof Structure, number>>;

/** A value for each field of `Task`. */
export type TaskValues = ValuesOf<typeof taskFields>;

/** Writes a structure at `address`, each value where the compiled kernels read it. */
export function writeStructure<Structure extends Fields>(
  buffer: ArrayBufferLike,
  address: number,
  fields: Structure,
  values: ValuesOf<Structure>,
): void {
  const view = new DataView(buffer);
  for (const [name, { at, type }] of Object.entries(fields)) {
    const value = values[name]!;
    if (type === 'f64') view.setFloat64(address + at, value, true);
    // Addresses are unsigned, counts positive: one way to write both.
    else view.setUint32(address + at, value, true);
  }
}
