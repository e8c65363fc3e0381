/** Who asks: nobody, or a person with the claims of a token. */
export type Who = null | { readonly uid: string; readonly claims?: Readonly<Record<string, unknown>> };

/** A request and whether rules let it be. */
export interface RulesRequest {
  readonly who: Who;
  readonly does: 'get' | 'set' | 'update' | 'remove';
  readonly path: string;
  /** What is written; of a `get` the query, as REST has it. */
  readonly value?: unknown;
  readonly allowed: boolean;
}

/** What the documentation says of rules: each request is made on the same data, whose changes are kept. */
export interface RulesScenario {
  readonly name: string;
  readonly docs: string;
  readonly rules: unknown;
  readonly data?: unknown;
  readonly requests: readonly RulesRequest[];
}

const CORE = 'https://firebase.google.com/docs/database/security/core-syntax';
const CONDITIONS = 'https://firebase.google.com/docs/database/security/rules-conditions';
const REFERENCE = 'https://firebase.google.com/docs/reference/security/database';

/** What the live service was seen to do, recorded by another emulator's author. */
const SEEN = 'https://github.com/davideast/pyric/blob/ca56348d/packages/conformance/rules-corpus/rtdb';

const ADA: Who = { uid: 'ada' };
const BOB: Who = { uid: 'bob', claims: { admin: true, email: 'bob@x.org', email_verified: true } };

const get = (who: Who, path: string, allowed: boolean, value?: unknown): RulesRequest => ({
  who,
  does: 'get',
  path,
  allowed,
  ...(value === undefined ? {} : { value }),
});
const set = (who: Who, path: string, value: unknown, allowed: boolean): RulesRequest => ({
  who,
  does: 'set',
  path,
  value,
  allowed,
});
const update = (who: Who, path: string, value: unknown, allowed: boolean): RulesRequest => ({
  who,
  does: 'update',
  path,
  value,
  allowed,
});

