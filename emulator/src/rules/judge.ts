import { type Bound, EVERYTHING, type Query } from '../queries/query.js';
import { Branch, type Path, eachChild, primitiveOf } from '../tree/node.js';
import { MAX_KEY, MIN_KEY } from '../tree/key-order.js';
import { type Rule, type RuleNode, ruleChild } from './rule-tree.js';
import { EvaluationError, QueryValue, RuleSnapshot, type Scope } from './rule-values.js';
import type { ReadRequest, WriteRequest } from './requests.js';
import type { Step, Trace } from './steps.js';

/** Decides a read: allowed if any `.read` from the root down to the path is true. */
export function allowsRead(rules: RuleNode, request: ReadRequest, trace?: Trace): boolean {
  const root = new RuleSnapshot(request.root, [], { touch: request.touch });
  const start = scopeAt(request.auth, request.now, root, root, null, queryValue(request.query));
  for (const { node, scope } of walk(rules, start, request.path)) {
    if (node.read !== null && holds(node.read, 'read', scope, trace)) return true;
  }
  return false;
}

/**
 * Decides a write, of one path or several at once. A `.write` from the root down to each path must allow it. Every
 * `.validate` on the way to the path and below it must be true wherever there is data after the write: deleted data is
 * not validated, but what remains above it is.
 */
export function allowsWrite(rules: RuleNode, request: WriteRequest, trace?: Trace): boolean {
  const before = new RuleSnapshot(request.before, []);
  const after = new RuleSnapshot(request.after, []);
  const start = scopeAt(request.auth, request.now, before, before, after, NO_QUERY);
  return request.paths.every((path) => allowsPath(rules, start, path, trace));
}

function allowsPath(rules: RuleNode, start: Scope, path: Path, trace: Trace | undefined): boolean {
  const visits = [...walk(rules, start, path)];
  const granted = visits.some(({ node, scope }) => node.write !== null && holds(node.write, 'write', scope, trace));
  if (!granted) return false;
  const last = visits[visits.length - 1]!;
  const above = visits.slice(0, -1).every(({ node, scope }) => isValid(node, scope, trace));
  // If no rules reach as far as the path, the last visit is above it and has no rules for what is below.
  const reached = visits.length === path.length + 1;
  return above && (reached ? isValidBelow(last.node, last.scope, trace) : isValid(last.node, last.scope, trace));
}

interface Visit {
  readonly node: RuleNode;
  readonly scope: Scope;
}

/** Visits the rules from the root down to a path, as far as there are any. */
function* walk(rules: RuleNode, start: Scope, path: Path): Generator<Visit, undefined> {
  let visit: Visit = { node: rules, scope: start };
  yield visit;
  for (const key of path) {
    const next = visitChild(visit, key);
    if (next === null) return;
    visit = next;
    yield visit;
  }
}

function visitChild({ node, scope }: Visit, key: string): Visit | null {
  const child = ruleChild(node, key);
  if (child === null) return null;
  const captures = child.capture === null ? scope.captures : new Map(scope.captures).set(child.capture, key);
  const data = scope.data.step(key);
  const newData = scope.newData === null ? null : scope.newData.step(key);
  return { node: child.node, scope: { ...scope, captures, data, newData } };
}

function isValidBelow(node: RuleNode, scope: Scope, trace: Trace | undefined): boolean {
  if (!isValid(node, scope, trace)) return false;
  const data = scope.newData?.node;
  if (!(data instanceof Branch)) return true;
  const keys: string[] = [];
  if (node.wildcard === null) keys.push(...node.children.keys());
  else eachChild(data, (key) => keys.push(key));
  return keys.every((key) => {
    const visit = visitChild({ node, scope }, key);
    return visit === null || isValidBelow(visit.node, visit.scope, trace);
  });
}

function isValid({ validate }: RuleNode, scope: Scope, trace: Trace | undefined): boolean {
  return validate === null || (scope.newData?.node ?? null) === null || holds(validate, 'validate', scope, trace);
}

function holds(rule: Rule, kind: Step['kind'], scope: Scope, trace: Trace | undefined): boolean {
  let outcome = false;
  let problem: string | null = null;
  try {
    outcome = rule.expression.run(scope) === true;
  } catch (error) {
    if (!(error instanceof EvaluationError)) throw error;
    problem = error.message;
  }
  trace?.({ path: scope.data.path, kind, rule: rule.text, outcome, problem, values: rule.observe(scope) });
  return outcome;
}

function scopeAt(
  auth: Scope['auth'],
  now: number,
  root: RuleSnapshot,
  data: RuleSnapshot,
  newData: RuleSnapshot | null,
  query: QueryValue,
): Scope {
  return { auth, now, root, data, newData, query, captures: new Map() };
}

/** The value of `query` in rules for writes. */
const NO_QUERY = queryValue(EVERYTHING);

/** https://firebase.google.com/docs/database/security/rules-conditions#query-based_rules */
function queryValue({ index, start, end, limit }: Query): QueryValue {
  const startValue = start === null ? null : (primitiveOf(start.value) ?? null);
  const endValue = end === null ? null : (primitiveOf(end.value) ?? null);
  const isUnordered = index.kind === 'priority' && index.byDefault === true && start === null && end === null;
  // A range without an order is by priority, a limit without one is by key, and a plain read has no order: the service
  // was seen to give it `query.orderByKey == false`.
  // https://github.com/davideast/pyric/blob/ca56348d/packages/conformance/rules-corpus/rtdb/r30-query-rules.ts
  const byKey = index.kind === 'key' || (isUnordered && limit !== null);
  const equal =
    start?.inclusive === true && end?.inclusive === true && startValue === endValue && samePlace(start, end);
  return new QueryValue({
    orderByChild: index.kind === 'child' ? index.path.join('/') : null,
    orderByKey: byKey,
    orderByValue: index.kind === 'value',
    orderByPriority: index.kind === 'priority' && !isUnordered,
    startAt: start?.inclusive === true ? startValue : null,
    startAfter: start?.inclusive === false ? startValue : null,
    endAt: end?.inclusive === true ? endValue : null,
    endBefore: end?.inclusive === false ? endValue : null,
    equalTo: equal ? startValue : null,
    limitToFirst: limit?.from === 'first' ? limit.count : null,
    limitToLast: limit?.from === 'last' ? limit.count : null,
  });
}

/** True for `equalTo`: a range of one value, with any key or with one. */
function samePlace(start: Bound, end: Bound): boolean {
  return start.key === end.key || (start.key === MIN_KEY && end.key === MAX_KEY);
}
