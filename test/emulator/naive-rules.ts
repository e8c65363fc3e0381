import fc from 'fast-check';

/**
 * The rules language written the obvious way, over plain JSON: random rules with what they mean, and a judge that knows
 * nothing of the emulator's. No arrays, no priorities: those are tried elsewhere.
 */

/** Plain data; nothing is `null`. */
export type Plain = null | boolean | number | string | { readonly [key: string]: Plain };

/** Where an expression is evaluated. */
export interface Place {
  readonly root: Plain;
  readonly newRoot: Plain;
  readonly path: readonly string[];
  /** Keys captured on the way, the topmost first. */
  readonly captured: readonly string[];
  readonly uid: string | null;
}

/** An expression: its text where so many variables are in scope, and its value. */
export interface Expression {
  readonly text: (captures: number) => string;
  /** Throws where the language has no answer. */
  readonly value: (place: Place) => Plain;
}

/** Random rules for a location. */
export interface RandomRules {
  readonly read: Expression | null;
  readonly write: Expression | null;
  readonly validate: Expression | null;
  readonly children: Readonly<Record<string, RandomRules>>;
  readonly wildcard: RandomRules | null;
}

const KEYS = ['a', 'b', 'c'];
const key = fc.constantFrom(...KEYS);
const leaf: fc.Arbitrary<Plain> = fc.constantFrom<Plain>(0, 1, 2.5, 'a', 'bc', true, false);

/** Random data of up to three levels. */
export const plainTrees: fc.Arbitrary<Plain> = fc.letrec<{ tree: Plain }>((tie) => ({
  tree: fc.oneof(
    { depthSize: 'small', maxDepth: 3 },
    leaf,
    fc.dictionary(key, tie('tree'), { minKeys: 1, maxKeys: 3, noNullPrototype: true }),
  ),
})).tree;

/** Random paths of up to three keys. */
export const plainPaths = fc.array(key, { maxLength: 3 });

/** What lies at a path. */
export function at(data: Plain, path: readonly string[]): Plain {
  return path.reduce<Plain>(
    (node, next) => (typeof node === 'object' && node !== null && Object.hasOwn(node, next) ? node[next]! : null),
    data,
  );
}

/** The data with another value at a path; what has no children left vanishes. */
export function withAt(data: Plain, [first, ...rest]: readonly string[], value: Plain): Plain {
  if (first === undefined) return value;
  const before: Record<string, Plain> = typeof data === 'object' && data !== null ? data : {};
  const child = withAt(before[first] ?? null, rest, value);
  const others = Object.entries(before).filter(([key]) => key !== first);
  const children = Object.fromEntries<Plain>(child === null ? others : [...others, [first, child]]);
  if (Object.keys(children).length > 0) return children;
  return child === null && (typeof data !== 'object' || data === null) ? data : null;
}

const SNAPSHOTS = {
  data: ({ root, path }: Place) => ({ tree: root, path }),
  newData: ({ newRoot, path }: Place) => ({ tree: newRoot, path }),
  root: ({ root }: Place) => ({ tree: root, path: [] as readonly string[] }),
};

type Snapshot = { tree: Plain; path: readonly string[] };
type SnapshotName = keyof typeof SNAPSHOTS;

function snapshots(names: readonly SnapshotName[]): fc.Arbitrary<{ text: string; of: (place: Place) => Snapshot }> {
  return fc
    .tuple(fc.constantFrom(...names), fc.constantFrom('', 'parent', 'child'), plainPaths)
    .map(([name, step, path]) => {
      const start = SNAPSHOTS[name];
      if (step === 'parent') return { text: `${name}.parent()`, of: (place) => parentOf(start(place)) };
      if (step === '' || path.length === 0) return { text: name, of: start };
      const child = (place: Place): Snapshot => ({ tree: start(place).tree, path: [...start(place).path, ...path] });
      return { text: `${name}.child('${path.join('/')}')`, of: child };
    });
}

function parentOf({ tree, path }: Snapshot): Snapshot {
  if (path.length === 0) throw new Error('the root has no parent');
  return { tree, path: path.slice(0, -1) };
}

const isBranch = (node: Plain): boolean => typeof node === 'object' && node !== null;

const TESTS: readonly [string, (node: Plain) => Plain][] = [
  ['exists()', (node) => node !== null],
  ['isNumber()', (node) => typeof node === 'number'],
  ['isString()', (node) => typeof node === 'string'],
  ['isBoolean()', (node) => typeof node === 'boolean'],
  ['hasChildren()', isBranch],
  ["hasChildren(['a', 'b'])", (node) => at(node, ['a']) !== null && at(node, ['b']) !== null],
  ["hasChild('c')", (node) => at(node, ['c']) !== null],
  ['val() != null', (node) => node !== null],
  ["val() == 'a'", (node) => node === 'a'],
  ['val() > 1', (node) => number(node) > 1],
  ['val() + 1 == 2', (node) => (typeof node === 'string' ? `${node}1` : number(node) + 1) === 2],
  ["val().contains('b')", (node) => text(node).includes('b')],
  ['val().matches(/^[a-b]+$/)', (node) => /^[a-b]+$/.test(text(node))],
  ["val() + 'x' == 'ax'", (node) => `${typeof node === 'number' ? node : text(node)}x` === 'ax'],
  ['val() / 0 < 1', (node) => number(node) > Infinity],
  ['val() == true', (node) => node === true],
];

function number(node: Plain): number {
  if (typeof node !== 'number') throw new Error('no number');
  return node;
}

function text(node: Plain): string {
  if (typeof node !== 'string') throw new Error('no text');
  return node;
}

