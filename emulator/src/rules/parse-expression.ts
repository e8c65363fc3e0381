import type { Expression } from './syntax.js';
import { ExpressionError, type Token, tokenize } from './tokens.js';

/** Precedence of the binary operators, as in JavaScript. */
const PRECEDENCE: Readonly<Record<string, number>> = {
  '||': 1,
  '&&': 2,
  '==': 3,
  '!=': 3,
  '===': 3,
  '!==': 3,
  '<': 4,
  '<=': 4,
  '>': 4,
  '>=': 4,
  '+': 5,
  '-': 5,
  '*': 6,
  '/': 6,
  '%': 6,
};

const CONSTANTS: Readonly<Record<string, null | boolean>> = { null: null, true: true, false: false };

const MAX_NESTING = 200;

const NO_METHOD = "Call a method by its name, as in data.exists() or data['exists']()";

/** Parses a rule expression. Throws an `ExpressionError`. */
export function parseExpression(text: string): Expression {
  const parser = new ExpressionParser(tokenize(text));
  const expression = parser.expression();
  parser.expectEnd();
  return expression;
}

class ExpressionParser {
  private next = 0;
  private nesting = 0;

  constructor(private readonly tokens: readonly Token[]) {}

  expression(): Expression {
    if (++this.nesting > MAX_NESTING) throw new ExpressionError(this.token.at, 'Expression is nested too deep');
    const test = this.binary(1);
    const whole = this.take('?') ? this.choice(test) : test;
    this.nesting--;
    return whole;
  }

  expectEnd(): void {
    if (this.token.kind !== 'end') throw this.unexpected();
  }

  private get token(): Token {
    return this.tokens[this.next]!;
  }

  private choice(test: Expression): Expression {
    const yes = this.expression();
    this.expect(':');
    return { kind: 'choice', at: test.at, test, yes, no: this.expression() };
  }

  private binary(minimum: number): Expression {
    let left = this.unary();
    for (;;) {
      const operator = this.token;
      const precedence = operator.kind === 'symbol' ? PRECEDENCE[operator.text] : undefined;
      if (precedence === undefined || precedence < minimum) return left;
      this.next++;
      left = { kind: 'binary', at: operator.at, operator: operator.text, left, right: this.binary(precedence + 1) };
    }
  }

  private unary(): Expression {
    const operators: Token[] = [];
    while (this.token.kind === 'symbol' && /^[-!]$/.test(this.token.text)) operators.push(this.tokens[this.next++]!);
    let input = this.postfix();
    for (const { at, text } of operators.reverse()) input = { kind: 'unary', at, operator: text, input };
    return input;
  }

  private postfix(): Expression {
    let object = this.primary();
    for (;;) {
      if (this.take('.')) object = this.member(object);
      else if (this.take('[')) object = this.index(object);
      else if (this.token.kind === 'symbol' && this.token.text === '(') throw this.notCallable();
      else return object;
    }
  }

  private member(object: Expression): Expression {
    const { kind, at, text: name } = this.token;
    if (kind !== 'name') throw this.unexpected('Expected the name of a property or method');
    this.next++;
    if (!this.take('(')) return { kind: 'member', at, object, name };
    return { kind: 'call', at, object, name, inputs: this.inputs(')') };
  }

  private index(object: Expression): Expression {
    const at = this.token.at;
    const key = this.expression();
    this.expect(']');
    if (!this.take('(')) return { kind: 'index', at, object, key };
    if (key.kind !== 'constant' || typeof key.value !== 'string') throw new ExpressionError(at, NO_METHOD);
    return { kind: 'call', at, object, name: key.value, inputs: this.inputs(')') };
  }

  private inputs(close: string): Expression[] {
    const inputs: Expression[] = [];
    if (this.take(close)) return inputs;
    do inputs.push(this.expression());
    while (this.take(','));
    this.expect(close);
    return inputs;
  }

  private primary(): Expression {
    const token = this.token;
    this.next++;
    switch (token.kind) {
      case 'number':
      case 'string':
        return { kind: 'constant', at: token.at, value: token.value };
      case 'regexp':
        return { kind: 'regexp', at: token.at, pattern: token.pattern, flags: token.flags };
      case 'name': {
        const constant = Object.hasOwn(CONSTANTS, token.text) ? CONSTANTS[token.text] : undefined;
        if (constant !== undefined) return { kind: 'constant', at: token.at, value: constant };
        return { kind: 'name', at: token.at, name: token.text };
      }
      case 'symbol':
      case 'end':
        return this.bracketed(token);
    }
  }

  private bracketed(token: Token): Expression {
    if (token.text === '[') return { kind: 'list', at: token.at, items: this.inputs(']') };
    if (token.text === '(') {
      const inner = this.expression();
      this.expect(')');
      return inner;
    }
    this.next--;
    throw this.unexpected();
  }

  private take(symbol: string): boolean {
    if (this.token.kind !== 'symbol' || this.token.text !== symbol) return false;
    this.next++;
    return true;
  }

  private expect(symbol: string): void {
    if (!this.take(symbol)) throw this.unexpected(`Expected '${symbol}'`);
  }

  private unexpected(expected?: string): ExpressionError {
    const { at, kind, text } = this.token;
    if (expected === undefined) {
      return new ExpressionError(at, kind === 'end' ? 'Unexpected end of expression' : `Unexpected '${text}'`);
    }
    const found = kind === 'end' ? 'the expression ends' : `found '${text}'`;
    return new ExpressionError(at, `${expected}, but ${found}`);
  }

  private notCallable(): ExpressionError {
    return new ExpressionError(this.token.at, 'Only methods can be called, as in data.exists()');
  }
}
