const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const digitOf = new Uint8Array(128);
for (let i = 0; i < alphabet.length; i++) digitOf[alphabet.charCodeAt(i)] = i;

/**
 * Writes whole numbers from 0 to 2^53 − 1 as text, five bits a letter, the least significant first; a letter from the
 * upper half of the alphabet says that more follow. Small numbers, of which summaries are full, take one letter.
 */
export class PackedWriter {
  readonly #parts: string[] = [];
  #text = '';

  /** Appends one number. */
  write(value: number): this {
    let rest = value;
    while (rest > 31) {
      const next = Math.floor(rest / 32);
      this.#text += alphabet[rest - next * 32 + 32]!;
      rest = next;
    }
    this.#text += alphabet[rest]!;
    if (this.#text.length > 4096) {
      this.#parts.push(this.#text);
      this.#text = '';
    }
    return this;
  }

  /** Appends a number that may be negative. */
  writeSigned(value: number): this {
    return this.write(value < 0 ? -value * 2 - 1 : value * 2);
  }

  /** The numbers written so far as one text. */
  finish(): string {
    return this.#parts.join('') + this.#text;
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
      const digit = digitOf[this.#text.charCodeAt(this.#at++)]!;
      if (digit < 32) return value + digit * unit;
      value += (digit - 32) * unit;
      unit *= 32;
    }
  }

  /** The next number, written by `writeSigned`. */
  readSigned(): number {
    const value = this.read();
    return value % 2 === 1 ? -(value + 1) / 2 : value / 2;
  }
}

/** Packs numbers of which each stands with a count of at least 1: mostly 1, which then costs a single bit. */
export function packCounted(sorted: Iterable<readonly [number, number]>): string {
  const writer = new PackedWriter();
  let previous: number | null = null;
  for (const [value, count] of sorted) {
    if (previous === null) writer.writeSigned(value);
    const gap = previous === null ? 0 : value - previous;
    writer.write(gap * 2 + (count > 1 ? 1 : 0));
    if (count > 1) writer.write(count - 2);
    previous = value;
  }
  return writer.finish();
}

/** Reads back what `packCounted` wrote, in ascending order. */
export function unpackCounted(text: string): { values: number[]; counts: number[] } {
  const reader = new PackedReader(text);
  const values: number[] = [];
  const counts: number[] = [];
  let value = reader.more ? reader.readSigned() : 0;
  while (reader.more) {
    const code = reader.read();
    value += Math.floor(code / 2);
    values.push(value);
    counts.push(code % 2 === 1 ? reader.read() + 2 : 1);
  }
  return { values, counts };
}
