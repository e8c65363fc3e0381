import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Emulator, startEmulator } from '@segue/emulator/index';
import { OWNER_HEADERS, type RestAnswer, type RestInput, restClient, tokenFor } from './rest-client.js';

const RULES = JSON.stringify({
  rules: {
    posts: {
      '.read': 'query.limitToFirst <= 10 && auth.uid != null',
      $post: {
        '.write': "auth.uid === newData.child('author').val()",
        '.validate': "newData.hasChildren(['author', 'text'])",
        text: { '.validate': 'newData.val().length < 10 && $post.matches(/^p/)' },
        more: { '.validate': "data.val() + newData.val() > '' && newData.val().length > 1" },
      },
    },
  },
});

describe('the question why', () => {
  let emulator: Emulator;
  let rest: (path: string, input?: RestInput) => Promise<RestAnswer>;
  const ask = async (question: object) =>
    (await rest('/.inspect/explain.json', { method: 'POST', body: question, headers: OWNER_HEADERS })).json as {
      allowed: boolean;
      reason: string;
      rules: object[];
    };

  beforeAll(async () => {
    emulator = await startEmulator({ project: 'demo-why', rules: RULES, explain: true });
    rest = restClient(emulator.url, 'demo-why');
  });
  afterAll(() => emulator.stop());

  it('is answered with the rules that were asked, and what they saw', async () => {
    const value = { author: 'ada', text: 'far too long' };
    expect(await ask({ method: 'PUT', path: '/posts/p1', auth: { uid: 'ada' }, value })).toEqual({
      allowed: false,
      reason:
        '.validate at /posts/p1/text is false: newData.val().length < 10 && $post.matches(/^p/)' +
        ' (newData.val() = "far too long", newData.val().length = 12, newData.val().length < 10 = false)',
      rules: [
        {
          path: '/posts/p1',
          kind: '.write',
          rule: "auth.uid === newData.child('author').val()",
          outcome: true,
          values: {
            auth: { provider: null, token: { uid: 'ada' }, uid: 'ada' },
            'auth.uid': 'ada',
            "newData.child('author').val()": 'ada',
          },
        },
        expect.objectContaining({ path: '/posts/p1', kind: '.validate', outcome: true }),
        expect.objectContaining({ path: '/posts/p1/text', kind: '.validate', outcome: false }),
      ],
    });
    expect(emulator.instances.get('demo-why').root).toBeNull();
  });

  it('covers every kind of request and caller', async () => {
    const text = { author: 'ada', text: 'short' };
    const limited = { orderBy: '$key', limitToFirst: 5 };
    const asked: [object, boolean, string][] = [
      [{ method: 'GET', path: '/posts', query: limited, auth: { uid: 'ada' } }, true, '.read at /posts is true'],
      [{ method: 'GET', path: '/posts', query: limited }, false, 'auth = null, auth.uid = null'],
      [{ method: 'GET', path: '/posts' }, false, 'cannot order a null and a number'],
      [{ method: 'GET', path: '/' }, false, 'there is no .read rule along the path'],
      [{ method: 'GET', path: '/', auth: 'owner' }, true, 'rules do not apply to administrators'],
      [{ method: 'POST', path: '/posts', auth: tokenFor('ada'), value: text }, false, '$post = "-new"'],
      [{ method: 'PATCH', path: '/posts', auth: { uid: 'ada' }, value: { p1: text } }, true, '.write at /posts/p1'],
      [
        { method: 'PATCH', path: '/posts', auth: { uid: 'ada' }, value: { p1: text, p2: { author: 'bob' } } },
        false,
        `no .write rule along the path is true: .write at /posts/p2 is false: auth.uid === newData.child('author').val()`,
      ],
      [{ method: 'DELETE', path: '/posts/p1', auth: { uid: 'ada' } }, false, "newData.child('author').val() = null"],
    ];
    for (const [question, allowed, reason] of asked) {
      expect(await ask(question)).toMatchObject({ allowed, reason: expect.stringContaining(reason) });
    }
  });

  it('is refused like the request itself, and to all but the owner', async () => {
    const post = (body: unknown, headers = OWNER_HEADERS) =>
      rest('/.inspect/explain.json', { method: 'POST', body, headers: headers });
    expect(await post({ method: 'GET' })).toMatchObject({ status: 400 });
    expect(await post({ method: 'LIST', path: '/' })).toMatchObject({ status: 400 });
    expect(await post('null')).toMatchObject({ status: 400 });
    expect(await post({ method: 'PUT', path: '/a', value: { 'a.b': 1 } })).toMatchObject({ status: 400 });
    expect(await post({ method: 'GET', path: '/a', query: { limitToFirst: 5 } })).toMatchObject({ status: 200 });
    const unknown = await post({ method: 'GET', path: '/a', query: { orderByChild: 'n' } });
    expect(unknown).toMatchObject({
      status: 400,
      text: expect.stringMatching(/has no .*orderByChild.*only orderBy/),
    });
    expect(await post({ method: 'GET', path: '/a' }, { Authorization: `Bearer ${tokenFor('ada')}` })).toMatchObject({
      status: 401,
    });
  });

  it('is answered by every refusal while the switch is on', async () => {
    expect((await rest('/posts/p1.json', { method: 'PUT', body: { author: 'ada' } })).json).toEqual({
      error: expect.stringContaining('Permission denied: no .write rule along the path is true: .write at /posts/p1'),
    });
    const upload = { method: 'PUT', body: '{"rules": {}}', headers: OWNER_HEADERS };
    await rest('/.settings/rules.json', upload);
    expect((await rest('/a.json')).json).toEqual({ error: 'Permission denied: there is no .read rule along the path' });
  });
});
