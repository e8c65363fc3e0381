import { PackedReader, PackedWriter } from '../packed-integers.js';
import { listAt } from '../stored-text.js';

/** Whole numbers as stored: packed into one text, or, if one of them is too large to pack, all of them as an array. */
export type PackedSums = string | (number | string)[];

/** The largest number that is packed: twice its value, plus a sign bit, must stay exact. */
const largestPacked = 2 ** 51;

/** Packs whole numbers; only those at positions for which `isSigned` holds may be negative. */
export function packSums(flat: readonly (number | bigint)[], isSigned: (at: number) => boolean): PackedSums {
  if (flat.some((value) => typeof value === 'bigint')) {
    return flat.map((value) => (typeof value === 'bigint' ? value.toString() : value));
  }
  const writer = new PackedWriter();
  (flat as number[]).forEach((value, at) => (isSigned(at) ? writer.writeSigned(value) : writer.write(value)));
  return writer.finish();
}

/**
 * Reads back what `packSums` wrote, to be checked entry by entry: a list, or for a packed text, which can be long, numbers
 * that take no memory of their own each.
 *
 * @param what names the text in errors
 * @throws Error if it is neither a text nor a list
 */
export function unpackSums(what: string, packed: unknown, isSigned: (at: number) => boolean): ArrayLike<unknown> {
  if (typeof packed !== 'string') return listAt(what, [packed], 0);
  const reader = new PackedReader(packed);
  const flat = new Float64Array(packed.length);
  let length = 0;
  for (; reader.more; length++) flat[length] = isSigned(length) ? reader.readSigned() : reader.read();
  return flat.subarray(0, length);
}

/** The value as a number if it can be packed, else as a bigint. */
export function packable(value: number | bigint): number | bigint {
  const number = Number(value);
  if (Math.abs(number) < largestPacked) return number;
  return BigInt(value);
}
