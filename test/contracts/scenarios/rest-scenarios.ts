/** A request and what it must be answered with. */
export interface RestStep {
  /** Method and path with query, as in `PUT /a.json?print=silent`. */
  readonly request: string;
  /** Who asks: `owner`, as where nothing is said, `nobody`, or a user's id. */
  readonly as?: string;
  /** Written as JSON; a text that starts with `raw:` as what follows. */
  readonly body?: unknown;
  /** `{etag}` stands for the last ETag that came. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly status: number;
  readonly json?: unknown;
  readonly text?: string;
  /** What the `error` of the answer must match. */
  readonly error?: RegExp;
  readonly header?: readonly [string, string | RegExp];
}

/** What the documentation says of REST, as requests in order on an empty database. */
export interface RestScenario {
  readonly name: string;
  readonly docs: string;
  readonly rules?: unknown;
  readonly steps: readonly RestStep[];
}

const REST = 'https://firebase.google.com/docs/reference/rest/database';
const SAVE = 'https://firebase.google.com/docs/database/rest/save-data';
const RETRIEVE = 'https://firebase.google.com/docs/database/rest/retrieve-data';
const LIMITS = 'https://firebase.google.com/docs/database/usage/limits';
const INDEX = 'https://firebase.google.com/docs/database/security/indexing-data';
const ARRAYS = 'https://firebase.blog/posts/2014/04/best-practices-arrays-in-firebase';

const put = (path: string, body: unknown): RestStep => ({ request: `PUT ${path}`, body, status: 200 });
const get = (path: string, json: unknown): RestStep => ({ request: `GET ${path}`, status: 200, json });
const refusedRules = (text: string, error: RegExp): RestStep => ({
  request: 'PUT /.settings/rules.json',
  body: `raw:${text}`,
  status: 400,
  error,
});
const nested = (levels: number): string => `raw:${'{"k":'.repeat(levels)}1${'}'.repeat(levels)}`;

const SCORES = { a: { n: 3 }, b: { n: 1 }, c: { n: 2 }, d: { m: 1 } };

