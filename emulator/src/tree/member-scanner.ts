import type { ByteQueue } from './byte-queue.js';
import { BACKSLASH, CLOSE_ARRAY, CLOSE_OBJECT, COMMA, OPEN_ARRAY, OPEN_OBJECT, QUOTE } from './json-bytes.js';

/** Where an object or array can be cut: between two members, or at its end. */
export interface Cut {
  /** Bytes of the members before it. */
  readonly length: number;
  /** The byte there: a comma or the closing bracket. */
  readonly byte: number;
}

/**
 * Finds where the members of one object or array can be cut. The queue begins at a member; each byte is looked at once,
 * however the bytes arrive.
 */
export class MemberScanner {
  /** How many bytes of the queue have been looked at. */
  private scanned = 0;
  /** How many brackets were open there. */
  private depth = 0;
  private inString = false;
  /** Offset of the last comma between members. */
  private comma = -1;

  constructor(private readonly bytes: ByteQueue) {}

  /** Starts at the first member of another object or array. */
  restart(): void {
    this.scanned = 0;
    this.depth = 0;
    this.inString = false;
    this.comma = -1;
  }

  /**
   * The end of the object or array, else the last comma once there are more than `most` bytes. `undefined` if more
   * bytes are needed, or, where there are more than `most` already, because one member has more.
   */
  next(most: number): Cut | undefined {
    const bytes = this.bytes.view();
    const end = this.scan(bytes);
    if (end !== undefined) return { length: end, byte: bytes[end]! };
    if (bytes.length <= most || this.comma < 0) return undefined;
    const length = this.comma;
    this.scanned -= length + 1;
    this.comma = -1;
    return { length, byte: COMMA };
  }

  /** Looks at the bytes that are new; returns the offset of the closing bracket. */
  private scan(bytes: Uint8Array): number | undefined {
    // Local while the loop runs: it looks at every byte of an import.
    let { scanned: offset, depth, inString, comma } = this;
    let end: number | undefined;
    for (; offset < bytes.length && end === undefined; offset++) {
      const byte = bytes[offset]!;
      if (inString) {
        if (byte === BACKSLASH) offset++;
        else if (byte === QUOTE) inString = false;
      } else if (byte === QUOTE) inString = true;
      else if (byte === COMMA) comma = depth === 0 ? offset : comma;
      else if (byte === OPEN_ARRAY || byte === OPEN_OBJECT) depth++;
      else if (byte === CLOSE_ARRAY || byte === CLOSE_OBJECT) {
        if (depth === 0) end = offset;
        depth--;
      }
    }
    Object.assign(this, { scanned: offset, depth, inString, comma });
    return end;
  }
}
