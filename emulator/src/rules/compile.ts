import { Branch } from '../tree/node.js';
import { type MemberMethod, QUERY_FIELDS, methodOf } from './members.js';
import { OPERATORS, isOneOf, isPrimitive, numeric, truth } from './operators.js';
import { compilePattern } from './pattern.js';
import {
  EvaluationError,
  QueryValue,
  type RuleType,
  type RuleValue,
  type Scope,
  ruleValueOf,
  typeOf,
} from './rule-values.js';
import type { Expression } from './syntax.js';
import { ExpressionError } from './tokens.js';

/** A compiled expression, with its static type. */
export interface Compiled {
  readonly type: RuleType;
  /** Throws an `EvaluationError` where the language defines no result. */
  readonly run: (scope: Scope) => RuleValue;
}

/** The variables an expression may use. */
export type Variables = ReadonlyMap<string, Compiled>;

/** The variables available in `.read` rules. */
export const READ_VARIABLES: Variables = new Map<string, Compiled>([
  ['auth', { type: 'any', run: (scope) => ruleValueOf(scope.auth) }],
  ['now', { type: 'number', run: (scope) => scope.now }],
  ['root', { type: 'snapshot', run: (scope) => scope.root }],
  ['data', { type: 'snapshot', run: (scope) => scope.data }],
  ['query', { type: 'query', run: (scope) => scope.query }],
]);

/** The variables available in `.write` and `.validate` rules. */
export const WRITE_VARIABLES: Variables = new Map<string, Compiled>([
  ...READ_VARIABLES,
  ['newData', { type: 'snapshot', run: (scope) => scope.newData }],
]);

/** Called with the value of every part of an expression that is evaluated. */
export type Observe = (part: Expression, value: RuleValue) => void;

/** The context an expression is compiled in. */
export interface CompileContext {
  readonly variables: Variables;
  readonly observe?: Observe;
}

/** Checks and compiles an expression. Throws an `ExpressionError` if it can never be valid. */
export function compile(expression: Expression, context: CompileContext): Compiled {
  const compiled = compilePart(expression, context);
  const { observe } = context;
  if (observe === undefined) return compiled;
  const run = (scope: Scope): RuleValue => {
    const value = compiled.run(scope);
    observe(expression, value);
    return value;
  };
  return { type: compiled.type, run };
}

function compilePart(expression: Expression, context: CompileContext): Compiled {
  switch (expression.kind) {
    case 'constant': {
      const { value } = expression;
      return { type: typeOf(value), run: () => value };
    }
    case 'regexp':
      return compileRegExp(expression);
    case 'list':
      throw new ExpressionError(expression.at, 'A list is only allowed in hasChildren()');
    case 'name':
      return compileName(expression, context);
    case 'member':
      return compileMember(expression, context);
    case 'index':
      return compileIndex(expression, context);
    case 'call':
      return compileCall(expression, context);
    case 'unary':
      return compileUnary(expression, context);
    case 'binary':
      return compileBinary(expression, context);
    case 'choice':
      return compileChoice(expression, context);
  }
}

type Of<Kind> = Extract<Expression, { kind: Kind }>;

function compileRegExp({ at, pattern, flags }: Of<'regexp'>): Compiled {
  try {
    const regexp = compilePattern(pattern, flags);
    return { type: 'regexp', run: () => regexp };
  } catch (error) {
    throw new ExpressionError(at, `Bad regular expression: ${error instanceof Error ? error.message : ''}`);
  }
}

function compileList({ items }: Of<'list'>, context: CompileContext): Compiled {
  const parts = items.map((item) => compile(item, context));
  parts.forEach(({ type }, i) => {
    if (!isOneOf(type, 'string')) throw new ExpressionError(items[i]!.at, `A list contains strings, not a ${type}`);
  });
  return { type: 'list', run: (scope) => parts.map((part) => part.run(scope)) };
}

function compileName({ at, name }: Of<'name'>, context: CompileContext): Compiled {
  const variable = context.variables.get(name);
  if (variable === undefined) throw new ExpressionError(at, `Unknown variable '${name}'`);
  return variable;
}