export const restScenarios: readonly RestScenario[] = [
  {
    name: 'PUT writes and answers what was written, null where nothing is',
    docs: `${REST}#section-put`,
    steps: [
      get('/a.json', null),
      { ...put('/a.json', { first: 'Jack', none: null, empty: {} }), json: { first: 'Jack' } },
      get('/a.json', { first: 'Jack' }),
      get('/a/first.json', 'Jack'),
      get('/.json', { a: { first: 'Jack' } }),
    ],
  },
  {
    name: 'PATH/.priority is the priority of what lies at PATH',
    docs: `${REST}#section-api-usage`,
    steps: [
      put('/p.json', { a: 1 }),
      { ...put('/p/.priority.json', 5), json: 5 },
      get('/p/.priority.json', 5),
      get('/p.json', { a: 1 }),
      get('/p.json?format=export', { a: 1, '.priority': 5 }),
      { request: 'DELETE /p/.priority.json', status: 200, json: null },
      get('/p/.priority.json', null),
      get('/p.json?format=export', { a: 1 }),
      get('/none/.priority.json', null),
    ],
  },
  {
    name: 'a path is at most 768 bytes long, and 32 keys deep',
    docs: LIMITS,
    steps: [
      put(`/${'a'.repeat(300)}/${'b'.repeat(467)}.json`, 1),
      { request: `PUT /${'a'.repeat(300)}/${'b'.repeat(468)}.json`, body: 1, status: 400, error: /768 bytes/ },
      { request: `GET /${'é'.repeat(200)}/${'é'.repeat(200)}.json`, status: 400, error: /768 bytes/ },
      get(`${'/k'.repeat(32)}.json`, null),
      { request: `GET ${'/k'.repeat(33)}.json`, status: 400, error: /depth/ },
    ],
  },
  {
    name: 'POST makes a child with a name that sorts by time',
    docs: `${REST}#section-post`,
    steps: [
      { request: 'POST /list.json', body: 1, status: 200, text: '^\\{"name":"-[\\w-]{19}"\\}$' },
      { request: 'GET /list.json', status: 200, text: '^\\{"-[\\w-]{19}":1\\}$' },
    ],
  },
  {
    name: 'PATCH changes the named children, at deep paths too, and answers them',
    docs: SAVE,
    steps: [
      put('/a.json', { b: 1, c: { d: 1, e: 1 } }),
      { request: 'PATCH /a.json', body: { b: null, 'c/d': 2 }, status: 200, json: { b: null, 'c/d': 2 } },
      get('/a.json', { c: { d: 2, e: 1 } }),
      { request: 'PATCH /a.json', body: { c: 1, 'c/d': 2 }, status: 400 },
      { request: 'PATCH /a.json', body: 'raw:[1]', status: 400 },
    ],
  },
  {
    name: 'DELETE removes and answers null',
    docs: `${REST}#section-delete`,
    steps: [put('/a.json', 1), { request: 'DELETE /a.json', status: 200, json: null }, get('/.json', null)],
  },
  {
    name: 'a POST can stand for another method',
    docs: REST,
    steps: [
      { request: 'POST /a.json', headers: { 'X-HTTP-Method-Override': 'PUT' }, body: { x: 1 }, status: 200 },
      { request: 'POST /a.json?x-http-method-override=PATCH', body: { y: 2 }, status: 200 },
      get('/a.json', { x: 1, y: 2 }),
      { request: 'POST /a.json', headers: { 'X-HTTP-Method-Override': 'DELETE' }, status: 200 },
      get('/a.json', null),
    ],
  },
  {
    name: 'print=silent answers 204 and nothing, print=pretty on lines',
    docs: `${REST}#section-param-print`,
    steps: [
      { request: 'PUT /a.json?print=silent', body: { b: 1 }, status: 204, text: '^$' },
      { request: 'GET /a.json?print=silent', status: 204, text: '^$' },
      { request: 'GET /a.json?print=pretty', status: 200, text: '^\\{\\n  "b" : 1\\n\\}\\s*$' },
    ],
  },
  {
    name: 'shallow answers keys, or the value itself, and mixes with no query',
    docs: `${REST}#section-param-shallow`,
    steps: [
      put('/a.json', { b: { c: 1 }, d: 1 }),
      get('/a.json?shallow=true', { b: true, d: true }),
      get('/a/d.json?shallow=true', 1),
      get('/none.json?shallow=true', null),
      { request: 'GET /a.json?shallow=true&orderBy="$key"&limitToFirst=1', status: 400 },
    ],
  },
  {
    name: 'format=export shows priorities',
    docs: `${REST}#section-param-format`,
    steps: [
      put('/a.json', { x: { '.value': 1, '.priority': 'p' }, '.priority': 2 }),
      get('/a.json', { x: 1 }),
      get('/a.json?format=export', { x: { '.value': 1, '.priority': 'p' }, '.priority': 2 }),
    ],
  },
  {
    name: 'download names a file',
    docs: `${REST}#section-param-download`,
    steps: [{ ...get('/a.json?download=my.json', null), header: ['content-disposition', /filename="?my\.json"?/] }],
  },
  {
    name: 'writeSizeLimit and timeout take their words and no others',
    docs: `${REST}#section-param-writesizelimit`,
    steps: [
      put('/a.json?writeSizeLimit=tiny', 1),
      { request: 'PUT /a.json?writeSizeLimit=tiny', body: '語'.repeat(400_000), status: 400 },
      put('/a.json?writeSizeLimit=unlimited', 1),
      { request: 'PUT /a.json?writeSizeLimit=vast', body: 1, status: 400 },
      get('/a.json?timeout=3s', 1),
      { request: 'GET /a.json?timeout=long', status: 400 },
    ],
  },
  {
    name: 'orders and filters by child, with null, false, true, numbers and texts in this order',
    docs: RETRIEVE,
    rules: { q: { '.indexOn': ['n', 'v/w'] }, o: { '.indexOn': '.value' } },
    steps: [
      put('/q.json', SCORES),
      get('/q.json?orderBy="n"&limitToFirst=2', { d: { m: 1 }, b: { n: 1 } }),
      get('/q.json?orderBy="n"&limitToLast=1', { a: { n: 3 } }),
      get('/q.json?orderBy="n"&startAt=2', { a: { n: 3 }, c: { n: 2 } }),
      get('/q.json?orderBy="n"&startAfter=1&endBefore=3', { c: { n: 2 } }),
      get('/q.json?orderBy="n"&equalTo=null', { d: { m: 1 } }),
      put('/o.json', { a: 'x', b: 5, c: true, d: false, e: { f: 1 } }),
      get('/o.json?orderBy="$value"&endAt=true', { c: true, d: false }),
      get('/o.json?orderBy="$value"&startAt=5&limitToFirst=2', { a: 'x', b: 5 }),
      get('/o.json?orderBy="$value"&limitToLast=1', { e: { f: 1 } }),
      put('/q.json', { a: { v: { w: 2 } }, b: { v: { w: 1 } } }),
      get('/q.json?orderBy="v/w"&limitToFirst=1', { b: { v: { w: 1 } } }),
    ],
  },
  {
    name: 'orders by key, numbers first',
    docs: RETRIEVE,
    steps: [
      put('/k.json', { a: 1, 10: 1, 9: 1 }),
      get('/k.json?orderBy="$key"&limitToFirst=2', { 9: 1, 10: 1 }),
      get('/k.json?orderBy="$key"&startAt="10"', { 10: 1, a: 1 }),
      get('/k.json?orderBy="$key"&equalTo="a"', { a: 1 }),
    ],
  },
  {
    name: 'refuses queries that make no sense',
    docs: `${RETRIEVE}#section-rest-filtering`,
    steps: [
      { request: 'GET /q.json?limitToFirst=1', status: 400, error: /^orderBy must be defined when/ },
      { request: 'GET /q.json?orderBy=name', status: 400, error: /orderBy must be a valid JSON encoded path/ },
      { request: 'GET /q.json?orderBy="$key"&limitToFirst=x', status: 400 },
      { request: 'GET /q.json?orderBy="$key"&limitToFirst=1&limitToLast=1', status: 400 },
    ],
  },
  {
    name: 'an order by a child without an index is refused, an owner too',
    docs: INDEX,
    steps: [
      {
        request: 'GET /dinosaurs.json?orderBy="height"&startAt=3',
        status: 400,
        error: /^Index not defined, add ".indexOn": "height", for path "\/dinosaurs", to the rules/,
      },
    ],
  },
  {
    name: 'a condition is an ETag: 412 with what is there when it fails',
    docs: `${SAVE}#section-conditional-requests`,
    steps: [
      { ...get('/n.json', null), headers: { 'X-Firebase-ETag': 'true' }, header: ['etag', 'null_etag'] },
      { ...put('/n.json', 10), headers: { 'if-match': 'null_etag' } },
      {
        request: 'PUT /n.json',
        body: 11,
        headers: { 'if-match': 'null_etag' },
        status: 412,
        json: 10,
        header: ['etag', /.+/],
      },
      { request: 'PUT /n.json', body: 11, headers: { 'if-match': '{etag}' }, status: 200, json: 11 },
      { ...get('/n.json', 11), headers: { 'X-Firebase-ETag': 'true' } },
      { request: 'DELETE /n.json', headers: { 'if-match': '{etag}' }, status: 200 },
      { request: 'PATCH /n.json', body: { a: 1 }, headers: { 'if-match': 'null_etag' }, status: 400 },
    ],
  },
  {
    name: 'server values: the time, and sums',
    docs: SAVE,
    steps: [
      { request: 'PUT /t.json', body: { '.sv': 'timestamp' }, status: 200, text: '^\\d{13}$' },
      put('/n.json', 5),
      put('/n.json', { '.sv': { increment: 2.5 } }),
      get('/n.json', 7.5),
      { request: 'PUT /n.json', body: { '.sv': 'tomorrow' }, status: 400 },
    ],
  },
  {
    name: 'arrays come back where at least half of the keys up to the last are there',
    docs: ARRAYS,
    steps: [
      put('/a.json', ['x', 'y', 'z']),
      get('/a.json', ['x', 'y', 'z']),
      { request: 'DELETE /a/1.json', status: 200 },
      get('/a.json', ['x', null, 'z']),
      put('/b.json', { 1: 'a', 9: 'b' }),
      get('/b.json', { 1: 'a', 9: 'b' }),
      put('/c.json', { 0: 'a', '01': 'b' }),
      get('/c.json', { 0: 'a', '01': 'b' }),
    ],
  },
  {
    name: 'keys have 768 bytes, data 32 levels',
    docs: LIMITS,
    steps: [
      put(`/${'k'.repeat(768)}.json`, 1),
      { request: `PUT /${'k'.repeat(769)}.json`, body: 1, status: 400 },
      put(`/${encodeURIComponent('é'.repeat(384))}.json`, 1),
      { request: `PUT /${encodeURIComponent('é'.repeat(385))}.json`, body: 1, status: 400 },
      put('/.json', nested(32)),
      { request: 'PUT /.json', body: nested(33), status: 400 },
    ],
  },
  {
    name: 'refuses keys with . $ # [ ] / and control characters, and what is no JSON',
    docs: 'https://firebase.google.com/docs/database/web/structure-data',
    steps: [
      ...['a.b', 'a$', 'a#', 'a[', 'a]', 'a/b', '', 'a\u0007', 'a\u007f'].map((key): RestStep => ({
        request: 'PUT /x.json',
        body: { [key]: 1 },
        status: 400,
        error: /^Invalid data/,
      })),
      ...['{"a"', 'NaN', 'Infinity', "'a'", '', '1e999'].map((text): RestStep => ({
        request: 'PUT /x.json',
        body: `raw:${text}`,
        status: 400,
        error: /^Invalid data/,
      })),
      get('/x.json', null),
    ],
  },
  {
    name: 'keeps every other text, whole',
    docs: 'https://firebase.google.com/docs/database/web/structure-data',
    steps: [
      put('/t.json', { 'Ke ha!': '😀 \u2028 "\\', ünï: '', __proto: 1 }),
      get('/t.json', { 'Ke ha!': '😀 \u2028 "\\', ünï: '', __proto: 1 }),
    ],
  },
  {
    name: 'a forbidden read or write is refused with the reason',
    docs: 'https://firebase.google.com/docs/database/rest/auth',
    rules: { open: { '.read': true }, '.read': 'auth.uid == "ada"', '.write': 'auth.uid == "ada"' },
    steps: [
      { request: 'GET /open.json', as: 'nobody', status: 200, json: null },
      { request: 'GET /closed.json', as: 'nobody', status: 401, json: { error: 'Permission denied' } },
      { request: 'GET /closed.json', as: 'ada', status: 200 },
      { request: 'PUT /closed.json', as: 'bob', body: 1, status: 401, json: { error: 'Permission denied' } },
      { request: 'GET /closed.json?access_token=owner', as: 'nobody', status: 200 },
    ],
  },
  {
    name: 'rules that cannot be read are refused with line and column',
    docs: 'https://github.com/firebase/firebase-tools/issues/2782',
    steps: [
      refusedRules("rules_version = '2';", /^1:1: Parse error\./),
      refusedRules('{"rules": {".read": "foo == 1"}}', /^1:22: Unknown variable 'foo'/),
    ],
  },
  {
    name: 'rules that assign are refused as such',
    docs: 'https://github.com/davideast/pyric/blob/682e9000/packages/conformance/rules-corpus/rtdb/r29-deploy-rejections.ts',
    steps: [
      refusedRules(`{"rules": {".read": "auth.uid = 'x'"}}`, /^\d+:\d+: Rule expressions may not contain assignments/),
    ],
  },
  {
    name: 'pages of any origin are let in',
    docs: REST,
    steps: [
      {
        request: 'GET /a.json',
        headers: { Origin: 'http://page.test' },
        status: 200,
        header: ['access-control-allow-origin', /^(\*|http:\/\/page\.test)$/],
      },
    ],
  },
];