function truth(node: Plain): boolean {
  if (typeof node !== 'boolean') throw new Error('neither true nor false');
  return node;
}

function constant(value: boolean): Expression {
  return { text: () => String(value), value: () => value };
}

function expressions(names: readonly SnapshotName[]): fc.Arbitrary<Expression> {
  return fc.letrec<{ expression: Expression }>((tie) => ({
    expression: fc.oneof(
      { depthSize: 'small', maxDepth: 2 },
      fc.constantFrom(constant(true), constant(true), constant(false)),
      fc.constantFrom<Expression>(
        { text: () => 'auth != null', value: ({ uid }) => uid !== null },
        { text: () => "auth.uid === 'ada'", value: ({ uid }) => uid === 'ada' },
      ),
      fc.tuple(fc.nat(2), key).map(([which, wanted]): Expression => ({
        text: (captures) => (which < captures ? `$v${which} == '${wanted}'` : 'true'),
        value: ({ captured }) => (which < captured.length ? captured[which] === wanted : true),
      })),
      fc.tuple(snapshots(names), fc.constantFrom(...TESTS)).map(([snapshot, [method, test]]): Expression => ({
        text: () => `${snapshot.text}.${method}`,
        value: (place) => {
          const { tree, path } = snapshot.of(place);
          return test(at(tree, path));
        },
      })),
      tie('expression').map((inner): Expression => ({
        text: (captures) => `!(${inner.text(captures)})`,
        value: (place) => !truth(inner.value(place)),
      })),
      fc
        .tuple(tie('expression'), fc.constantFrom('&&', '||'), tie('expression'))
        .map(([left, operator, right]): Expression => ({
          text: (captures) => `(${left.text(captures)}) ${operator} (${right.text(captures)})`,
          value: (place) => {
            const first = truth(left.value(place));
            return first === (operator === '||') ? first : truth(right.value(place));
          },
        })),
    ),
  })).expression;
}

const rule = (names: readonly SnapshotName[]): fc.Arbitrary<Expression | null> =>
  fc.option(expressions(names), { freq: 2 });

/** Random rules, three levels deep at the most. */
export const randomRules: fc.Arbitrary<RandomRules> = fc.letrec<{ rules: RandomRules }>((tie) => ({
  rules: fc.record({
    read: rule(['data', 'root']),
    write: rule(['data', 'newData', 'root']),
    validate: rule(['data', 'newData', 'root']),
    children: fc.oneof(
      { maxDepth: 3, depthSize: 'small' },
      fc.constant({}),
      fc.dictionary(key, tie('rules'), { maxKeys: 2, noNullPrototype: true }),
    ),
    wildcard: fc.oneof({ maxDepth: 3, depthSize: 'small' }, fc.constant(null), tie('rules')),
  }),
})).rules;

/** Rules as the JSON that is uploaded. */
export function rulesJson(rules: RandomRules, captures = 0): Record<string, unknown> {
  const json: Record<string, unknown> = {};
  if (rules.read !== null) json['.read'] = rules.read.text(captures);
  if (rules.write !== null) json['.write'] = rules.write.text(captures);
  if (rules.validate !== null) json['.validate'] = rules.validate.text(captures);
  for (const [name, child] of Object.entries(rules.children)) json[name] = rulesJson(child, captures);
  if (rules.wildcard !== null) json[`$v${captures}`] = rulesJson(rules.wildcard, captures + 1);
  return json;
}

interface Visit {
  readonly rules: RandomRules;
  readonly place: Place;
}

function below({ rules, place }: Visit, next: string): Visit | null {
  const path = [...place.path, next];
  if (Object.hasOwn(rules.children, next)) return { rules: rules.children[next]!, place: { ...place, path } };
  if (rules.wildcard === null) return null;
  return { rules: rules.wildcard, place: { ...place, path, captured: [...place.captured, next] } };
}

function holds(expression: Expression | null, place: Place): boolean {
  try {
    return expression !== null && expression.value(place) === true;
  } catch {
    return false;
  }
}

function visitsTo(start: Visit, path: readonly string[]): Visit[] {
  const visits = [start];
  for (const next of path) {
    const visit = below(visits[visits.length - 1]!, next);
    if (visit === null) break;
    visits.push(visit);
  }
  return visits;
}

/** Whether rules let a read be. */
export function naiveRead(rules: RandomRules, root: Plain, path: readonly string[], uid: string | null): boolean {
  const start: Visit = { rules, place: { root, newRoot: null, path: [], captured: [], uid } };
  return visitsTo(start, path).some((visit) => holds(visit.rules.read, visit.place));
}

/** Whether rules let a write of several paths be. */
export function naiveWrite(
  rules: RandomRules,
  root: Plain,
  newRoot: Plain,
  paths: readonly (readonly string[])[],
  uid: string | null,
): boolean {
  const start: Visit = { rules, place: { root, newRoot, path: [], captured: [], uid } };
  // Whatever is not there after the write has nothing to be valid.
  const valid = ({ rules: { validate }, place }: Visit): boolean =>
    validate === null || at(newRoot, place.path) === null || holds(validate, place);
  const validBelow = (visit: Visit): boolean =>
    valid(visit) &&
    KEYS.every((next) => {
      const child = below(visit, next);
      return child === null || validBelow(child);
    });
  return paths.every((path) => {
    const visits = visitsTo(start, path);
    if (!visits.some((visit) => holds(visit.rules.write, visit.place))) return false;
    if (visits.length <= path.length) return visits.every(valid);
    return visits.slice(0, -1).every(valid) && validBelow(visits[visits.length - 1]!);
  });
}
