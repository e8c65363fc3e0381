import { invalidData } from '../failure.js';
import { ByteQueue } from './byte-queue.js';
import { NodeReader } from './from-json.js';
import {
  BACKSLASH,
  CLOSE_ARRAY,
  CLOSE_OBJECT,
  COLON,
  COMMA,
  OPEN_ARRAY,
  OPEN_OBJECT,
  QUOTE,
  whitespaceLength,
} from './json-bytes.js';
import { MemberScanner } from './member-scanner.js';
import type { Node } from './node.js';
import { DEPTH_PROBLEM, MAX_DEPTH } from './paths.js';
import type { Draft } from './server-values.js';

/** How much text is parsed at once: an object or array that is longer is read member by member. */
const BYTES_AT_ONCE = 1 << 20;

/** The longest member that is parsed at once: a string of 10 MB, each letter an escape of six. */
const MAX_MEMBER_BYTES = 64 << 20;

/** The members of an object that are no children. */
const SPECIAL: ReadonlySet<string> = new Set(['.priority', '.value', '.sv']);

/** An object or array that is too long to be parsed at once. */
interface OpenContainer {
  readonly isArray: boolean;
  readonly keys: string[];
  readonly values: Node[];
  /** Its members `.priority`, `.value` and `.sv`. */
  readonly special: Record<string, unknown>;
  /** True after a member that was too long to be parsed at once: a comma or the end is next. */
  afterMember: boolean;
}

/**
 * Reads JSON text of any length while it arrives: `fromJson` of the parsed text is `evaluate` of what it reads. Besides
 * the node it holds at most one member: a piece (1 MB), or one string (64 MB). Long objects and arrays are cut between
 * members, and `JSON.parse` reads each cut.
 *
 * `write` and `end` throw a `SyntaxError` for text that is not JSON, and `invalid_data` for data that cannot be stored.
 */
export class JsonStream {
  private readonly reader = new NodeReader();
  private readonly bytes = new ByteQueue();
  private readonly scanner = new MemberScanner(this.bytes);
  private readonly open: OpenContainer[] = [];
  /** Bytes to wait for before trying to open the next member; doubles after a failed try, so the work stays linear. */
  private tryAt: number;
  /** The outermost node, once it is complete. */
  private whole: { readonly node: Node } | undefined;

  /**
   * @param above how many keys are above the value: data may be 32 levels deep in all
   * @param bytesAtOnce how many bytes to parse at once
   */
  constructor(
    private readonly above: number,
    private readonly bytesAtOnce = BYTES_AT_ONCE,
  ) {
    this.tryAt = bytesAtOnce;
  }

  /** Takes the next bytes of the text, in UTF-8. */
  write(bytes: Uint8Array): void {
    this.bytes.append(bytes);
    if (this.whole !== undefined) this.refuseMore();
    if (this.open.length === 0 && this.whole === undefined) this.begin();
    while (this.readOn());
  }

  /** What has been read, when the whole text has been written. */
  end(): Draft {
    if (this.open.length > 0) throw new SyntaxError('Unexpected end of JSON input');
    this.whole ??= { node: this.reader.read(JSON.parse(this.bytes.take(this.bytes.length)), this.above) };
    this.refuseMore();
    return { node: this.whole.node, serverValues: this.reader.serverValues };
  }

  /** Opens the outermost object or array, if it is too long to be parsed at once. */
  private begin(): void {
    const byte = this.bytes.skipWhitespace();
    if (byte === OPEN_ARRAY || byte === OPEN_OBJECT) {
      if (this.bytes.length > this.bytesAtOnce) this.enter(0);
    } else this.refuseLong();
  }

  private refuseMore(): void {
    if (this.bytes.skipWhitespace() !== undefined) throw new SyntaxError('Unexpected text after JSON');
  }

  /** Reads some members of the innermost open object or array; false if more bytes are needed. */
  private readOn(): boolean {
    const open = this.open.at(-1);
    if (open === undefined) return false;
    if (open.afterMember) return this.readSeparator(open);
    const cut = this.scanner.next(this.bytesAtOnce);
    if (cut === undefined) return this.bytes.length > this.tryAt && this.openMember(open);
    this.tryAt = this.bytesAtOnce;
    this.readMembers(open, this.bytes.take(cut.length), cut.byte === COMMA);
    this.bytes.skip(1);
    if (cut.byte !== COMMA) this.close(open, cut.byte);
    return true;
  }

