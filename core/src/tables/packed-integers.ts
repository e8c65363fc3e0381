const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const letterOf = Uint8Array.from(alphabet, (letter) => letter.charCodeAt(0));
const digitOf = new Uint8Array(128);
letterOf.forEach((letter, digit) => (digitOf[letter] = digit));

/**
 * Writes whole numbers from 0 to 2^53 − 1 as text, five bits per letter, least significant first; a letter from the
 * upper half of the alphabet means that more follow. Small numbers, which are the most common, take one letter.
 */
export class PackedWriter {
  #letters = new Uint8Array(256);
  #length = 0;

  /** Appends one number. */
  write(value: number): this {
    // A number takes at most eleven letters.
    if (this.#length + 11 > this.#letters.length) this.#grow();
    let rest = value;
    while (rest > 31) {
      const next = Math.floor(rest / 32);
      this.#letters[this.#length++] = letterOf[rest - next * 32 + 32]!;
      rest = next;
    }
    this.#letters[this.#length++] = letterOf[rest]!;
    return this;
  }

  /** Appends a number that may be negative. */
  writeSigned(value: number): this {
    return this.write(value < 0 ? -value * 2 - 1 : value * 2);
  }

  /** All numbers written so far, as one text. */
  finish(): string {
    return new TextDecoder().decode(this.#letters.subarray(0, this.#length));
  }

  #grow(): void {
    const larger = new Uint8Array(this.#letters.length * 2);
    larger.set(this.#letters);
    this.#letters = larger;
  }
}

/** Reads back what a `PackedWriter` wrote. */
export class PackedReader {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  /** Whether numbers are left. */
  get more(): boolean {
    return this.#at < this.#text.length;
  }

  /** The next number. */
  read(): number {
    let value = 0;
    let unit = 1;
    for (;;) {
      const digit = digitOf[this.#text.charCodeAt(this.#at++)];
      if (digit === undefined) throw new RangeError('Packed numbers end inside a number.');
      if (digit < 32) return value + digit * unit;
      value += (digit - 32) * unit;
      unit *= 32;
    }
  }

  /** The next number, written by `writeSigned`. */
  readSigned(): number {
    const value = this.read();
    // The remainder of a double is a slow call; that of an integer, as nearly all are, is one bit.
    if (value <= 0x7fffffff) return (value & 1) === 1 ? -(value >> 1) - 1 : value >> 1;
    return value % 2 === 1 ? -(value + 1) / 2 : value / 2;
  }
}

/** Packs ascending numbers, each with a count of at least 1: mostly 1, which then costs a single bit. */
export function packCounted(values: ArrayLike<number>, counts: ArrayLike<number>): string {
  const writer = new PackedWriter();
  let previous = 0;
  for (let at = 0; at < values.length; at++) {
    const value = values[at]!;
    const count = counts[at]!;
    if (at === 0) writer.writeSigned(value);
    writer.write((at === 0 ? 0 : value - previous) * 2 + (count > 1 ? 1 : 0));
    if (count > 1) writer.write(count - 2);
    previous = value;
  }
  return writer.finish();
}

/** Reads back what `packCounted` wrote. */
export function unpackCounted(text: string): { values: Float64Array; counts: Float64Array } {
  const reader = new PackedReader(text);
  const values = new Float64Array(text.length);
  const counts = new Float64Array(text.length);
  let size = 0;
  let value = reader.more ? reader.readSigned() : 0;
  while (reader.more) {
    const code = reader.read();
    value += Math.floor(code / 2);
    values[size] = value;
    counts[size++] = code % 2 === 1 ? reader.read() + 2 : 1;
  }
  return { values: values.slice(0, size), counts: counts.slice(0, size) };
}
