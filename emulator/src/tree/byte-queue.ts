import { whitespaceLength } from './json-bytes.js';

/** Bytes of a text in UTF-8 that arrives in chunks, from the first that has not been used. */
export class ByteQueue {
  private bytes = Buffer.allocUnsafe(1 << 16);
  private start = 0;
  private end = 0;

  /** Bytes that have not been used. */
  get length(): number {
    return this.end - this.start;
  }

  append(chunk: Uint8Array): void {
    if (this.end + chunk.length > this.bytes.length) this.makeRoom(this.length + chunk.length);
    this.bytes.set(chunk, this.end);
    this.end += chunk.length;
  }

  /** The unused bytes, valid until the next `append`. */
  view(): Buffer {
    return this.bytes.subarray(this.start, this.end);
  }

  /** Counts bytes as used. */
  skip(count: number): void {
    this.start += count;
  }

  /** Skips JSON's white space; returns the byte after it, if it has arrived. */
  skipWhitespace(): number | undefined {
    this.start += whitespaceLength(this.view(), 0);
    return this.length > 0 ? this.bytes[this.start] : undefined;
  }

  /** Uses `length` bytes and returns them as text. */
  take(length: number): string {
    const text = this.bytes.toString('utf8', this.start, this.start + length);
    this.start += length;
    return text;
  }

  private makeRoom(needed: number): void {
    const size = Math.max(this.bytes.length, 2 * needed);
    const room = size === this.bytes.length ? this.bytes : Buffer.allocUnsafe(size);
    this.bytes.copy(room, 0, this.start, this.end);
    this.end = this.length;
    this.start = 0;
    this.bytes = room;
  }
}
