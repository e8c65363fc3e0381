/** Below this lie the structures at fixed addresses (assembly/memory.ts). */
const FIRST_FREE = 1024;

/** Gives out addresses before the memory exists, so that it can be made as large as it has to be. */
export class MemoryPlan {
  /** The first byte that is not given out. */
  end = FIRST_FREE;

  /** `bytes` bytes on a cache line of their own. */
  reserve(bytes: number): number {
    const address = this.end;
    this.end = Math.ceil((address + bytes) / 64) * 64;
    return address;
  }

  /** As `reserve`; 0, which stands for "not there", where the array is missing. */
  reserveFor(array: { readonly byteLength: number } | undefined): number {
    return array === undefined ? 0 : this.reserve(array.byteLength);
  }
}

/** Copies an array to an address; none to nowhere. */
export function copyIn(buffer: ArrayBufferLike, address: number, array: Int32Array | Float32Array | undefined): void {
  if (array === undefined || address === 0) return;
  const target = array instanceof Int32Array ? new Int32Array(buffer, address) : new Float32Array(buffer, address);
  target.set(array);
}

/** Writes a structure: float64 fields, then 32-bit ones, each group in the order of its keys. */
export function writeStructure(
  buffer: ArrayBufferLike,
  address: number,
  doubles: Readonly<Record<string, number>>,
  words: Readonly<Record<string, number>>,
): void {
  const view = new DataView(buffer);
  let at = address;
  for (const value of Object.values(doubles)) {
    view.setFloat64(at, value, true);
    at += 8;
  }
  // Addresses are unsigned, counts positive: one way to write both.
  for (const value of Object.values(words)) {
    view.setUint32(at, value, true);
    at += 4;
  }
}