export const rulesScenarios: readonly RulesScenario[] = [
  {
    name: 'nothing is allowed that no rule allows',
    docs: CORE,
    rules: { a: { '.read': true } },
    requests: [get(ADA, 'a', true), get(ADA, 'b', false), get(null, '', false), set(ADA, 'a', 1, false)],
  },
  {
    name: 'a right reaches down, and a rule below cannot take it away',
    docs: CORE,
    rules: { foo: { '.read': "data.child('baz').val() === true", bar: { '.read': false } } },
    data: { foo: { baz: true, bar: 1 } },
    requests: [get(null, 'foo/bar', true), get(null, 'foo', true), get(null, '', false)],
  },
  {
    name: 'a read is answered whole or not at all: rules are no filters',
    docs: CORE,
    rules: { records: { rec1: { '.read': true }, rec2: { '.read': false } } },
    data: { records: { rec1: 1, rec2: 2 } },
    requests: [get(null, 'records/rec1', true), get(null, 'records', false), get(null, 'records/rec2', false)],
  },
  {
    name: 'a $variable stands for a key, where none is named',
    docs: CORE,
    rules: {
      rooms: {
        $room: { '.write': "auth.uid === 'ada'", topic: { '.validate': 'newData.val().contains($room)' } },
        lobby: { '.write': true },
      },
      widget: {
        '.write': true,
        title: { '.validate': true },
        color: { '.validate': true },
        $other: { '.validate': false },
      },
    },
    requests: [
      set(ADA, 'rooms/tea/topic', 'all about tea', true),
      set(ADA, 'rooms/tea/topic', 'coffee', false),
      set(BOB, 'rooms/tea/topic', 'tea', false),
      set(BOB, 'rooms/lobby', 1, true),
      set(null, 'widget', { title: 't', color: 'c' }, true),
      set(null, 'widget', { title: 't', size: 1 }, false),
    ],
  },
  {
    name: 'people own what lies under their id',
    docs: CONDITIONS,
    rules: { users: { $uid: { '.read': '$uid === auth.uid', '.write': '$uid === auth.uid' } } },
    requests: [
      set(ADA, 'users/ada', { name: 'Ada' }, true),
      get(ADA, 'users/ada', true),
      get(BOB, 'users/ada', false),
      get(null, 'users/ada', false),
      get(ADA, 'users', false),
      update(ADA, 'users', { 'ada/name': 'A', 'bob/name': 'B' }, false),
      update(ADA, 'users', { 'ada/name': 'A' }, true),
    ],
  },
  {
    name: 'claims of a token are under auth.token',
    docs: REFERENCE,
    rules: {
      admin: { '.read': 'auth.token.admin === true' },
      mail: { '.read': "auth.token.email_verified === true && auth.token.email.endsWith('@x.org')" },
      none: { '.read': "auth.token.no.such.claim == null && auth.uid == 'ada'" },
    },
    requests: [
      get(BOB, 'admin', true),
      get(ADA, 'admin', false),
      get(null, 'admin', false),
      get(BOB, 'mail', true),
      get(ADA, 'mail', false),
      get(ADA, 'none', true),
    ],
  },
  {
    name: 'data is what is there, newData what will be there',
    docs: CONDITIONS,
    rules: {
      once: { '.write': '!data.exists() || !newData.exists()' },
      up: { '.write': '!data.exists() || newData.val() > data.val()' },
      pair: { '.write': true, '.validate': "newData.hasChildren(['x', 'y'])" },
    },
    requests: [
      set(null, 'once', 1, true),
      set(null, 'once', 2, false),
      { who: null, does: 'remove', path: 'once', allowed: true },
      set(null, 'up', 1, true),
      set(null, 'up', 1, false),
      set(null, 'up', 2, true),
      set(null, 'pair', { x: 1 }, false),
      set(null, 'pair', { x: 1, y: 1 }, true),
      set(null, 'pair/x', 2, true),
      set(null, 'pair/x', null, false),
      set(null, 'pair/z', 1, true),
      set(null, 'pair', null, true),
      set(null, 'pair/z', 1, false),
    ],
  },
  {
    name: '.validate is asked at every level written and above, does not cascade, and not of deletions',
    docs: CORE,
    rules: {
      '.write': true,
      w: {
        '.validate': "newData.hasChild('size')",
        size: { '.validate': 'newData.isNumber() && newData.val() >= 0 && newData.val() <= 99' },
        color: { '.validate': 'newData.isString() && newData.val().matches(/^[a-z]+$/)' },
      },
    },
    requests: [
      set(null, 'w', { size: 100 }, false),
      set(null, 'w', { color: 'red' }, false),
      set(null, 'w', { size: 5, color: 'Red' }, false),
      set(null, 'w', { size: 5, color: 'red' }, true),
      set(null, 'w/size', 'x', false),
      set(null, 'w/size', null, false),
      set(null, 'w/color', null, true),
      set(null, 'w', null, true),
      update(null, '', { 'w/size': 1, 'w/color': 'blue' }, true),
      update(null, '', { 'w/size': 1, 'w/color': 5 }, false),
    ],
  },
  {
    name: 'an update of several paths is judged as one, by the data before and after all of it',
    docs: CONDITIONS,
    rules: {
      '.read': true,
      users: {
        $uid: { '.write': "auth.uid == $uid && newData.child('name').val() == root.child('names/' + $uid).val()" },
      },
      members: { '.write': "newData.parent().child('count').val() == data.parent().child('count').val() + 1" },
      count: { '.write': "newData.val() == data.val() + 1 && newData.parent().child('members').exists()" },
    },
    data: { names: { ada: 'Ada' }, count: 1 },
    requests: [
      set(ADA, 'members', { x: 1 }, false),
      set(ADA, 'count', 2, false),
      update(ADA, '', { members: { x: 1 }, count: 2 }, true),
      update(ADA, '', { members: { x: 1 }, count: 4 }, false),
      update(ADA, '', { 'users/ada': { name: 'Ada' }, names: null }, false),
      set(ADA, 'users/ada', { name: 'Ada' }, true),
    ],
  },
  {
    name: 'an evaluation that fails denies, whatever stands around it',
    docs: REFERENCE,
    rules: {
      a: { '.read': "!root.child('banned/' + auth.uid).exists()" },
      b: { '.read': "root.child('n').val().contains('x') || true" },
      c: { '.read': "true || root.child('n').val().contains('x')" },
      d: { '.read': 'root.parent().exists() == false' },
      e: { '.read': "1 / 0 + '' == 'NaN'" },
    },
    data: { n: 5 },
    requests: [
      get(ADA, 'a', true),
      get(null, 'a', false),
      get(ADA, 'b', false),
      get(ADA, 'c', true),
      get(ADA, 'd', false),
      get(ADA, 'e', true),
    ],
  },
  {
    name: 'queries are judged as queries, and are by key where they say nothing',
    docs: `${CONDITIONS}#query-based_rules`,
    rules: {
      baskets: {
        '.read': "auth.uid !== null && query.orderByChild === 'owner' && query.equalTo === auth.uid",
        '.indexOn': 'owner',
      },
      messages: { '.read': 'query.orderByKey && query.limitToFirst <= 1000' },
    },
    requests: [
      get(ADA, 'baskets', true, { orderBy: 'owner', equalTo: 'ada' }),
      get(ADA, 'baskets', false, { orderBy: 'owner', equalTo: 'bob' }),
      get(ADA, 'baskets', false),
      get(ADA, 'messages', true, { orderBy: '$key', limitToFirst: 1000 }),
      get(ADA, 'messages', false, { orderBy: '$key', limitToFirst: 1001 }),
      get(ADA, 'messages', false),
    ],
  },
  {
    name: 'now is the time of the request, and of its timestamps',
    docs: `${REFERENCE}#now`,
    rules: { t: { '.write': true, '.validate': 'newData.val() == now' }, p: { '.write': 'newData.val() < now' } },
    requests: [
      set(null, 't', { '.sv': 'timestamp' }, true),
      set(null, 't', 5, false),
      set(null, 'p', 5, true),
      set(null, 'p', 1e15, false),
    ],
  },
  {
    name: 'what lies beside a write is not validated, and what is written as it was is',
    docs: CORE,
    rules: {
      rooms: {
        $room: {
          '.write': true,
          title: { '.validate': 'newData.isString()' },
          count: { '.validate': 'newData.val() == data.val() + 1' },
          pair: { '.validate': "newData.parent().child('title').exists()" },
        },
      },
    },
    data: { rooms: { a: { title: 'A', count: 1, pair: 1 }, b: { title: 2 } } },
    requests: [
      set(null, 'rooms/a/title', 'AA', true),
      update(null, 'rooms', { 'a/title': 'A', 'b/title': 'B' }, true),
      set(null, 'rooms/a/title', null, true),
      update(null, 'rooms/a', { count: 1 }, false),
      set(null, 'rooms/a', { title: 'A', count: 1 }, false),
      set(null, 'rooms/a', { count: 2, pair: 1 }, false),
      set(null, 'rooms/a', { title: 'A', count: 2, pair: 1 }, true),
    ],
  },
  {
    name: 'a rule that fails grants nothing, and takes no right that another gives',
    docs: REFERENCE,
    rules: {
      r: { '.read': "data.child('v').val().toUpperCase() == 'OK'", open: { '.read': true } },
      w: { '.write': "newData.val().toUpperCase() == 'OK'", open: { '.write': true } },
      n: { '.write': true, '.validate': "!(newData.val().toUpperCase() == 'OK')" },
      sum: { '.write': true, '.validate': "data.val() + 'a' == 'nulla' || true" },
      less: { '.write': true, '.validate': '1 > data.val() || true' },
      part: { '.write': true, '.validate': "'x12'.contains(newData.val())" },
    },
    data: { r: { v: 5 } },
    requests: [
      get(null, 'r', false),
      get(null, 'r/open', true),
      set(null, 'w', 5, false),
      set(null, 'w', 'ok', true),
      set(null, 'w/open', 5, true),
      set(null, 'n', 5, false),
      set(null, 'n', 'no', true),
      set(null, 'sum', 1, false),
      set(null, 'less', 1, false),
      set(null, 'part', 12, false),
      set(null, 'part', '12', true),
    ],
  },
  {
    name: 'a plain read has no order and no limit',
    docs: `${SEEN}/r30-query-rules.ts`,
    rules: {
      key: { '.read': 'query.orderByKey == true' },
      none: { '.read': 'query.orderByKey == false && query.orderByChild == null && query.limitToFirst == null' },
      first: { '.read': 'query.limitToFirst <= 2' },
      write: { '.write': 'query.orderByKey == false' },
    },
    requests: [
      get(null, 'key', false),
      get(null, 'key', true, { orderBy: '$key' }),
      get(null, 'none', true),
      get(null, 'none', false, { orderBy: '$key' }),
      get(null, 'first', false),
      get(null, 'first', true, { orderBy: '$key', limitToFirst: 2 }),
      set(null, 'write', 1, true),
    ],
  },
  {
    name: 'operators bind and are grouped as in JavaScript',
    docs: `${REFERENCE}#operators`,
    rules: {
      a: { '.read': '!(true || false && false)' },
      b: { '.read': 'true == 1 < 2' },
      c: { '.read': 'true || false ? false : true' },
      d: { '.read': 'true ? false : true ? true : true' },
      e: { '.read': '10 - 4 - 3 == 3 && 8 / 4 / 2 == 1 && 7 % 4 * 2 == 6 && -1 + 2 == 1 && 1 + 2 * 3 == 7' },
    },
    requests: [
      get(null, 'a', false),
      get(null, 'b', true),
      get(null, 'c', false),
      get(null, 'd', false),
      get(null, 'e', true),
    ],
  },
  {
    name: 'child() knows no dots, and a key that is named comes before a $variable',
    docs: CORE,
    rules: {
      '.write': true,
      dot: { '.validate': "newData.child('./x').exists()" },
      up: { '.validate': "newData.child('a/../x').exists()" },
      before: { $id: { '.read': true }, named: { '.read': false } },
    },
    requests: [
      set(null, 'dot', { x: 1 }, false),
      set(null, 'up', { x: 1, a: 1 }, false),
      get(null, 'before/named', false),
      get(null, 'before/other', true),
    ],
  },
];
