import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { AuthVariable } from '@segue/emulator/credentials';
import { RequestFailure } from '@segue/emulator/failure';
import { EVERYTHING } from '@segue/emulator/queries/query';
import { queryFromWire } from '@segue/emulator/queries/wire-query';
import { queryFromParams } from '@segue/emulator/rest/rest-query';
import { parseRules } from '@segue/emulator/rules/parse-rules';
import { fromJson } from '@segue/emulator/tree/from-json';
import { type Node, withNodeAt } from '@segue/emulator/tree/node';
import { splitPath } from '@segue/emulator/tree/paths';
import { check } from './samples.js';

const ADA: AuthVariable = {
  uid: 'ada',
  provider: 'password',
  token: { email: 'ada@x.org', roles: { admin: true }, ids: { 'x.org': ['a1'] } },
};
const NOW = 1_000;

function node(json: unknown): Node {
  return fromJson(json, null, { now: NOW, depth: 0 });
}

function allowed(judge: () => void): boolean {
  try {
    judge();
    return true;
  } catch (error) {
    if (error instanceof RequestFailure && error.code === 'permission_denied') return false;
    throw error;
  }
}

function mayRead(rules: unknown, data: unknown, path: string, auth: AuthVariable | null = ADA, query = ''): boolean {
  const parsed = parseRules(JSON.stringify({ rules }));
  const q = query === '' ? EVERYTHING : queryFromParams(new URLSearchParams(query));
  return allowed(() => parsed.judgeRead({ root: node(data), path: splitPath(path), query: q, auth, now: NOW }));
}

function mayWrite(
  rules: unknown,
  data: unknown,
  writes: Record<string, unknown>,
  auth: AuthVariable | null = ADA,
): boolean {
  const parsed = parseRules(JSON.stringify({ rules }));
  const before = node(data);
  const paths = Object.keys(writes).map(splitPath);
  const after = paths.reduce<Node>((tree, path) => withNodeAt(tree, path, node(writes[path.join('/')])), before);
  return allowed(() => parsed.judgeWrite({ before, after, paths, auth, now: NOW }));
}

/** Evaluates an expression as the read rule of `/here`. */
function holds(expression: string, data: unknown = {}, auth: AuthVariable | null = ADA): boolean {
  return mayRead({ here: { '.read': expression } }, data, 'here', auth);
}

function refusal(source: string): string {
  try {
    parseRules(source);
  } catch (error) {
    if (error instanceof RequestFailure) return error.message;
    throw error;
  }
  return 'accepted';
}

describe('read rules', () => {
  it('deny what nothing allows', () => {
    expect(mayRead({}, { a: 1 }, 'a')).toBe(false);
    expect(mayRead({ a: { '.read': 'false' } }, { a: 1 }, 'a')).toBe(false);
  });

  it('cascade to what lies below, not to what lies above', () => {
    const rules = { a: { '.read': true, b: { '.read': false } } };
    expect(mayRead(rules, {}, 'a/b/c')).toBe(true);
    expect(mayRead(rules, {}, '')).toBe(false);
  });

  it('let a named child win over a $variable, and give the variable its key', () => {
    const rules = { users: { $uid: { '.read': '$uid === auth.uid' }, shared: { '.read': true } } };
    expect(mayRead(rules, {}, 'users/ada')).toBe(true);
    expect(mayRead(rules, {}, 'users/bob')).toBe(false);
    expect(mayRead(rules, {}, 'users/shared', null)).toBe(true);
  });

  it('judge queries as queries', () => {
    const rules = {
      b: { '.read': "query.orderByChild == 'owner' && query.equalTo == auth.uid && query.limitToFirst <= 10" },
    };
    expect(mayRead(rules, {}, 'b', ADA, 'orderBy="owner"&equalTo="ada"&limitToFirst=10')).toBe(true);
    expect(mayRead(rules, {}, 'b', ADA, 'orderBy="owner"&equalTo="bob"&limitToFirst=10')).toBe(false);
    expect(mayRead(rules, {}, 'b', ADA, 'orderBy="owner"&equalTo="ada"')).toBe(false);
    expect(mayRead(rules, {}, 'b')).toBe(false);
  });

  // https://firebase.google.com/docs/database/security/rules-conditions#query-based_rules
  it('take a query without an order for one by key', () => {
    const rules = { m: { '.read': 'query.orderByKey && query.limitToFirst <= 1000' } };
    const read = (query: unknown): boolean =>
      allowed(() =>
        parseRules(JSON.stringify({ rules })).judgeRead({
          root: null,
          path: ['m'],
          query: queryFromWire(query),
          auth: null,
          now: NOW,
        }),
      );
    expect(read({ l: 1000, vf: 'l' })).toBe(true);
    expect(read({ l: 1001, vf: 'l' })).toBe(false);
    expect(read({ i: '.key', l: 5, vf: 'l' })).toBe(true);
    expect(read({ i: '.priority', l: 5, vf: 'l' })).toBe(false);
    expect(read({ sp: 3, l: 5, vf: 'l' })).toBe(false);
    expect(read(undefined)).toBe(false);
  });
});

