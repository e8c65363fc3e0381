import { Branch, sameNode } from '../tree/node.js';
import { EvaluationError, RuleSnapshot, type RuleType, type RuleValue, typeOf } from './rule-values.js';

/** A binary operator: its typing rule and its implementation. `&&` and `||` are elsewhere, since they short-circuit. */
export interface Operator {
  /** The type of the result; `undefined` if the operands are incompatible. */
  readonly typed: (left: RuleType, right: RuleType) => RuleType | undefined;
  readonly run: (left: RuleValue, right: RuleValue) => RuleValue;
}

const arithmetic = (run: (left: number, right: number) => number): Operator => ({
  typed: (left, right) => (isOneOf(left, 'number') && isOneOf(right, 'number') ? 'number' : undefined),
  run: (left, right) => run(numeric(left), numeric(right)),
});

/** Compares numbers or strings; that a number and a string have no order only shows when rules run. */
const comparison = (run: (left: number | string, right: number | string) => boolean): Operator => ({
  typed: (left, right) => (isNumberOrText(left) && isNumberOrText(right) ? 'boolean' : undefined),
  run: (left, right) => {
    if (typeof left === 'number' && typeof right === 'number') return run(left, right);
    if (typeof left === 'string' && typeof right === 'string') return run(left, right);
    throw new EvaluationError(`cannot order a ${typeOf(left)} and a ${typeOf(right)}`);
  },
});

const equality = (equal: boolean): Operator => ({
  typed: (left, right) => (areComparable(left, right) ? 'boolean' : undefined),
  run: (left, right) => isEqual(left, right) === equal,
});

/**
 * Adds numbers and concatenates strings. Anything else, null above all, has no sum: `'users/' + auth.uid` of an
 * anonymous caller denies.
 */
const plus: Operator = {
  typed: (left, right) => {
    if (!isNumberOrText(left) || !isNumberOrText(right)) return undefined;
    if (left === 'string' || right === 'string') return 'string';
    return left === 'number' && right === 'number' ? 'number' : 'primitive';
  },
  run: (left, right) => {
    if (typeof left === 'string' || typeof right === 'string') return textOf(left) + textOf(right);
    return numeric(left) + numeric(right);
  },
};

/** The operators by symbol. https://firebase.google.com/docs/reference/security/database#operators */
export const OPERATORS: Readonly<Record<string, Operator>> = {
  '==': equality(true),
  '===': equality(true),
  '!=': equality(false),
  '!==': equality(false),
  '<': comparison((left, right) => left < right),
  '<=': comparison((left, right) => left <= right),
  '>': comparison((left, right) => left > right),
  '>=': comparison((left, right) => left >= right),
  '+': plus,
  '-': arithmetic((left, right) => left - right),
  '*': arithmetic((left, right) => left * right),
  // The service has no infinity: a division by zero gives NaN, and compares as such.
  '/': arithmetic((left, right) => (right === 0 ? NaN : left / right)),
  '%': arithmetic((left, right) => left % right),
};

/** Requires a number. */
export function numeric(value: RuleValue): number {
  if (typeof value !== 'number') throw new EvaluationError(`expected a number, not a ${typeOf(value)}`);
  return value;
}

/** Requires a boolean. */
export function truth(value: RuleValue): boolean {
  if (typeof value !== 'boolean') throw new EvaluationError(`expected true or false, not a ${typeOf(value)}`);
  return value;
}

/** True if a type is, or may turn out to be at run time, the wanted one. */
export function isOneOf(type: RuleType, wanted: RuleType): boolean {
  return type === wanted || type === 'any' || type === 'mixed' || (type === 'primitive' && PRIMITIVES.has(wanted));
}

/** True for a type whose values have no children. */
export function isPrimitive(type: RuleType): boolean {
  return type === 'primitive' || PRIMITIVES.has(type);
}

const PRIMITIVES: ReadonlySet<RuleType> = new Set<RuleType>(['null', 'boolean', 'number', 'string']);

function isNumberOrText(type: RuleType): boolean {
  return isOneOf(type, 'string') || isOneOf(type, 'number');
}

function areComparable(left: RuleType, right: RuleType): boolean {
  return [left, right].every((type) => isPrimitive(type) || ['any', 'mixed', 'ordering'].includes(type));
}

function textOf(value: RuleValue): string {
  if (typeof value === 'string' || typeof value === 'number') return String(value);
  throw new EvaluationError(`cannot join a ${typeOf(value)} to a string`);
}

function isEqual(left: RuleValue, right: RuleValue): boolean {
  if (left instanceof Branch && right instanceof Branch) return sameNode(left, right);
  if (left instanceof RuleSnapshot || right instanceof RuleSnapshot)
    throw new EvaluationError('cannot compare a snapshot');
  return left === right;
}