  private readSeparator(open: OpenContainer): boolean {
    const byte = this.bytes.skipWhitespace();
    if (byte === undefined) return false;
    this.bytes.skip(1);
    open.afterMember = false;
    this.scanner.restart();
    if (byte === CLOSE_ARRAY || byte === CLOSE_OBJECT) this.close(open, byte);
    else if (byte !== COMMA) throw new SyntaxError('Expected a comma or a closing bracket in JSON');
    return true;
  }

  private readMembers({ isArray, keys, values, special }: OpenContainer, text: string, isCut: boolean): void {
    const members = JSON.parse(isArray ? `[${text}]` : `{${text}}`) as object;
    const names = Object.keys(members);
    const isFirst = keys.length === 0 && Object.keys(special).length === 0;
    if (names.length === 0 && (isCut || !isFirst)) throw new SyntaxError('Expected a member after a comma in JSON');
    for (const name of names) {
      const json = (members as Record<string, unknown>)[name];
      const key = isArray ? String(keys.length) : name;
      if (!isArray && SPECIAL.has(key)) special[key] = json;
      else {
        values.push(this.reader.readMember(key, json, this.depth));
        keys.push(key);
      }
    }
  }

  /** Goes into the next member if it is an object or array; else waits for all of it. */
  private openMember({ isArray, keys }: OpenContainer): boolean {
    const bytes = this.bytes.view();
    const key = isArray ? { name: String(keys.length), end: 0 } : keyAt(bytes);
    if (key !== undefined && !SPECIAL.has(key.name) && this.isOpening(key.end)) {
      keys.push(key.name);
      this.reader.enter(key.name);
      this.enter(key.end);
      return true;
    }
    this.refuseLong();
    this.tryAt = 2 * bytes.length;
    return false;
  }

  private refuseLong(): void {
    if (this.bytes.length > MAX_MEMBER_BYTES) throw invalidData('a string is too long');
  }

  private isOpening(offset: number): boolean {
    const bytes = this.bytes.view();
    const byte = bytes[offset + whitespaceLength(bytes, offset)];
    return byte === OPEN_ARRAY || byte === OPEN_OBJECT;
  }

  /** Opens the object or array that begins at an offset. */
  private enter(offset: number): void {
    this.bytes.skip(offset);
    const isArray = this.bytes.skipWhitespace() === OPEN_ARRAY;
    this.bytes.skip(1);
    if (this.depth >= MAX_DEPTH) throw invalidData(DEPTH_PROBLEM);
    this.open.push({ isArray, keys: [], values: [], special: {}, afterMember: false });
    this.scanner.restart();
    this.tryAt = this.bytesAtOnce;
  }

  /** Ends the innermost open object or array. */
  private close({ isArray, keys, values, special }: OpenContainer, byte: number): void {
    if (isArray !== (byte === CLOSE_ARRAY)) throw new SyntaxError('The wrong closing bracket in JSON');
    const node = this.reader.nodeFrom(keys, values, special, this.depth);
    this.open.pop();
    const above = this.open.at(-1);
    if (above === undefined) {
      this.whole = { node };
      return;
    }
    this.reader.leave();
    above.values.push(node);
    above.afterMember = true;
  }

  /** Depth of the innermost open object or array. */
  private get depth(): number {
    return this.above + this.open.length - 1;
  }
}

/** The key of the member at the beginning, and the offset after its colon; `undefined` if more bytes are needed. */
function keyAt(bytes: Buffer): { name: string; end: number } | undefined {
  const start = whitespaceLength(bytes, 0);
  let end = start + 1;
  while (end < bytes.length && bytes[end] !== QUOTE) end += bytes[end] === BACKSLASH ? 2 : 1;
  const colon = end + 1 + whitespaceLength(bytes, end + 1);
  if ((bytes[start] ?? QUOTE) !== QUOTE || (bytes[colon] ?? COLON) !== COLON) {
    throw new SyntaxError('Expected a name and a colon in JSON');
  }
  if (colon >= bytes.length) return undefined;
  return { name: JSON.parse(bytes.toString('utf8', start, end + 1)) as string, end: colon + 1 };
}