describe('write rules', () => {
  it('judge several paths as one, by the tree before and after all of them', () => {
    const rules = {
      a: { '.write': "newData.parent().child('b').val() == newData.val()" },
      b: { '.write': "!data.exists() && root.child('a').val() == null" },
    };
    expect(mayWrite(rules, {}, { a: 1, b: 1 })).toBe(true);
    expect(mayWrite(rules, {}, { a: 1, b: 2 })).toBe(false);
    expect(mayWrite(rules, { a: 1 }, { a: 1, b: 1 })).toBe(false);
  });

  it('validate every level from the root down, and all data written', () => {
    const rules = {
      '.write': true,
      list: {
        '.validate': "newData.hasChild('total')",
        $item: { '.validate': 'newData.isNumber()' },
      },
    };
    expect(mayWrite(rules, {}, { list: { total: 1, x: 2 } })).toBe(true);
    expect(mayWrite(rules, {}, { list: { total: 1, x: 'two' } })).toBe(false);
    expect(mayWrite(rules, {}, { 'list/x': 1 })).toBe(false);
    expect(mayWrite(rules, { list: { total: 1 } }, { 'list/x': 1 })).toBe(true);
  });

  it('do not validate what is deleted, but what is left above it', () => {
    const whole = "newData.hasChildren(['x', 'y'])";
    const rules = { '.write': true, a: { '.validate': whole, x: { '.validate': 'newData.isNumber()' } } };
    expect(mayWrite(rules, { a: { x: 1, y: 1 } }, { a: null })).toBe(true);
    expect(mayWrite(rules, { a: { x: 1, y: 1 } }, { 'a/x': null, 'a/y': null })).toBe(true);
    expect(mayWrite(rules, { a: { x: 1, y: 1 } }, { 'a/x': null })).toBe(false);
    expect(mayWrite(rules, { a: { x: 1, y: 1, z: 1 } }, { 'a/z': null })).toBe(true);
    expect(mayWrite(rules, { a: { x: 1, y: 1 } }, { 'a/x': 2 })).toBe(true);
    expect(mayWrite(rules, {}, { 'a/x': 2 })).toBe(false);
  });

  it('let `$other` refuse what is not named', () => {
    const rules = {
      '.write': true,
      p: { name: { '.validate': 'newData.isString()' }, $other: { '.validate': false } },
    };
    expect(mayWrite(rules, {}, { p: { name: 'x' } })).toBe(true);
    expect(mayWrite(rules, {}, { p: { name: 'x', more: 1 } })).toBe(false);
  });
});

