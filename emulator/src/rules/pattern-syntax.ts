import { type CharacterSet, characterSet, complement, only } from './character-sets.js';

/** A parsed regular expression. */
export type PatternNode =
  | { readonly kind: 'set'; readonly set: CharacterSet }
  | { readonly kind: 'edge'; readonly edge: 'start' | 'end' }
  | { readonly kind: 'sequence'; readonly parts: readonly PatternNode[] }
  | { readonly kind: 'choice'; readonly parts: readonly PatternNode[] }
  | { readonly kind: 'repeat'; readonly part: PatternNode; readonly min: number; readonly max: number };

const MAX_NESTING = 200;

/** What the dot matches: as in RE2, everything but `\n`. */
const ANY = complement(only('\n'));
const DIGITS = characterSet([['0', '9']]);
const WORDS = characterSet([
  ['0', '9'],
  ['A', 'Z'],
  ['_', '_'],
  ['a', 'z'],
]);
const SPACES = characterSet([
  ['\t', '\r'],
  [' ', ' '],
  ['\u00A0', '\u00A0'],
  ['\u1680', '\u1680'],
  ['\u2000', '\u200A'],
  ['\u2028', '\u2029'],
  ['\u202F', '\u202F'],
  ['\u205F', '\u205F'],
  ['\u3000', '\u3000'],
  ['\uFEFF', '\uFEFF'],
]);

const CLASSES: Readonly<Record<string, CharacterSet>> = {
  d: DIGITS,
  D: complement(DIGITS),
  w: WORDS,
  W: complement(WORDS),
  s: SPACES,
  S: complement(SPACES),
};

const CONTROLS: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', f: '\f', v: '\v', 0: '\0' };

/** Parses a regular expression of the rules language. Throws a SyntaxError. */
export function parsePattern(source: string): PatternNode {
  return new PatternParser(source).whole();
}

class PatternParser {
  private at = 0;
  private nesting = 0;

  constructor(private readonly source: string) {}

  whole(): PatternNode {
    const node = this.choice();
    if (this.at < this.source.length) throw new SyntaxError('a ) has no (');
    return node;
  }

  private choice(): PatternNode {
    if (++this.nesting > MAX_NESTING) throw new SyntaxError('groups are nested too deep');
    const parts = [this.sequence()];
    while (this.take('|')) parts.push(this.sequence());
    this.nesting--;
    return parts.length === 1 ? parts[0]! : { kind: 'choice', parts };
  }

  private sequence(): PatternNode {
    const parts: PatternNode[] = [];
    while (this.at < this.source.length && this.source[this.at] !== '|' && this.source[this.at] !== ')') {
      parts.push(this.repeated());
    }
    return { kind: 'sequence', parts };
  }

  private repeated(): PatternNode {
    const part = this.atom();
    const count = this.count();
    if (count === undefined) return part;
    if (part.kind === 'edge') throw new SyntaxError('nothing to repeat');
    // `?` after a quantifier makes it lazy, which does not change whether there is a match.
    this.take('?');
    return { kind: 'repeat', part, ...count };
  }

  private count(): { min: number; max: number } | undefined {
    if (this.take('*')) return { min: 0, max: Infinity };
    if (this.take('+')) return { min: 1, max: Infinity };
    if (this.take('?')) return { min: 0, max: 1 };
    const found = this.match(/\{(\d+)(,?)(\d*)\}/y);
    if (found === undefined || (found[2] === '' && found[3] !== '')) return undefined;
    const min = Number(found[1]);
    const max = found[2] === '' ? min : found[3] === '' ? Infinity : Number(found[3]);
    if (max < min) throw new SyntaxError(`the counts of ${found[0]} are out of order`);
    return { min, max };
  }

  private atom(): PatternNode {
    const char = this.source[this.at++]!;
    switch (char) {
      case '(':
        return this.group();
      case '[':
        return { kind: 'set', set: this.set() };
      case '^':
        return this.edge('start');
      case '$':
        return this.edge('end');
      case '.':
        return { kind: 'set', set: ANY };
      case '*':
      case '+':
      case '?':
        throw new SyntaxError(`nothing to repeat before ${char}`);
      case '\\':
        return { kind: 'set', set: asSet(this.escape()) };
      default:
        return { kind: 'set', set: only(char) };
    }
  }

  /** The service refuses rules with anchors inside groups, as recorded from it. */
  private edge(edge: 'start' | 'end'): PatternNode {
    if (this.nesting > 1) throw new SyntaxError('^ and $ are not supported inside a group');
    return { kind: 'edge', edge };
  }

  private group(): PatternNode {
    if (this.source[this.at] === '?' && this.match(/\?:/y) === undefined) {
      throw new SyntaxError('(?= (?! and (?< are not supported');
    }
    const node = this.choice();
    if (!this.take(')')) throw new SyntaxError('a ( has no )');
    return node;
  }

  private set(): CharacterSet {
    const negated = this.take('^');
    const ranges: [string, string][] = [];
    const sets: CharacterSet[] = [];
    while (!this.take(']')) {
      const from = this.member();
      const dash = this.source[this.at] === '-' && this.source[this.at + 1] !== ']';
      if (typeof from !== 'string') {
        sets.push(from);
        continue;
      }
      if (!dash) {
        ranges.push([from, from]);
        continue;
      }
      this.at++;
      const to = this.member();
      if (typeof to !== 'string') sets.push(to, only(from), only('-'));
      else if (to < from) throw new SyntaxError(`the range ${from}-${to} is out of order`);
      else ranges.push([from, to]);
    }
    const all = characterSet(ranges, sets);
    return negated ? complement(all) : all;
  }

  private member(): string | CharacterSet {
    const char = this.source[this.at++];
    if (char === undefined) throw new SyntaxError('a [ has no ]');
    return char === '\\' ? this.escape() : char;
  }

  /** Reads what follows a backslash: a set, or one character. */
  private escape(): string | CharacterSet {
    const hex = this.match(/x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})/y);
    if (hex !== undefined) return String.fromCharCode(parseInt(hex[1] ?? hex[2]!, 16));
    const char = this.source[this.at++];
    if (char === undefined) throw new SyntaxError('\\ at the end');
    if (/[1-9bBkpPu]/.test(char)) throw new SyntaxError(`\\${char} is not supported`);
    return CLASSES[char] ?? CONTROLS[char] ?? char;
  }

  private take(char: string): boolean {
    if (this.source[this.at] !== char) return false;
    this.at++;
    return true;
  }

  private match(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.source) ?? undefined;
    if (found !== undefined) this.at += found[0].length;
    return found;
  }
}

function asSet(escaped: string | CharacterSet): CharacterSet {
  return typeof escaped === 'string' ? only(escaped) : escaped;
}
