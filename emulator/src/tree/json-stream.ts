import { RequestFailure } from '../failure.js';
import { type ReadContext, TreeReader } from './from-json.js';
import { MemberScanner } from './member-scanner.js';
import type { Node } from './node.js';
import { DEPTH_PROBLEM, MAX_DEPTH } from './paths.js';
import { blankAt, TextBuffer } from './text-buffer.js';

/** How much text is parsed at once, in bytes: an object or array that is longer is read member by member. */
const PIECE = 1 << 20;

/** The longest string, in bytes: 10 MB, each letter an escape of six. */
const LONGEST = 64 << 20;

/** The members of an object that are no children. */
const SPECIAL: ReadonlySet<string> = new Set(['.priority', '.value', '.sv']);

/** An object or array that is too long to be parsed at once. */
interface Open {
  readonly isArray: boolean;
  readonly keys: string[];
  readonly values: Node[];
  /** Its members `.priority`, `.value` and `.sv`. */
  readonly special: Record<string, unknown>;
  /** True after a member that was too long to be parsed at once: a comma or the end is next. */
  afterMember: boolean;
}

/**
 * Reads JSON text of any length into a node while it arrives: the node that `fromJson` makes of the parsed text. Besides
 * the node it holds a few megabytes of text: long objects and arrays are cut between members, and `JSON.parse` reads
 * each cut.
 *
 * `write` and `end` throw a `SyntaxError` for text that is not JSON, and as `fromJson` does for data that cannot be stored.
 */
export class JsonStream {
  private readonly reader: TreeReader;
  private readonly text = new TextBuffer();
  private readonly scanner = new MemberScanner(this.text);
  private readonly open: Open[] = [];
  /** How many bytes there must be before the next member counts as too long, so that few attempts are in vain. */
  private tryAt: number;
  /** The outermost node, once it is complete. */
  private whole: { readonly node: Node } | undefined;

  /**
   * @param existing the node that it will replace, from which increments start
   * @param piece how many bytes to parse at once
   */
  constructor(
    existing: Node,
    private readonly context: ReadContext,
    private readonly piece = PIECE,
  ) {
    this.reader = new TreeReader(existing, context);
    this.tryAt = piece;
  }

  /** Takes the next bytes of the text, in UTF-8. */
  write(bytes: Uint8Array): void {
    this.text.append(bytes);
    if (this.whole !== undefined) this.refuseMore();
    if (this.open.length === 0 && this.whole === undefined) this.begin();
    while (this.readOn());
  }

  /** The node, when the whole text has been written. */
  end(): Node {
    if (this.open.length > 0) throw new SyntaxError('Unexpected end of JSON input');
    if (this.whole === undefined)
      return this.reader.read(JSON.parse(this.text.take(this.text.length)), this.context.depth);
    this.refuseMore();
    return this.whole.node;
  }

  /** Opens the outermost object or array, if it is too long to be parsed at once. */
  private begin(): void {
    const byte = this.text.skipBlank();
    if (this.text.length > this.piece && (byte === OPEN_ARRAY || byte === OPEN_OBJECT)) this.enter(0);
  }

  private refuseMore(): void {
    if (this.text.skipBlank() !== undefined) throw new SyntaxError('Unexpected text after JSON');
  }

  /** Reads some members of the innermost open object or array; false if more bytes are needed. */
  private readOn(): boolean {
    const open = this.open.at(-1);
    if (open === undefined) return false;
    if (open.afterMember) return this.readSeparator(open);
    const cut = this.scanner.next(this.piece);
    if (cut === undefined) return this.text.length > this.tryAt && this.openMember(open);
    this.tryAt = this.piece;
    this.readMembers(open, this.text.take(cut.length), cut.byte === COMMA);
    this.text.skip(1);
    if (cut.byte !== COMMA) this.close(open, cut.byte);
    return true;
  }

