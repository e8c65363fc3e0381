import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { WebSocket } from 'ws';
import { type Emulator, startEmulator } from '@segue/emulator/index';
import { OWNER_HEADERS, type RestAnswer, type RestInput, eventually, restClient, tokenFor } from './rest-client.js';

/** A token issued an hour before it ends, so many seconds from now. */
function tokenEndingIn(seconds: number): string {
  const exp = Date.now() / 1000 + seconds;
  return tokenFor('ada', { iat: exp - 3600, exp });
}

describe('credentials that end', () => {
  let emulator: Emulator;
  let rest: (path: string, input?: RestInput) => Promise<RestAnswer>;

  beforeAll(async () => {
    emulator = await startEmulator({ project: 'demo-end', rules: '{"rules": {".read": "auth != null"}}' });
    rest = restClient(emulator.url, 'demo-end');
  });
  afterAll(() => emulator.stop());

  it('are refused once they have, those made up for tests aside', async () => {
    expect(await rest(`/a.json?auth=${tokenEndingIn(60)}`)).toMatchObject({ status: 200 });
    expect(await rest(`/a.json?auth=${tokenEndingIn(-60)}`)).toMatchObject({
      status: 401,
      json: { error: 'Auth token is expired' },
    });
    expect(await rest(`/a.json?auth=${tokenFor('ada')}`)).toMatchObject({ status: 200 });
    expect(await rest(`/a.json?auth=${tokenFor('ada', { iat: 1_500_000_000, exp: 1_500_003_600 })}`)).toMatchObject({
      status: 200,
    });
  });

  it('are invalid without a user', async () => {
    for (const claims of ['{}', '[]', '{"iat":0}', 'null']) {
      const token = `e30.${Buffer.from(claims).toString('base64url')}.`;
      expect(await rest(`/a.json?auth=${token}`)).toMatchObject({
        status: 401,
        json: { error: 'Could not parse auth token.' },
      });
    }
  });

  it.each(['ya29.access', 'anything', 'a.b.c'])('are an administrator’s where they are no token: %s', async (token) => {
    const headers = { Authorization: `Bearer ${token}` };
    expect(await rest('/.settings/rules.json', { headers })).toMatchObject({ status: 200 });
    const strict = await startEmulator({ project: 'strict', strictTokens: true });
    const strictly = restClient(strict.url, 'strict');
    expect(await strictly('/.settings/rules.json', { headers })).toMatchObject({
      status: 401,
      json: { error: 'Could not parse auth token.' },
    });
    expect(await strictly('/.settings/rules.json', { headers: OWNER_HEADERS })).toMatchObject({ status: 200 });
    await strict.stop();
  });

  it('end an event stream with auth_revoked', async () => {
    const response = await fetch(`${emulator.url}/a.json?auth=${tokenEndingIn(0.3)}`, {
      headers: { Accept: 'text/event-stream' },
    });
    expect(await response.text()).toBe(
      'event: put\ndata: {"path":"/","data":null}\n\nevent: auth_revoked\ndata: "credential is no longer valid"\n\n',
    );
  });

  it('make a socket anonymous again, notify it and cancel its listens', async () => {
    const socket = new WebSocket(`${emulator.url.replace('http', 'ws')}/.ws?v=5`);
    const texts: string[] = [];
    socket.on('message', (data) => texts.push((data as Buffer).toString()));
    await new Promise((resolve) => socket.once('message', resolve));
    const send = (r: number, a: string, b: object) => socket.send(JSON.stringify({ t: 'd', d: { r, a, b } }));
    send(1, 'auth', { cred: tokenEndingIn(-60) });
    send(2, 'auth', { cred: tokenEndingIn(0.3) });
    send(3, 'q', { p: '/a', h: '' });
    await eventually('the listen to be revoked', () => texts.some((text) => text.includes('"a":"c"')));
    expect(texts[1]).toBe('{"t":"d","d":{"r":1,"b":{"s":"expired_token","d":"Auth token is expired"}}}');
    expect(texts.slice(-2)).toEqual([
      '{"t":"d","d":{"a":"ac","b":{"s":"expired_token","d":"Auth token is expired"}}}',
      '{"t":"d","d":{"a":"c","b":{"p":"a"}}}',
    ]);
    socket.terminate();
  });
});
