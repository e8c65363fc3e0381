/** Text that arrives in chunks of UTF-8, from the first byte that has not been used. */
export class TextBuffer {
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

  /** The byte at a place from the first unused one. */
  at(place: number): number | undefined {
    return place < this.length ? this.bytes[this.start + place] : undefined;
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
  skipBlank(): number | undefined {
    this.start += blankAt(this.view(), 0);
    return this.at(0);
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

/** How many bytes of white space (RFC 8259, section 2) there are at a place. */
export function blankAt(bytes: Uint8Array, place: number): number {
  let at = place;
  while (at < bytes.length && (bytes[at] === 0x20 || bytes[at] === 0x0a || bytes[at] === 0x0d || bytes[at] === 0x09))
    at++;
  return at - place;
}