describe('expressions', () => {
  const data = { n: 5, s: 'Hello', t: true, o: { x: 1, y: { z: 2 } } };

  it.each([
    ["root.child('n').val() + 1 == 6"],
    ["root.child('o/y/z').val() * 3 % 4 == 2"],
    ["root.child('s').val() + ' ' + 1 == 'Hello 1'"],
    ["root.child('s').val().length == 5 && root.child('s').val().toLowerCase() == 'hello'"],
    ["root.child('s').val().replace('l', 'L') == 'HeLLo'"],
    ["root.child('s').val().beginsWith('He') && root.child('s').val().endsWith('lo') && 'abc'.contains('b')"],
    ["'lolo'.endsWith('lo')"],
    ["root.child('s').val().matches(/^h[a-z]{4}$/i)"],
    ["!'a/b'.matches(/^a[/]c$/)"],
    ["root.child('n').isNumber() && root.child('s').isString() && root.child('t').isBoolean()"],
    ["root.child('o').hasChildren() && root.child('o').hasChildren(['x', 'y']) && root.hasChild('o/y/z')"],
    ["root.child('o').child('y').parent().child('x').val() === 1"],
    ['auth.token.roles.admin == true'],
    ["auth['uid'] == 'ada' && auth.token['email'].endsWith('@x.org')"],
    ['auth.token.nothing.at.all == null'],
    ['now == 1000 && -now < 0 && (now > 999 ? true : false)'],
    ['data.val() == null && !data.exists() && data.getPriority() == null'],
    ['false || true && !false'],
    ['1 < 2 && 2 >= 2 && "a" < "b"'],
    ["root['child']('o')['exists']() && auth.token['email']['contains']('@')"],
    ["auth.token.ids['x.org'][0] == 'a1' && auth.token.ids['x.org'][9] == null && auth.token.ids['y'][0] == null"],
    ["1 / 0 + '' == 'NaN' && 1 + 'a' == '1a'"],
    ['!query.orderByKey && !query.orderByPriority && query.orderByChild == null && query.limitToFirst == null'],
    ["'abc'['length'] == 3 && query['orderByKey'] == false"],
    ["data.hasChildren([]) && root.child('n').hasChildren([])"],
  ])('%s holds', (expression) => {
    expect(holds(expression, data)).toBe(true);
  });

  it.each([
    ['auth.uid != null', null],
    ["root.child('n').val().contains('x')", ADA],
    ["root.child('s').val() > 3", ADA],
    ["root.child('missing').val().length > 0 || true", ADA],
    ['root.parent().exists()', ADA],
    ["!root.child('banned/' + auth.uid).exists()", null],
    ["(1 + root.child('t').val()) == 2 || true", ADA],
    ['auth.contains("a") || true', ADA],
    ['auth.token.none.at.all.length > 0 || true', ADA],
    ['1 / 0 > 2 || 1 / 0 < 2 || 1 / 0 == 1 / 0', ADA],
    ["root.child('o').val() + 'x' == 'x'", ADA],
  ])('%s is false or has no answer, which denies', (expression, auth) => {
    expect(holds(expression, data, auth)).toBe(false);
  });

  it('a problem right of a true || or a false && is never met', () => {
    expect(holds('true || root.parent().exists()')).toBe(true);
    expect(holds('!(false && root.parent().exists())')).toBe(true);
  });
});

