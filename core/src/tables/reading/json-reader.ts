import { type Cell, toCell, wellFormed } from '../cells.js';
import { TableError } from './table-error.js';

const deepest = 200;
const numberToken = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const wordToken = /true|false|null/y;

/**
 * Reads JSON from a text piece by piece. JSON.parse would lose digits of `12345678901234567890` and `1.50`, names no
 * line on Node 20, and holds the whole tree. This keeps the source text of every number and names line and column.
 */
export class JsonReader {
  readonly text: string;
  /** The position to read next. */
  at = 0;

  constructor(text: string) {
    this.text = text;
  }

  /** Skips blanks and returns the next character without reading it; empty at the end of the text. */
  peek(): string {
    for (; this.at < this.text.length; this.at++) {
      const code = this.text.charCodeAt(this.at);
      if (code !== 32 && code !== 10 && code !== 13 && code !== 9) return this.text[this.at]!;
    }
    return '';
  }

  /** Reads an array; calls `read` before each element, which it must read. */
  readArray(read: (index: number) => void): void {
    this.#expect('[');
    if (this.#skip(']')) return;
    for (let index = 0; ; index++) {
      read(index);
      if (this.#skip(']')) return;
      this.#expect(',', 'a comma or ]');
    }
  }

  /** Reads an object; calls `read` with the key before each value, which it must read. */
  readObject(read: (key: string) => void): void {
    this.#expect('{');
    if (this.#skip('}')) return;
    for (;;) {
      if (this.peek() !== '"') this.fail('a key in double quotes');
      const key = wellFormed(this.#readString());
      this.#expect(':');
      read(key);
      if (this.#skip('}')) return;
      this.#expect(',', 'a comma or }');
    }
  }

  /** Reads any value as a cell: `null` is empty, an array or object is its JSON text without blanks. */
  readCell(): Cell {
    const first = this.peek();
    if (first === '"') return toCell(this.#readString());
    if (first === '{' || first === '[') {
      const start = this.at;
      this.skipValue();
      return wellFormed(compact(this.text.slice(start, this.at)));
    }
    return this.#readWord();
  }

  /** Skips any value. */
  skipValue(depth = 0): void {
    if (depth > deepest) this.fail(`at most ${deepest} levels of nesting`);
    const first = this.peek();
    if (first === '[') this.readArray(() => this.skipValue(depth + 1));
    else if (first === '{') this.readObject(() => this.skipValue(depth + 1));
    else if (first === '"') this.#readString();
    else this.#readWord();
  }

  /** Refuses the text at the current position. */
  fail(expected: string): never {
    const before = this.text.slice(0, this.at).split(/\r\n|\r|\n/);
    const found = this.at < this.text.length ? `"${this.text[this.at]!}"` : 'the end of the file';
    throw new TableError(
      'invalid-json',
      `Line ${before.length}, column ${before[before.length - 1]!.length + 1}: expected ${expected}, found ${found}. Correct the JSON there.`,
    );
  }

  #readWord(): Cell {
    const number = this.#match(numberToken);
    if (number !== null) return toCell(number);
    const word = this.#match(wordToken);
    if (word === null) this.fail('a value');
    return word === 'null' ? '' : word;
  }

  #match(token: RegExp): string | null {
    token.lastIndex = this.at;
    const found = token.exec(this.text)?.[0] ?? null;
    if (found !== null) this.at += found.length;
    return found;
  }

  #readString(): string {
    const start = this.at;
    let escaped = false;
    for (let at = start + 1; at < this.text.length; at++) {
      const code = this.text.charCodeAt(at);
      if (code === 34) {
        this.at = at + 1;
        return escaped ? this.#unescape(start) : this.text.slice(start + 1, at);
      }
      if (code < 32) break;
      if (code === 92) {
        escaped = true;
        at++;
      }
    }
    return this.fail('a string closed by a double quote on the same line');
  }

  #unescape(start: number): string {
    try {
      return JSON.parse(this.text.slice(start, this.at)) as string;
    } catch {
      this.at = start;
      return this.fail('a string with valid escapes');
    }
  }

  #skip(character: string): boolean {
    if (this.peek() !== character) return false;
    this.at++;
    return true;
  }

  #expect(character: string, called = character): void {
    if (!this.#skip(character)) this.fail(called);
  }
}

function compact(json: string): string {
  return json.replace(/"(?:[^"\\]|\\.)*"|\s+/g, (part) => (part.startsWith('"') ? part : ''));
}
