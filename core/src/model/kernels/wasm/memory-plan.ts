import { structuresEnd, type taskFields } from './structures.js';

/** Assigns addresses before the memory exists, so that it can be created with exactly the size it needs. */
export class MemoryPlan {
  /** The first unassigned byte. */
  end = lineFrom(structuresEnd);

  /** Reserves `bytes` bytes, starting on a new cache line, and returns their address. */
  reserve(bytes: number): number {
    const address = this.end;
    this.end = lineFrom(address + bytes);
    return address;
  }

  /** Like `reserve`; returns 0, which stands for "absent", if there is no array. */
  reserveFor(array: { readonly byteLength: number } | undefined): number {
    return array === undefined ? 0 : this.reserve(array.byteLength);
  }
}

/** The first cache line that begins at or after an address. */
function lineFrom(address: number): number {
  return Math.ceil(address / 64) * 64;
}

/** Copies an array to an address; does nothing if there is no array. */
export function copyIn(
  buffer: ArrayBufferLike,
  address: number,
  array: Int32Array | Float32Array | Float64Array | undefined,
): void {
  if (array === undefined || address === 0) return;
  const bytes = new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
  new Uint8Array(buffer, address, array.byteLength).set(bytes);
}

/** The positions of the fields of a structure; structures.ts has those from the compiler. */
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
    // Addresses are unsigned and counts positive, so both are written the same way.
    else view.setUint32(address + at, value, true);
  }
}