function compileMember({ at, object, name }: Of<'member'>, context: CompileContext): Compiled {
  const owner = compile(object, context);
  if (owner.type === 'query' && Object.hasOwn(QUERY_FIELDS, name)) {
    return { type: QUERY_FIELDS[name]!, run: (scope) => (owner.run(scope) as QueryValue).fields[name] ?? null };
  }
  if ((owner.type === 'string' || owner.type === 'primitive') && name === 'length') {
    return { type: 'number', run: (scope) => memberOf(owner.run(scope), name) };
  }
  if (owner.type !== 'any') throw noSuchMember(at, name, owner.type);
  return { type: 'any', run: (scope) => memberOf(owner.run(scope), name) };
}

/** With a quoted string between the brackets, this is another spelling of member access. */
function compileIndex({ at, object, key }: Of<'index'>, context: CompileContext): Compiled {
  const owner = compile(object, context);
  if (key.kind === 'constant' && typeof key.value === 'string') {
    return compileMember({ kind: 'member', at, object, name: key.value }, context);
  }
  const name = compile(key, context);
  if (owner.type !== 'any') throw new ExpressionError(at, `Only auth and its claims take [ ], not a ${owner.type}`);
  if (!isOneOf(name.type, 'string') && !isOneOf(name.type, 'number')) {
    throw new ExpressionError(at, `The key in [ ] must be a string or a number, not a ${name.type}`);
  }
  return { type: 'any', run: (scope) => itemOf(owner.run(scope), name.run(scope)) };
}

/** A property of null is null: an anonymous caller's `auth.uid` is null, so that `auth.uid != null` needs no guard. */
function memberOf(value: RuleValue, name: string): RuleValue {
  if (value === null) return null;
  if (typeof value === 'string' && name === 'length') return value.length;
  if (typeof value !== 'object' || value instanceof Branch || typeOf(value) !== 'claims') {
    throw new EvaluationError(`a ${typeOf(value)} has no property '${name}'`);
  }
  return Object.hasOwn(value, name) ? ruleValueOf((value as Record<string, unknown>)[name]) : null;
}

/** An item of a list by index, as in `auth.token.firebase.identities['google.com'][0]`, or a property by name. */
function itemOf(value: RuleValue, key: RuleValue): RuleValue {
  if (typeof key === 'string') return memberOf(value, key);
  if (typeof key !== 'number') throw new EvaluationError(`a key must be a string or a number, not a ${typeOf(key)}`);
  if (value === null) return null;
  if (!Array.isArray(value)) throw new EvaluationError(`a ${typeOf(value)} has no numbered items`);
  return (value as readonly RuleValue[])[key] ?? null;
}

function compileCall({ at, object, name, inputs }: Of<'call'>, context: CompileContext): Compiled {
  const owner = compile(object, context);
  const method = methodOf(owner.type, name);
  if (method === undefined) throw noSuchMember(at, `${name}()`, owner.type);
  const given = inputs.map((input, i) =>
    input.kind === 'list' && method.inputs[i] === 'list' ? compileList(input, context) : compile(input, context),
  );
  checkInputs(at, name, method, inputs, given);
  const { run } = method;
  const wanted: RuleType = owner.type === 'snapshot' ? 'snapshot' : 'string';
  return {
    type: method.output,
    run: (scope) => {
      const self = expectType(owner.run(scope), wanted, `${name}() is called on`);
      return run(
        self,
        given.map((input, i) => expectType(input.run(scope), method.inputs[i]!, `${name}() takes`)),
      );
    },
  };
}

function checkInputs(
  at: number,
  name: string,
  { inputs, optional = 0 }: MemberMethod,
  expressions: readonly Expression[],
  given: readonly Compiled[],
): void {
  if (given.length > inputs.length || given.length < inputs.length - optional) {
    throw new ExpressionError(at, `${name}() takes ${inputs.length} argument(s), not ${given.length}`);
  }
  given.forEach(({ type }, i) => {
    const wanted = inputs[i]!;
    // Lists and patterns are literals: no value turns out to be one at run time.
    if (wanted === 'list' || wanted === 'regexp' ? type === wanted : isOneOf(type, wanted)) return;
    throw new ExpressionError(expressions[i]!.at, `${name}() takes a ${wanted} here, not a ${type}`);
  });
}

