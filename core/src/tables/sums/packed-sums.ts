import { PackedReader, PackedWriter } from '../packed-integers.js';
import { bigintAt, listAt, numberAt, unknownForm } from '../stored-text.js';

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

/** Whole numbers that `packSums` wrote, one after the other. */
export interface SumReader {
  /** Whether numbers are left. */
  readonly more: boolean;
  /**
   * The next number, one that may not be negative.
   * @throws Error if there is none
   */
  count(): number;
  /**
   * The next number, one that may be negative; as a bigint if a double does not hold it.
   * @throws Error if there is none
   */
  signed(): number | bigint;
}

/**
 * Reads back what `packSums` wrote, without a list of all numbers: they are a million in a large table.
 *
 * @param what names the text in errors
 * @throws Error if it is neither a text nor a list
 */
export function readSums(what: string, packed: unknown): SumReader {
  return typeof packed === 'string' ? new PackedSumReader(what, packed) : new ListedSumReader(what, listAt(what, [packed], 0)); // prettier-ignore
}

class PackedSumReader implements SumReader {
  readonly #reader: PackedReader;

  constructor(
    private readonly what: string,
    text: string,
  ) {
    this.#reader = new PackedReader(text);
  }

  get more(): boolean {
    return this.#reader.more;
  }

  count(): number {
    if (!this.#reader.more) throw unknownForm(this.what);
    return this.#reader.read();
  }

  signed(): number {
    if (!this.#reader.more) throw unknownForm(this.what);
    return this.#reader.readSigned();
  }
}

class ListedSumReader implements SumReader {
  private at = 0;

  constructor(
    private readonly what: string,
    private readonly list: readonly unknown[],
  ) {}

  get more(): boolean {
    return this.at < this.list.length;
  }

  count(): number {
    return numberAt(this.what, this.list, this.at++);
  }

  signed(): number | bigint {
    const units = bigintAt(this.what, this.list, this.at++);
    const number = Number(units);
    return Number.isSafeInteger(number) ? number : units;
  }
}

/** The value as a number if it can be packed, else as a bigint. */
export function packable(value: number | bigint): number | bigint {
  const number = Number(value);
  if (Math.abs(number) < largestPacked) return number;
  return BigInt(value);
}