describe('parseRules', () => {
  it('takes comments, anywhere', () => {
    expect(refusal('// top\n{ /* a */ "rules": { // b\n ".read": "true /* c */ // d" } }')).toBe('accepted');
  });

  it('takes one comma after the last entry, as the rules have it that the console makes for trying out', () => {
    const forTrial = `{
      "rules": {
        ".read": "now < 1628879400000",  // 2021-8-14
        ".write": "now < 1628879400000",  // 2021-8-14
      }
    }`;
    expect(refusal(forTrial)).toBe('accepted');
    expect(refusal('{"rules": {"a": {".read": true, ".indexOn": ["b", ],}, },}')).toBe('accepted');
    expect(refusal('{"rules": {".read": true,,}}')).toBe('1:26: Parse error. Expected a name in double quotes');
    expect(refusal('{"rules": {,}}')).toBe('1:12: Parse error. Expected a name in double quotes');
  });

  it.each([
    ['{"rules": {".read": "auth.uid = 1"}}', '1:31: Rule expressions may not contain assignments: compare with =='],
    ['{\n  "rules": {\n    ".read": "foo"\n  }\n}', "3:15: Unknown variable 'foo'"],
    ['{"rules": {".read": "newData.exists()"}}', "1:22: Unknown variable 'newData'"],
    ['{"rules": {".read": "data.exist()"}}', "1:27: No such method/property 'exist()' of a snapshot"],
    ['{"rules": {".read": "data.val"}}', "1:27: No such method/property 'val' of a snapshot"],
    ['{"rules": {".read": "data.hasChild()"}}', '1:27: hasChild() takes 1 argument(s), not 0'],
    ['{"rules": {".read": "data.hasChild(1)"}}', '1:36: hasChild() takes a string here, not a number'],
    ['{"rules": {".read": "now && true"}}', '1:26: Left operand of && must be boolean, not a number'],
    ['{"rules": {".read": "data == null"}}', '1:27: == cannot take a snapshot and a null'],
    ['{"rules": {".read": "now + 1"}}', '1:22: .read must be boolean, not a number'],
    ['{"rules": {".read": "true &&"}}', '1:29: Unexpected end of expression'],
    ['{"rules": {".read": "(true"}}', "1:27: Expected ')', but the expression ends"],
    ['{"rules": {".read": "\\"a\\" == b"}}', "1:31: Unknown variable 'b'"],
    // What has its type only when rules run is neither true nor false to the service when they are uploaded.
    ['{"rules": {".read": "auth.token.admin"}}', '1:22: .read must be boolean: compare it, as in == true'],
    ['{"rules": {".read": "!data.val()"}}', '1:22: The operand of ! must be boolean: compare it, as in == true'],
    [
      '{"rules": {".read": "auth.token.a && true"}}',
      '1:35: Left operand of && must be boolean: compare it, as in == true',
    ],
    ['{"rules": {".read": "auth == null ? 7 : true"}}', '1:22: .read must be boolean: compare it, as in == true'],
    ['{"rules": {".read": "data.val().x == 1"}}', "1:33: No such method/property 'x' of a primitive"],
    ['{"rules": {".read": "[\'a\'] == [\'a\']"}}', '1:22: A list is only allowed in hasChildren()'],
    ['{"rules": {".read": "data.hasChildren([\'a\', 7])"}}', '1:45: A list contains strings, not a number'],
    ['{"rules": {".read": "data.hasChildren(\'a\')"}}', '1:39: hasChildren() takes a list here, not a string'],
    ['{"rules": {".read": "data[\'exist\']()"}}', "1:27: No such method/property 'exist()' of a snapshot"],
    [
      '{"rules": {".read": "data[\'ex\' + \'ists\']()"}}',
      "1:27: Call a method by its name, as in data.exists() or data['exists']()",
    ],
    ['{"rules": {".read": "\'a\' + null == \'a\'"}}', '1:26: + cannot take a string and a null'],
    ['{"rules": {".read": "+now > 1"}}', "1:22: Unexpected '+'"],
    ['{"rules": {".read": "(2 ** 2) == 4"}}', "1:26: Unexpected '*'"],
    ['{"rules": {".read": "data.val() > true"}}', '1:33: > cannot take a primitive and a boolean'],
    [
      '{"rules": {".read": "query.orderByChild == \'members/\' + auth.uid"}}',
      '1:41: == takes a quoted string or null with query.orderByChild',
    ],
    ['{"rules": {".read": "query.foo == 1"}}', "1:28: No such method/property 'foo' of a query"],
    [
      '{"rules": {".read": "\'a\'.matches(/a/ig)"}}',
      '1:34: Bad regular expression: the flag "ig" is not supported, only "i" is',
    ],
    ['{"rules": {".read": 1}}', '1:21: .read must be true, false or a string'],
    ['{"rules": {".reed": true}}', '1:12: Unknown rule ".reed": expected .read, .write, .validate or .indexOn'],
    ['{"rules": {"$a": {}, "$b": {}}}', '1:22: Only one $variable is allowed here: $a is already defined'],
    ['{"rules": {"$a": {"$a": {}}}}', '1:19: $a is already defined further up'],
    ['{"rules": {"a": true}}', '1:17: Expected an object of rules'],
    ['{"rules": {}', "1:13: Parse error. Expected ',' or '}', not the end of the rules"],
    ['{"other": {}}', '1:2: Expected "rules", not "other"'],
    ['[]', '1:1: Rules must be an object whose only key is "rules"'],
    ['', '1:1: Parse error. Expected a value, not the end of the rules'],
    ["rules_version = '2';", '1:1: Parse error. Expected a value'],
    ['{\n  "rules": {".read": "true}\n}', '2:22: Parse error. This string has no closing quote'],
    ['{"rules": {".read": ""}}', '1:22: Unexpected end of expression'],
    [
      '{"rules": {".read": "\'a\'.matches(/(?=b)/)"}}',
      '1:34: Bad regular expression: (?= (?! and (?< are not supported',
    ],
    ['{"rules": {".indexOn": 4}}', '1:24: .indexOn must be a string or a list of strings'],
    ['{"rules": {".indexOn": ["a", "/"]}}', '1:30: .indexOn must name a child path, .value or .key'],
    [
      '{"rules": {".indexOn": ["a/b", "a.b"]}}',
      '1:32: Bad index name: couldn\'t parse key "a.b". Key value can\'t be empty or contain $ # [ ] / or .',
    ],
    [
      '{"rules": {".indexOn": ".priority/x"}}',
      '1:24: Bad index name: couldn\'t parse key ".priority". Key value can\'t be empty or contain $ # [ ] / or .',
    ],
  ])('refuses %s', (source, reason) => {
    expect(refusal(source)).toBe(reason);
  });

  it('knows the declared indexes', () => {
    const rules = parseRules('{"rules": {"d": {".indexOn": ["a/b", ".value"], "$k": {".indexOn": "c"}}}}');
    expect(rules.hasIndex(['d'], 'a/b')).toBe(true);
    expect(rules.hasIndex(['d'], '.value')).toBe(true);
    expect(rules.hasIndex(['d', 'any'], 'c')).toBe(true);
    expect(rules.hasIndex(['d'], 'c')).toBe(false);
  });
});

