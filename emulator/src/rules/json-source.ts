import { type SourceText, rulesError } from './source-text.js';

/** A JSON value with its position in the source. */
export type Located =
  | { readonly kind: 'object'; readonly at: number; readonly members: readonly Member[] }
  | { readonly kind: 'array'; readonly at: number; readonly items: readonly Located[] }
  | { readonly kind: 'string'; readonly at: number; readonly string: SourceText }
  | { readonly kind: 'literal'; readonly at: number; readonly value: number | boolean | null };

/** A member of an object. */
export interface Member {
  readonly key: string;
  readonly at: number;
  readonly value: Located;
}

const ESCAPES: Readonly<Record<string, string>> = {
  '"': '"',
  '\\': '\\',
  '/': '/',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
};

const MAX_NESTING = 200;

/**
 * Parses JSON with `//` and block comments and trailing commas, as in the console's sample rules and the documentation
 * (https://firebase.google.com/docs/auth/admin/manage-sessions), keeping positions. Throws
 * `line:column: Parse error. reason`.
 */
export function parseJsonSource(source: string): Located {
  const parser = new JsonSourceParser(source);
  const value = parser.value(0);
  parser.end();
  return value;
}

/** The value without positions. */
export function plainJson(value: Located): unknown {
  switch (value.kind) {
    case 'object':
      return Object.fromEntries(value.members.map((member) => [member.key, plainJson(member.value)]));
    case 'array':
      return value.items.map(plainJson);
    case 'string':
      return value.string.text;
    case 'literal':
      return value.value;
  }
}

class JsonSourceParser {
  private at = 0;

  constructor(private readonly source: string) {
    if (source.startsWith('\uFEFF')) this.at = 1;
  }

  value(nesting: number): Located {
    this.skipSpace();
    if (nesting > MAX_NESTING) throw rulesError(this.source, this.at, 'Rules are nested too deep');
    const at = this.at;
    const first = this.source[at];
    if (first === '{') return { kind: 'object', at, members: this.members(nesting) };
    if (first === '[') return { kind: 'array', at, items: this.items(nesting) };
    if (first === '"') return { kind: 'string', at, string: this.string() };
    return { kind: 'literal', at, value: this.literal() };
  }

  end(): void {
    this.skipSpace();
    if (this.at < this.source.length) throw this.error('Expected the end of the rules');
  }

  private members(nesting: number): Member[] {
    const members: Member[] = [];
    const names = new Set<string>();
    this.list('}', () => {
      const at = this.at;
      if (this.source[at] !== '"') throw this.error('Expected a name in double quotes');
      const key = this.string().text;
      if (names.has(key)) throw rulesError(this.source, at, `The name "${key}" appears twice`);
      names.add(key);
      this.expect(':');
      members.push({ key, at, value: this.value(nesting + 1) });
    });
    return members;
  }

  private items(nesting: number): Located[] {
    const items: Located[] = [];
    this.list(']', () => void items.push(this.value(nesting + 1)));
    return items;
  }

  /** Reads a list from its opening to its closing bracket, with items between commas. */
  private list(close: string, item: () => void): void {
    this.at++;
    for (;;) {
      this.skipSpace();
      if (this.source[this.at] === close) break;
      item();
      this.skipSpace();
      if (this.source[this.at] === close) break;
      if (this.source[this.at] !== ',') throw this.error(`Expected ',' or '${close}'`);
      this.at++;
    }
    this.at++;
  }

  private string(): SourceText {
    const start = ++this.at;
    let text = '';
    const offsets: number[] = [];
    while (this.source[this.at] !== '"') {
      const char = this.source[this.at];
      if (char === undefined) throw parseError(this.source, start - 1, 'This string has no closing quote');
      if (char < ' ' && char !== '\t' && char !== '\n' && char !== '\r')
        throw this.error('Control character in a string');
      offsets.push(this.at);
      text += char === '\\' ? this.escape() : char;
      this.at++;
    }
    const end = this.at++;
    return { text, offsetOf: (index) => offsets[index] ?? end };
  }

  private escape(): string {
    const char = this.source[++this.at] ?? '';
    if (char === 'u') {
      const hex = this.source.slice(this.at + 1, this.at + 5);
      if (!/^[0-9a-fA-F]{4}$/.test(hex)) throw this.error('\\u must be followed by four hexadecimal digits');
      this.at += 4;
      return String.fromCharCode(parseInt(hex, 16));
    }
    const meant = ESCAPES[char];
    if (meant === undefined) throw this.error(`Unknown escape \\${char}: write \\\\ for a backslash`);
    return meant;
  }

  private literal(): number | boolean | null {
    const word = /^(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)/.exec(
      this.source.slice(this.at, this.at + 64),
    )?.[0];
    if (word === undefined) throw this.error('Expected a value');
    this.at += word.length;
    return JSON.parse(word) as number | boolean | null;
  }

  private expect(char: string): void {
    this.skipSpace();
    if (this.source[this.at] !== char) throw this.error(`Expected '${char}'`);
    this.at++;
  }

  private skipSpace(): void {
    for (;;) {
      while (/\s/.test(this.source[this.at] ?? '')) this.at++;
      if (this.source.startsWith('//', this.at)) this.skipTo('\n', this.source.length);
      else if (this.source.startsWith('/*', this.at)) this.skipTo('*/', -1);
      else return;
    }
  }

  private skipTo(end: string, otherwise: number): void {
    const found = this.source.indexOf(end, this.at + 2);
    if (found < 0 && otherwise < 0) throw this.error('This comment is not closed');
    this.at = found < 0 ? otherwise : found + end.length;
  }

  private error(reason: string): Error {
    const what = this.at >= this.source.length ? `${reason}, not the end of the rules` : reason;
    return parseError(this.source, this.at, what);
  }
}

/** For text that is no JSON. https://github.com/firebase/firebase-tools/issues/2782 has the service's words. */
function parseError(source: string, offset: number, reason: string): Error {
  return rulesError(source, offset, `Parse error. ${reason}`);
}
