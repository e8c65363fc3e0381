/** A token of a rule expression. `at` is its position in the expression. */
export type Token =
  | { readonly kind: 'name'; readonly at: number; readonly text: string }
  | { readonly kind: 'number'; readonly at: number; readonly text: string; readonly value: number }
  | { readonly kind: 'string'; readonly at: number; readonly text: string; readonly value: string }
  | {
      readonly kind: 'regexp';
      readonly at: number;
      readonly text: string;
      readonly pattern: string;
      readonly flags: string;
    }
  | { readonly kind: 'symbol'; readonly at: number; readonly text: string }
  | { readonly kind: 'end'; readonly at: number; readonly text: '' };

/** An error in an expression, with its position. */
export class ExpressionError extends Error {
  constructor(
    readonly at: number,
    reason: string,
  ) {
    super(reason);
    this.name = 'ExpressionError';
  }
}

const SPACE = /(?:\s|\/\/[^\n]*(?:\n|$)|\/\*[\s\S]*?\*\/)+/y;
const NAME = /[A-Za-z_$][\w$-]*/y;
const PLAIN_NAME = /[A-Za-z_]\w*/y;
const NUMBER = /(?:0x[0-9a-fA-F]+|(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)/y;
const STRING = /"(?:[^"\\\n]|\\[\s\S])*"|'(?:[^'\\\n]|\\[\s\S])*'/y;
const REGEXP = /\/((?:[^/\\[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+)\/(\w*)/y;
const SYMBOL = /===|!==|==|!=|<=|>=|&&|\|\||[-+*/%<>!?:.,()[\]]/y;

/** Maximum number of tokens: later passes walk the syntax tree recursively. */
const MAX_TOKENS = 5_000;

/** Splits an expression into tokens, the last of which is `end`. Throws an `ExpressionError`. */
export function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  let at = skip(text, 0);
  while (at < text.length) {
    if (tokens.length === MAX_TOKENS)
      throw new ExpressionError(at, 'Expression is too long: split it across several rules');
    const token = tokenAt(text, at, tokens[tokens.length - 1]);
    tokens.push(token);
    at = skip(text, at + token.text.length);
  }
  tokens.push({ kind: 'end', at: text.length, text: '' });
  return tokens;
}

function tokenAt(text: string, at: number, before: Token | undefined): Token {
  // A `$user-id` may contain hyphens, as rule keys may; other names end there.
  const name = match(text[at] === '$' ? NAME : PLAIN_NAME, text, at);
  if (name !== undefined) return { kind: 'name', at, text: name[0] };
  const number = match(NUMBER, text, at);
  if (number !== undefined) return { kind: 'number', at, text: number[0], value: Number(number[0]) };
  const string = match(STRING, text, at);
  if (string !== undefined) return { kind: 'string', at, text: string[0], value: unescape(string[0], at) };
  if (text[at] === '/' && !endsValue(before)) return regexpAt(text, at);
  const symbol = match(SYMBOL, text, at);
  if (symbol !== undefined) return { kind: 'symbol', at, text: symbol[0] };
  if (text[at] === '"' || text[at] === "'") throw new ExpressionError(at, 'This string has no closing quote');
  if (text[at] === '=') throw new ExpressionError(at, 'Rule expressions may not contain assignments: compare with ==');
  throw new ExpressionError(at, `Unexpected '${text[at] ?? ''}'`);
}

function regexpAt(text: string, at: number): Token {
  const found = match(REGEXP, text, at);
  if (found === undefined) throw new ExpressionError(at, 'This regular expression has no closing /');
  return { kind: 'regexp', at, text: found[0], pattern: found[1] ?? '', flags: found[2] ?? '' };
}

/** After a value, a slash divides; anywhere else it starts a regular expression. */
function endsValue(token: Token | undefined): boolean {
  if (token === undefined) return false;
  return token.kind === 'symbol' ? token.text === ')' || token.text === ']' : true;
}

function skip(text: string, at: number): number {
  return at + (match(SPACE, text, at)?.[0].length ?? 0);
}

function match(pattern: RegExp, text: string, at: number): RegExpExecArray | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text) ?? undefined;
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', b: '\b', f: '\f', v: '\v', 0: '\0' };

function unescape(quoted: string, at: number): string {
  return quoted
    .slice(1, -1)
    .replace(/\\(u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|[\s\S])/g, (_, code: string, index: number) => {
      if (code.length > 1) return String.fromCharCode(parseInt(code.slice(1), 16));
      if (code === 'u' || code === 'x') throw new ExpressionError(at + 1 + index, `Bad escape \\${code}`);
      return ESCAPES[code] ?? code;
    });
}