describe('the rules parser', () => {
  it('takes or refuses any text, and never fails otherwise', () => {
    const piece = fc.oneof(
      fc.constantFrom(
        'data',
        'newData',
        'auth',
        '$x',
        '.',
        '(',
        ')',
        '[',
        ']',
        'val',
        'child',
        "'a'",
        '1',
        '==',
        '&&',
        '!',
        '-',
        '?',
        ':',
        '/a/',
        '+',
      ),
      fc.string({ maxLength: 4 }),
    );
    const expression = fc
      .array(piece, { maxLength: 14 })
      .map((pieces) => JSON.stringify({ rules: { $x: { '.write': pieces.join('') } } }));
    check(
      fc.property(
        fc.oneof(
          expression,
          fc.string(),
          expression.map((text) => text.slice(0, -3)),
        ),
        (source) => {
          expect(typeof refusal(source)).toBe('string');
        },
      ),
      2_000,
    );
  });

  it('refuses what is nested too deep', () => {
    expect(refusal(`{"rules": {".read": "${'('.repeat(2_000)}true${')'.repeat(2_000)}"}}`)).toMatch(/nested too deep/);
    expect(refusal('['.repeat(100_000))).toMatch(/nested too deep/);
    expect(refusal(`{"rules": {".read": "${'!'.repeat(100_000)}true"}}`)).toMatch(/too long/);
    expect(refusal(`{"rules": {".read": "${'true && '.repeat(20_000)}true"}}`)).toMatch(/too long/);
  });
});
