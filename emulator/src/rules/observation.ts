import { Branch } from '../tree/node.js';
import { type Variables, compile } from './compile.js';
import { printExpression } from './print-expression.js';
import { EvaluationError, RuleSnapshot, type RuleValue, type Scope, typeOf } from './rule-values.js';
import type { Expression } from './syntax.js';

/** A part of a rule and the value it had. */
export interface Observation {
  readonly part: string;
  /** As JSON; a description if the value has children. */
  readonly value: unknown;
}

/** Kinds of parts whose values are obvious. */
const PLAIN = new Set<Expression['kind']>(['constant', 'list', 'regexp']);

/**
 * Evaluates an expression and returns the values of its parts (not of the whole), each once, in order of evaluation.
 */
export function observeParts(expression: Expression, variables: Variables, scope: Scope): Observation[] {
  const found = new Map<string, unknown>();
  const observe = (part: Expression, value: RuleValue): void => {
    if (part === expression || PLAIN.has(part.kind) || value instanceof RuleSnapshot || typeOf(value) === 'query')
      return;
    found.set(printExpression(part), described(value));
  };
  try {
    compile(expression, { variables, observe }).run(scope);
  } catch (error) {
    // The parts evaluated so far show where it stopped.
    if (!(error instanceof EvaluationError)) throw error;
  }
  return [...found].map(([part, value]) => ({ part, value }));
}

function described(value: RuleValue): unknown {
  return value instanceof Branch ? `(a location with ${value.size} children)` : value;
}