  private readSeparator(open: Open): boolean {
    const byte = this.text.skipBlank();
    if (byte === undefined) return false;
    this.text.skip(1);
    open.afterMember = false;
    this.scanner.restart();
    if (byte === CLOSE_ARRAY || byte === CLOSE_OBJECT) this.close(open, byte);
    else if (byte !== COMMA) throw new SyntaxError('Expected a comma or a closing bracket in JSON');
    return true;
  }

  private readMembers({ isArray, keys, values, special }: Open, text: string, isCut: boolean): void {
    const members = JSON.parse(isArray ? `[${text}]` : `{${text}}`) as object;
    const names = Object.keys(members);
    const isFirst = keys.length === 0 && Object.keys(special).length === 0;
    if (names.length === 0 && (isCut || !isFirst)) throw new SyntaxError('Expected a member after a comma in JSON');
    for (const name of names) {
      const json = (members as Record<string, unknown>)[name];
      const key = isArray ? String(keys.length) : name;
      if (!isArray && SPECIAL.has(key)) special[key] = json;
      else {
        values.push(this.reader.member(key, json, this.depth));
        keys.push(key);
      }
    }
  }

  /** Goes into the next member if it is an object or array; else waits for all of it. */
  private openMember({ isArray, keys }: Open): boolean {
    const bytes = this.text.view();
    const key = isArray ? { name: String(keys.length), end: 0 } : keyAt(bytes);
    if (key !== undefined && !SPECIAL.has(key.name) && this.isOpening(key.end)) {
      keys.push(key.name);
      this.reader.enter(key.name);
      this.enter(key.end);
      return true;
    }
    if (bytes.length > LONGEST) throw new RequestFailure('invalid_data', 'Invalid data; a string is too long');
    this.tryAt = 2 * bytes.length;
    return false;
  }

  private isOpening(place: number): boolean {
    const bytes = this.text.view();
    const byte = bytes[place + blankAt(bytes, place)];
    return byte === OPEN_ARRAY || byte === OPEN_OBJECT;
  }

  /** Opens the object or array that begins at a place. */
  private enter(place: number): void {
    this.text.skip(place);
    const isArray = this.text.skipBlank() === OPEN_ARRAY;
    this.text.skip(1);
    if (this.depth >= MAX_DEPTH) throw new RequestFailure('invalid_data', `Invalid data; ${DEPTH_PROBLEM}`);
    this.open.push({ isArray, keys: [], values: [], special: {}, afterMember: false });
    this.scanner.restart();
    this.tryAt = this.piece;
  }

  /** Ends the innermost open object or array. */
  private close({ isArray, keys, values, special }: Open, byte: number): void {
    if (isArray !== (byte === CLOSE_ARRAY)) throw new SyntaxError('The wrong closing bracket in JSON');
    const node = this.reader.join(keys, values, special, this.depth);
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

  /** How many keys are above the members of the innermost open object or array, less one. */
  private get depth(): number {
    return this.context.depth + this.open.length - 1;
  }
}

const [COMMA, OPEN_ARRAY, CLOSE_ARRAY, OPEN_OBJECT, CLOSE_OBJECT] = [0x2c, 0x5b, 0x5d, 0x7b, 0x7d];
const [QUOTE, BACKSLASH, COLON] = [0x22, 0x5c, 0x3a];

/** The key of the member at the beginning, and where its colon ends; `undefined` if more bytes are needed. */
function keyAt(bytes: Buffer): { name: string; end: number } | undefined {
  const start = blankAt(bytes, 0);
  let end = start + 1;
  while (end < bytes.length && bytes[end] !== QUOTE) end += bytes[end] === BACKSLASH ? 2 : 1;
  const colon = end + 1 + blankAt(bytes, end + 1);
  if ((bytes[start] ?? QUOTE) !== QUOTE || (bytes[colon] ?? COLON) !== COLON) {
    throw new SyntaxError('Expected a name and a colon in JSON');
  }
  if (colon >= bytes.length) return undefined;
  return { name: JSON.parse(bytes.toString('utf8', start, end + 1)) as string, end: colon + 1 };
}
