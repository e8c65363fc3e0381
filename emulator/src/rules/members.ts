import { Branch, childOf, nodeAt, priorityOf, primitiveOf } from '../tree/node.js';
import { splitPath } from '../tree/paths.js';
import { isOneOf } from './operators.js';
import { EvaluationError, type Matcher, type RuleSnapshot, type RuleType, type RuleValue } from './rule-values.js';

/** A method of the language: its parameters, its result and its implementation. */
export interface MemberMethod {
  readonly inputs: readonly RuleType[];
  /** How many parameters may be omitted, from the end. */
  readonly optional?: number;
  readonly output: RuleType;
  readonly run: (object: RuleValue, inputs: readonly RuleValue[]) => RuleValue;
}

function ofSnapshot(
  inputs: readonly RuleType[],
  output: RuleType,
  run: (snapshot: RuleSnapshot, inputs: readonly RuleValue[]) => RuleValue,
): MemberMethod {
  return { inputs, output, run: (object, given) => run(object as RuleSnapshot, given) };
}

function ofString(
  inputs: readonly RuleType[],
  output: RuleType,
  run: (text: string, inputs: readonly RuleValue[]) => RuleValue,
): MemberMethod {
  return { inputs, output, run: (object, given) => run(object as string, given) };
}

/** https://firebase.google.com/docs/reference/security/database#ruledatasnapshot_methods */
const SNAPSHOT_METHODS: Readonly<Record<string, MemberMethod>> = {
  val: ofSnapshot([], 'primitive', (snapshot) => snapshot.value),
  child: ofSnapshot(['string'], 'snapshot', (snapshot, [path]) => snapshot.child(path as string)),
  parent: ofSnapshot([], 'snapshot', (snapshot) => snapshot.parent()),
  exists: ofSnapshot([], 'boolean', (snapshot) => snapshot.node !== null),
  hasChild: ofSnapshot(['string'], 'boolean', (snapshot, [path]) => hasChild(snapshot, path as string)),
  hasChildren: {
    ...ofSnapshot(['list'], 'boolean', (snapshot, [keys]) => hasChildren(snapshot, keys)),
    optional: 1,
  },
  getPriority: ofSnapshot([], 'primitive', (snapshot) => priorityOf(snapshot.node)),
  isNumber: ofSnapshot([], 'boolean', (snapshot) => typeof primitiveOf(snapshot.node) === 'number'),
  isString: ofSnapshot([], 'boolean', (snapshot) => typeof primitiveOf(snapshot.node) === 'string'),
  isBoolean: ofSnapshot([], 'boolean', (snapshot) => typeof primitiveOf(snapshot.node) === 'boolean'),
};

/** https://firebase.google.com/docs/reference/security/database#string_methods */
const STRING_METHODS: Readonly<Record<string, MemberMethod>> = {
  contains: ofString(['string'], 'boolean', (text, [part]) => text.includes(part as string)),
  beginsWith: ofString(['string'], 'boolean', (text, [part]) => text.startsWith(part as string)),
  endsWith: ofString(['string'], 'boolean', (text, [part]) => text.endsWith(part as string)),
  replace: ofString(['string', 'string'], 'string', (text, [part, other]) =>
    text.split(part as string).join(other as string),
  ),
  toLowerCase: ofString([], 'string', (text) => text.toLowerCase()),
  toUpperCase: ofString([], 'string', (text) => text.toUpperCase()),
  matches: ofString(['regexp'], 'boolean', (text, [pattern]) => (pattern as Matcher).test(text)),
};

/**
 * The fields of `query` in rules.
 * https://firebase.google.com/docs/database/security/rules-conditions#query-based_rules
 */
export const QUERY_FIELDS: Readonly<Record<string, RuleType>> = {
  orderByChild: 'ordering',
  orderByKey: 'boolean',
  orderByValue: 'boolean',
  orderByPriority: 'boolean',
  startAt: 'primitive',
  startAfter: 'primitive',
  endAt: 'primitive',
  endBefore: 'primitive',
  equalTo: 'primitive',
  limitToFirst: 'number',
  limitToLast: 'number',
};

/**
 * Finds a method of a type by name. For a type not known yet, finds a string method: claims and values have no others.
 */
export function methodOf(type: RuleType, name: string): MemberMethod | undefined {
  if (type === 'mixed') return undefined;
  const methods = type === 'snapshot' ? SNAPSHOT_METHODS : isOneOf(type, 'string') ? STRING_METHODS : {};
  return Object.hasOwn(methods, name) ? methods[name] : undefined;
}

function hasChild(snapshot: RuleSnapshot, path: string): boolean {
  return nodeAt(snapshot.node, splitPath(path)) !== null;
}

function hasChildren(snapshot: RuleSnapshot, keys: RuleValue | undefined): boolean {
  const { node } = snapshot;
  if (keys === undefined) return node instanceof Branch;
  const wanted = keys as readonly RuleValue[];
  return wanted.every((key) => {
    if (typeof key !== 'string') throw new EvaluationError('hasChildren() takes a list of strings');
    return key.includes('/') ? hasChild(snapshot, key) : childOf(node, key) !== null;
  });
}
