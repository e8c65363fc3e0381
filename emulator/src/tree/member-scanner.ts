import type { TextBuffer } from './text-buffer.js';

/** A place between two members of an object or array, or at its end. */
export interface Cut {
  /** Bytes of the members before it. */
  readonly length: number;
  /** The byte at the place: a comma or the closing bracket. */
  readonly byte: number;
}

const [QUOTE, BACKSLASH, COMMA] = [0x22, 0x5c, 0x2c];

/**
 * Finds where the members of one object or array can be cut. The buffer begins at a member; bytes are looked at once,
 * however they arrive.
 */
export class MemberScanner {
  /** How far the buffer has been looked at, and what was open there. */
  private scanned = 0;
  private depth = 0;
  private inString = false;
  /** The last comma between members. */
  private comma = -1;

  constructor(private readonly text: TextBuffer) {}

  /** Starts at the first member of another object or array. */
  restart(): void {
    this.scanned = 0;
    this.depth = 0;
    this.inString = false;
    this.comma = -1;
  }

  /**
   * The end of the object or array, else the last comma once there are more than `piece` bytes. `undefined` if more bytes
   * are needed, or, where there are more than `piece` already, because one member has more.
   */
  next(piece: number): Cut | undefined {
    const bytes = this.text.view();
    const end = this.scan(bytes);
    if (end !== undefined) return { length: end, byte: bytes[end]! };
    if (bytes.length <= piece || this.comma < 0) return undefined;
    const length = this.comma;
    this.scanned -= length + 1;
    this.comma = -1;
    return { length, byte: COMMA };
  }

  /** Looks at the bytes that are new; returns the place of the closing bracket. */
  private scan(bytes: Uint8Array): number | undefined {
    let { scanned: at, depth, inString, comma } = this;
    let end: number | undefined;
    for (; at < bytes.length && end === undefined; at++) {
      const byte = bytes[at]!;
      if (inString) {
        if (byte === BACKSLASH) at++;
        else if (byte === QUOTE) inString = false;
      } else if (byte === QUOTE) inString = true;
      else if (byte === COMMA) comma = depth === 0 ? at : comma;
      // The brackets [ and { differ from ] and } by 2, and no other byte of JSON outside strings looks like them.
      else if (byte === 0x5b || byte === 0x7b) depth++;
      else if (byte === 0x5d || byte === 0x7d) {
        if (depth === 0) end = at;
        depth--;
      }
    }
    Object.assign(this, { scanned: at, depth, inString, comma });
    return end;
  }
}