function expectType(value: RuleValue, wanted: RuleType, what: string): RuleValue {
  if (typeOf(value) !== wanted) throw new EvaluationError(`${what} a ${wanted}, not a ${typeOf(value)}`);
  return value;
}

function compileUnary({ at, operator, input }: Of<'unary'>, context: CompileContext): Compiled {
  const { type, run } = compile(input, context);
  if (operator === '!') {
    requireBoolean(at, 'The operand of !', type);
    return { type: 'boolean', run: (scope) => !truth(run(scope)) };
  }
  if (!isOneOf(type, 'number')) throw new ExpressionError(at, `The operand of - must be a number, not a ${type}`);
  return { type: 'number', run: (scope) => -numeric(run(scope)) };
}

function compileBinary({ at, operator, left, right }: Of<'binary'>, context: CompileContext): Compiled {
  const a = compile(left, context);
  const b = compile(right, context);
  if (operator === '&&' || operator === '||') return compileLogical(at, operator, a, b);
  const { typed, run } = OPERATORS[operator]!;
  refuseMadeOrdering(at, operator, [a, left], [b, right]);
  const type = typed(a.type, b.type);
  if (type === undefined) throw new ExpressionError(at, `${operator} cannot take a ${a.type} and a ${b.type}`);
  return { type, run: (scope) => run(a.run(scope), b.run(scope)) };
}

/** `query.orderByChild` may only be compared with a literal: the service accepts no composed expression. */
function refuseMadeOrdering(at: number, operator: string, ...sides: [Compiled, Expression][]): void {
  if (!sides.some(([{ type }]) => type === 'ordering')) return;
  for (const [{ type }, expression] of sides) {
    if (type === 'ordering' || expression.kind === 'constant') continue;
    throw new ExpressionError(at, `${operator} takes a quoted string or null with query.orderByChild`);
  }
}

/**
 * Refuses an operand that must be boolean but is not, or whose type is only known at run time: the language has no
 * truthiness, so `auth.token.admin` must be written as `auth.token.admin == true`.
 */
export function requireBoolean(at: number, place: string, type: RuleType): void {
  if (type === 'boolean') return;
  const open = type === 'any' || type === 'mixed' || type === 'primitive';
  throw new ExpressionError(at, `${place} must be boolean${open ? ': compare it, as in == true' : `, not a ${type}`}`);
}

function compileLogical(at: number, operator: '&&' | '||', left: Compiled, right: Compiled): Compiled {
  requireBoolean(at, `Left operand of ${operator}`, left.type);
  requireBoolean(at, `Right operand of ${operator}`, right.type);
  if (operator === '&&') return { type: 'boolean', run: (scope) => truth(left.run(scope)) && truth(right.run(scope)) };
  return { type: 'boolean', run: (scope) => truth(left.run(scope)) || truth(right.run(scope)) };
}

function compileChoice({ at, test, yes, no }: Of<'choice'>, context: CompileContext): Compiled {
  const condition = compile(test, context);
  const a = compile(yes, context);
  const b = compile(no, context);
  requireBoolean(at, 'The condition before ?', condition.type);
  return {
    type: eitherOf(a.type, b.type),
    run: (scope) => (truth(condition.run(scope)) ? a.run(scope) : b.run(scope)),
  };
}

function eitherOf(a: RuleType, b: RuleType): RuleType {
  if (a === b) return a;
  if (isPrimitive(a) && isPrimitive(b)) return 'primitive';
  return a === 'any' || b === 'any' ? 'any' : 'mixed';
}

function noSuchMember(at: number, name: string, type: RuleType): ExpressionError {
  return new ExpressionError(at, `No such method/property '${name}' of a ${type}`);
}
