import { networkInterfaces } from 'node:os';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type Emulator, startEmulator } from '@segue/emulator/index';
import { openRules } from './emulator-under-test.js';
import { OWNER_HEADERS, type RestAnswer, type RestInput, restClient, tokenFor } from './rest-client.js';

describe('the REST API', () => {
  let emulator: Emulator;
  let rest: (path: string, input?: RestInput) => Promise<RestAnswer>;
  const put = (path: string, body: unknown) => rest(path, { method: 'PUT', body });
  const get = async (path: string) => (await rest(path)).json;

  beforeAll(async () => {
    emulator = await startEmulator({
      project: 'demo-rest',
      rules: openRules({ q: { '.indexOn': 'n' }, slow: { '.indexOn': '.value' } }),
    });
    rest = restClient(emulator.url, 'demo-rest');
  });
  afterAll(() => emulator.stop());
  beforeEach(() => put('/.json?disableTriggers=true', null));

  it('answers GET, PUT, PATCH, POST and DELETE with what is stored', async () => {
    expect(await put('/a.json', { b: 1, c: { d: null } })).toMatchObject({ status: 200, json: { b: 1 } });
    const patch = { method: 'PATCH', body: { 'c/d': 2, b: null } };
    expect(await rest('/a.json', patch)).toMatchObject({ status: 200, json: { 'c/d': 2, b: null } });
    expect(await get('/a.json')).toEqual({ c: { d: 2 } });
    const { name } = (await rest('/list.json', { method: 'POST', body: { x: 1 } })).json as { name: string };
    expect(name).toMatch(/^-[\w-]{19}$/);
    expect(await get(`/list/${name}.json`)).toEqual({ x: 1 });
    expect(await rest('/a.json', { method: 'DELETE' })).toMatchObject({ status: 200, json: null });
    expect(await get('/a.json')).toBeNull();
  });

  it('refuses names of databases that are none, so that an export stays in its folder', async () => {
    for (const name of ['../../evil', 'a/b', '..', 'x'.repeat(300), 'a b']) {
      const answer = await fetch(`${emulator.url}/z.json?ns=${encodeURIComponent(name)}`, { method: 'PUT', body: '1' });
      expect([name, answer.status]).toEqual([name, 400]);
    }
  });

  it('refuses an increment that leaves the numbers', async () => {
    await put('/n.json', 1e308);
    expect(await put('/n.json', { '.sv': { increment: 1e308 } })).toMatchObject({ status: 400 });
    expect(await get('/n.json')).toBe(1e308);
  });

  it('answers an update with what was sent, priorities too, and takes no empty name', async () => {
    await put('/a.json', { b: 1 });
    const patch = (body: unknown) => rest('/a.json', { method: 'PATCH', body });
    expect((await patch({ '.priority': 4, c: 2 })).json).toEqual({ '.priority': 4, c: 2 });
    expect(await patch({ '': 1 })).toMatchObject({ status: 400 });
    expect(await get('/a.json')).toEqual({ b: 1, c: 2 });
  });

  it('takes the method from X-HTTP-Method-Override, a header or a parameter', async () => {
    await rest('/a.json', { method: 'POST', body: { x: 1 }, headers: { 'X-HTTP-Method-Override': 'PUT' } });
    await rest('/a.json', { method: 'POST', body: { y: 2 }, headers: { 'X-HTTP-Method-Override': 'PATCH' } });
    await rest('/a.json?x-http-method-override=PATCH', { method: 'POST', body: { z: 3 } });
    expect(await get('/a.json')).toEqual({ x: 1, y: 2, z: 3 });
  });

  it('prints as asked', async () => {
    expect(await rest('/a.json?print=silent', { method: 'PUT', body: { x: 1 } })).toMatchObject({
      status: 204,
      text: '',
    });
    expect((await rest('/a.json?print=pretty')).text).toBe('{\n  "x" : 1\n}\n');
    await put('/a.json', { x: { y: null, z: 'é"' }, list: [1, { t: true }, [2, 3]] });
    expect((await rest('/a.json?print=pretty')).text).toBe(
      '{\n  "list" : [ 1, {\n    "t" : true\n  }, [ 2, 3 ] ],\n  "x" : {\n    "z" : "é\\""\n  }\n}\n',
    );
    expect(await rest('/.json?shallow=true&limitToFirst=1')).toMatchObject({ json: { a: true } });
    expect((await rest('/a/list/0.json?shallow=true')).json).toBe(1);
  });

  it('sends files and scripts', async () => {
    await put('/a.json', { x: '\u2028' });
    const file = await fetch(`${emulator.url}/a.json?ns=demo-rest&download=da"ta.json`);
    expect(file.headers.get('content-disposition')).toBe('attachment; filename="da_ta.json"');
    expect(await file.json()).toEqual({ x: '\u2028' });
    const script = await fetch(`${emulator.url}/a.json?ns=demo-rest&callback=page.got`);
    expect(script.headers.get('content-type')).toContain('application/javascript');
    expect(await script.text()).toBe('/**/page.got({"x":"\\u2028"});');
    expect(await rest('/a.json?callback=alert(1)')).toMatchObject({ status: 400 });
  });

  it('bounds the time of a read', async () => {
    await put('/slow.json', Object.fromEntries(Array.from({ length: 20_000 }, (_, i) => [`k${i}`, i])));
    expect(await rest('/slow.json?timeout=15min')).toMatchObject({ status: 200 });
    const late = await rest('/slow.json?orderBy="$value"&startAt=5&timeout=1ms');
    expect(late).toMatchObject({ status: 400, json: { error: expect.stringMatching(/^The read took longer/) } });
    for (const bad of ['5', '0s', '16min', '1h', '-1s', '']) {
      expect(await rest(`/slow.json?timeout=${bad}`)).toMatchObject({ status: 400 });
    }
  });

  it('answers an import with the data', async () => {
    const row = (i: number) => ({ '.value': i, '.priority': 1 });
    const rows = { list: Array.from({ length: 3_000 }, (_, i) => (i % 7 === 3 ? null : { i })), more: row(1) };
    const answer = await rest('/a.json?disableTriggers=true', { method: 'PUT', body: rows });
    expect(answer.json).toEqual((await rest('/a.json')).json);
    const exported = await rest('/a.json?disableTriggers=true&format=export', { method: 'PUT', body: rows });
    expect(exported.text).toBe((await rest('/a.json?format=export')).text);
  });

  it('makes arrays where keys look like one', async () => {
    await put('/a.json', ['x', null, 'z']);
    expect(await get('/a.json')).toEqual(['x', null, 'z']);
    await put('/b.json', { 1: 'a', 9: 'b' });
    expect(await get('/b.json')).toEqual({ 1: 'a', 9: 'b' });
  });

  it('exports priorities only when asked', async () => {
    await put('/a.json', { x: { '.value': 1, '.priority': 'p' }, '.priority': 2 });
    expect(await get('/a.json')).toEqual({ x: 1 });
    expect(await get('/a.json?format=export')).toEqual({ x: { '.value': 1, '.priority': 'p' }, '.priority': 2 });
    await put('/a/x/.priority.json', null);
    expect(await get('/a.json?format=export')).toEqual({ x: 1, '.priority': 2 });
  });

  it.each([
    ['orderBy="n"&limitToFirst=2', { d: { m: 1 }, b: { n: 1 } }],
    ['orderBy="n"&startAt=2', { a: { n: 3 }, c: { n: 2 } }],
    ['orderBy="n"&startAfter=1&endBefore=3', { c: { n: 2 } }],
    ['orderBy="n"&equalTo=null', { d: { m: 1 } }],
    ['orderBy="$key"&startAt="b"&endAt="c"', { b: { n: 1 }, c: { n: 2 } }],
    ['orderBy="$key"&limitToLast=1', { d: { m: 1 } }],
    ['orderBy="$priority"&limitToLast=1', { d: { m: 1 } }],
  ])('filters by %s', async (query, result) => {
    await put('/q.json', { a: { n: 3 }, b: { n: 1 }, c: { n: 2 }, d: { m: 1 } });
    expect(await get(`/q.json?${query}`)).toEqual(result);
  });

  it.each([
    ['/q.json?startAt=1', 'orderBy must be defined when other query parameters are defined'],
    ['/q.json?orderBy=n', 'orderBy must be a valid JSON encoded path or value: put strings in double quotes'],
    ['/q.json?orderBy="n"&limitToFirst=x', 'limitToFirst must be a positive integer'],
    ['/q.json?orderBy="n"&limitToFirst=1&limitToLast=1', 'Only one of limitToFirst and limitToLast may be specified'],
    ['/q.json?orderBy="n"&startAt=1&equalTo=1', 'Only one of startAt and equalTo may be specified'],
    ['/q.json?orderBy="n"&endAt=1&endBefore=1', 'Only one of endAt and endBefore may be specified'],
    ['/q.json?orderBy="$key"&startAt=1', 'startAt must be a string in double quotes with orderBy="$key"'],
    ['/q.json?orderBy="a.b"', 'orderBy must be a valid JSON encoded path: a child path, $key, $value or $priority'],
    ['/q.json?orderBy="$key"&shallow=true', "Mixing 'shallow' and querying parameters is not supported"],
    ['/q.json?limitToLast=1&shallow=true', "Mixing 'shallow' and querying parameters is not supported"],
    ['/x.json?orderBy="m"', 'Index not defined, add ".indexOn": "m", for path "/x", to the rules'],
    ['/q.json?orderBy="$value"', 'Index not defined, add ".indexOn": ".value", for path "/q", to the rules'],
    ['/a%5Bb.json', 'Invalid path: Invalid token in path'],
    ['/a.json.json', 'Invalid path: Invalid token in path'],
  ])('refuses %s', async (path, error) => {
    expect(await rest(path)).toMatchObject({ status: 400, json: { error } });
  });

  it.each([
    ['{"a"', /^Invalid data; couldn't parse JSON object, array, or value/],
    ['{"a.b": 1}', /^Invalid data; couldn't parse key "a.b"/],
    ['{"a": {"b/c": 1}}', /^Invalid data; couldn't parse key "b\/c"/],
    ['{"a": 1e999}', /Numbers must be finite/],
    ['{"": 1}', /^Invalid data; couldn't parse key ""/],
    [`${'{"a":'.repeat(33)}1${'}'.repeat(33)}`, /exceeds the maximum depth that can be written \(32\)/],
  ])('refuses the body %s', async (body, error) => {
    const answer = await rest('/x.json', { method: 'PUT', body });
    expect(answer.status).toBe(400);
    expect((answer.json as { error: string }).error).toMatch(error);
  });

  it('refuses an update that writes a place and something below it', async () => {
    expect(await rest('/x.json', { method: 'PATCH', body: { a: 1, 'a/b': 2 } })).toMatchObject({ status: 400 });
  });

  it('keeps keys such as __proto__ and numbers as they are', async () => {
    const text = '{"__proto__":{"x":1},"constructor":2}';
    await put('/odd.json', text);
    expect((await rest('/odd.json')).text).toBe(text);
  });

  it('counts in transactions by ETag of several clients at once', async () => {
    const increment = async (): Promise<number> => {
      const { etag, json } = await rest('/n.json', { headers: { 'X-Firebase-ETag': 'true' } });
      const answer = await rest('/n.json', {
        method: 'PUT',
        body: ((json as number | null) ?? 0) + 1,
        headers: { 'if-match': etag ?? '' },
      });
      if (answer.status === 200) return 1;
      expect(answer.status).toBe(412);
      return increment();
    };
    await Promise.all(Array.from({ length: 30 }, increment));
    expect(await get('/n.json')).toBe(30);
  });

  it('answers a failed condition with the value and ETag that are there', async () => {
    await put('/e.json', { v: 1 });
    const { etag } = await rest('/e.json', { headers: { 'X-Firebase-ETag': 'true' } });
    const stale = { method: 'PUT', body: 2, headers: { 'if-match': 'null_etag' } };
    expect(await rest('/e.json', stale)).toMatchObject({ status: 412, etag, json: { v: 1 } });
    expect(await rest('/e.json', { method: 'DELETE', headers: { 'if-match': etag ?? '' } })).toMatchObject({
      status: 200,
    });
    expect(await rest('/e.json', { headers: { 'X-Firebase-ETag': 'true' } })).toMatchObject({ etag: 'null_etag' });
  });

  it.each(['GET', 'PUT', 'DELETE'])('are not settings that are not emulated: %s', async (method) => {
    const sent = { method, headers: OWNER_HEADERS, ...(method === 'PUT' ? { body: true } : {}) };
    const { status, json } = await rest('/.settings/defaultWriteSizeLimit.json', sent);
    expect(status).toBe(404);
    expect(json).toEqual({
      error: expect.stringMatching(`^not emulated: ${method} .settings/defaultWriteSizeLimit.json`),
    });
    expect(await rest('/.settings/defaultWriteSizeLimit.json')).toMatchObject({ status: 401 });
  });

  it('take strictTriggerValidation, which the suite of later releases may set', async () => {
    const sent = { method: 'PUT', headers: OWNER_HEADERS, body: true };
    expect(await rest('/.settings/strictTriggerValidation.json', sent)).toMatchObject({ status: 200, json: true });
  });

  it('count the writes that change data, for administrators', async () => {
    const count = async () => {
      const { json } = await rest('/.inspect/commits.json', { headers: OWNER_HEADERS });
      return (json as { count: number }).count;
    };
    const before = await count();
    await rest('/counted.json', { method: 'PUT', body: 1, headers: OWNER_HEADERS });
    expect(await count()).toBe(before + 1);
    expect(await rest('/.inspect/commits.json')).toMatchObject({ status: 401 });
  });

  it('keeps namespaces apart and lists them', async () => {
    const other = restClient(emulator.url, 'other');
    await other('/a.json', { method: 'PUT', body: 1 });
    expect(await get('/a.json')).toBeNull();
    expect((await rest('/.inspect/databases.json', { headers: OWNER_HEADERS })).json).toEqual([
      { name: 'demo-rest' },
      { name: 'other' },
    ]);
  });

  it('answers at both addresses of localhost, where there are two', async () => {
    const { port } = new URL(emulator.url);
    const addresses = Object.values(networkInterfaces())
      .flatMap((list) => list ?? [])
      .map(({ address }) => address);
    const loopbacks = ['127.0.0.1', ...(addresses.includes('::1') ? ['[::1]'] : [])];
    for (const host of loopbacks) expect((await fetch(`http://${host}:${port}/a.json?ns=demo-rest`)).status).toBe(200);
  });

  it('lets pages of other origins in', async () => {
    const response = await fetch(`${emulator.url}/a.json`, {
      method: 'OPTIONS',
      headers: { Origin: 'http://page.test', 'Access-Control-Request-Headers': 'authorization' },
    });
    expect(response.headers.get('access-control-allow-origin')).toBe('http://page.test');
    expect(response.headers.get('access-control-allow-headers')).toBe('authorization');
  });

  it('answers what it does not know with 404 and 405', async () => {
    expect(await rest('/a')).toMatchObject({ status: 404 });
    expect(await rest('/a.json', { method: 'OPTIONS' })).toMatchObject({ status: 200 });
    expect(await rest('/a.json', { method: 'PROPFIND' })).toMatchObject({ status: 405 });
  });
});

describe('rules over REST', () => {
  let emulator: Emulator;
  let rest: (path: string, input?: RestInput) => Promise<RestAnswer>;
  const rules =
    '{"rules": {"users": {"$uid": {".read": "$uid == auth.uid", ".write": "$uid == auth.uid"}}, "d": {".read": true}}}';

  beforeAll(async () => {
    emulator = await startEmulator({ project: 'demo-rules' });
    rest = restClient(emulator.url, 'demo-rules');
    const upload = { method: 'PUT', body: rules, headers: OWNER_HEADERS };
    expect(await rest('/.settings/rules.json', upload)).toMatchObject({ status: 200 });
  });
  afterAll(() => emulator.stop());

  it('bind people by their tokens, not the owner', async () => {
    const headers = { Authorization: `Bearer ${tokenFor('ada')}` };
    expect(await rest('/users/ada.json', { method: 'PUT', body: 1, headers })).toMatchObject({ status: 200 });
    expect(await rest('/users/bob.json', { method: 'PUT', body: 1, headers })).toMatchObject({
      status: 401,
      text: '{\n  "error" : "Permission denied"\n}\n',
    });
    expect(await rest(`/users/ada.json?auth=${tokenFor('ada')}`)).toMatchObject({ status: 200, json: 1 });
    expect(await rest(`/users/ada.json`)).toMatchObject({ status: 401 });
    expect(await rest(`/users/ada.json?auth=${tokenFor('bob')}`)).toMatchObject({ status: 401 });
    expect(await rest('/users.json?access_token=owner')).toMatchObject({ status: 200, json: { ada: 1 } });
  });

  it('are kept as they were uploaded, and refused with line and column', async () => {
    expect((await rest('/.settings/rules.json', { headers: OWNER_HEADERS })).text).toBe(rules);
    const commented = { method: 'PUT', body: `{/* why */ ${rules.slice(1)}`, headers: OWNER_HEADERS };
    expect(await rest('/.settings/rules.json', commented)).toMatchObject({ status: 200 });
    const strict = await rest('/.settings/rules.json?format=strict', { headers: OWNER_HEADERS });
    expect(strict.json).toEqual(JSON.parse(rules));
    const bad = { method: 'PUT', body: '{"rules": {".read": "nobody"}}', headers: OWNER_HEADERS };
    expect(await rest('/.settings/rules.json', bad)).toMatchObject({
      status: 400,
      json: { error: "1:22: Unknown variable 'nobody'" },
    });
    expect(await rest('/.settings/rules.json')).toMatchObject({ status: 401 });
  });

  it('need an index to order by child', async () => {
    expect(await rest('/d.json?orderBy="height"&startAt=1')).toMatchObject({
      status: 400,
      json: { error: 'Index not defined, add ".indexOn": "height", for path "/d", to the rules' },
    });
  });
});

describe('event streams', () => {
  let emulator: Emulator;
  let rest: (path: string, input?: RestInput) => Promise<RestAnswer>;

  beforeAll(async () => {
    emulator = await startEmulator({ project: 'demo-stream' });
    rest = restClient(emulator.url, 'demo-stream');
  });
  afterAll(() => emulator.stop());

  it('report puts, patches and the loss of the right to read', async () => {
    await rest('/s.json', { method: 'PUT', body: { a: 1 } });
    const abort = new AbortController();
    const response = await fetch(`${emulator.url}/s.json`, {
      headers: { Accept: 'text/event-stream' },
      signal: abort.signal,
    });
    const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
    const next = async (): Promise<string> => (await reader.read()).value ?? '(end)';
    expect(await next()).toBe('event: put\ndata: {"path":"/","data":{"a":1}}\n\n');
    await rest('/s/b/c.json', { method: 'PUT', body: 2 });
    expect(await next()).toBe('event: put\ndata: {"path":"/b/c","data":2}\n\n');
    await rest('/s.json', { method: 'PATCH', body: { a: null, d: 4 } });
    expect(await next()).toBe('event: patch\ndata: {"path":"/","data":{"a":null,"d":4}}\n\n');
    await rest('/.settings/rules.json', { method: 'PUT', body: '{"rules": {}}', headers: OWNER_HEADERS });
    expect(await next()).toBe('event: cancel\ndata: null\n\n');
    expect(await next()).toBe('(end)');
    abort.abort();
  });
});
