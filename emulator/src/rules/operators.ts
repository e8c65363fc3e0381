import { Branch, sameNode } from '../tree/node.js';
import { EvaluationError, RuleSnapshot, type RuleType, type RuleValue, typeOf } from './rule-values.js';

/** A binary operator: which types it takes, what it gives, what it does. `&&` and `||` are apart, since they stop early. */
export interface Operator {
  /** The type of the result; `undefined` if the operands do not go together. */
  readonly typed: (left: RuleType, right: RuleType) => RuleType | undefined;
  readonly run: (left: RuleValue, right: RuleValue) => RuleValue;
}

const arithmetic = (run: (left: number, right: number) => number): Operator => ({
  typed: (left, right) => (isOneOf(left, 'number') && isOneOf(right, 'number') ? 'number' : undefined),
  run: (left, right) => run(numeric(left), numeric(right)),
});

const comparison = (run: (left: number | string, right: number | string) => boolean): Operator => ({
  typed: (left, right) => (bothOf(left, right, 'number') || bothOf(left, right, 'string') ? 'boolean' : undefined),
  run: (left, right) => {
    if (typeof left === 'number' && typeof right === 'number') return run(left, right);
    if (typeof left === 'string' && typeof right === 'string') return run(left, right);
    throw new EvaluationError(`cannot order a ${typeOf(left)} and a ${typeOf(right)}`);
  },
});

const equality = (equal: boolean): Operator => ({
  typed: (left, right) => (isComparable(left) && isComparable(right) ? 'boolean' : undefined),
  run: (left, right) => isEqual(left, right) === equal,
});

const plus: Operator = {
  typed: (left, right) => {
    if (left === 'string' || right === 'string') return isText(left) && isText(right) ? 'string' : undefined;
    if (left === 'number' && right === 'number') return 'number';
    return isOneOf(left, 'number') && isOneOf(right, 'number') ? 'any' : undefined;
  },
  run: (left, right) => {
    if (typeof left === 'string' || typeof right === 'string') return textOf(left) + textOf(right);
    return numeric(left) + numeric(right);
  },
};

/** The operators by their symbols. https://firebase.google.com/docs/reference/security/database#operators */
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
  '/': arithmetic((left, right) => left / right),
  '%': arithmetic((left, right) => left % right),
};

/** A value that must be a number. */
export function numeric(value: RuleValue): number {
  if (typeof value !== 'number') throw new EvaluationError(`expected a number, not a ${typeOf(value)}`);
  return value;
}

/** A value that must be true or false. */
export function truth(value: RuleValue): boolean {
  if (typeof value !== 'boolean') throw new EvaluationError(`expected true or false, not a ${typeOf(value)}`);
  return value;
}

/** True if a type is, or may turn out to be, the wanted one. */
export function isOneOf(type: RuleType, wanted: RuleType): boolean {
  return type === wanted || type === 'any';
}

function bothOf(left: RuleType, right: RuleType, wanted: RuleType): boolean {
  return isOneOf(left, wanted) && isOneOf(right, wanted);
}

function isText(type: RuleType): boolean {
  return type === 'string' || type === 'number' || type === 'boolean' || type === 'null' || type === 'any';
}

function isComparable(type: RuleType): boolean {
  return isText(type) || type === 'claims';
}

function textOf(value: RuleValue): string {
  if (value !== null && typeof value === 'object')
    throw new EvaluationError(`cannot join a ${typeOf(value)} to a text`);
  return String(value);
}

function isEqual(left: RuleValue, right: RuleValue): boolean {
  if (left instanceof Branch && right instanceof Branch) return sameNode(left, right);
  if (left instanceof RuleSnapshot || right instanceof RuleSnapshot)
    throw new EvaluationError('cannot compare a snapshot');
  return left === right;
}
