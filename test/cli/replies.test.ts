import { afterEach, describe, expect, jest, test } from '@jest/globals';
import { signInAsGuest } from '@segue/cli/account';
import { openForUpload } from '@segue/cli/commands/project';
import { listFunctions } from '@segue/suite/launcher/functions-client';

/** What other programs reply, read and checked; each test says what the next request gets. */
const answer = (body: string, status = 200) =>
  jest.spyOn(globalThis, 'fetch').mockResolvedValueOnce(new Response(body, { status }));

afterEach(() => {
  jest.restoreAllMocks();
});

describe('a sign-in', () => {
  test('gives the account and its tokens', async () => {
    answer('{"idToken":"t","refreshToken":"r","localId":"u","kind":"…"}');
    expect(await signInAsGuest('http://auth')).toEqual({ uid: 'u', token: 't', refreshToken: 'r' });
  });

  test('fails with the message of Firebase Auth', async () => {
    answer('{"error":{"code":400,"message":"ADMIN_ONLY_OPERATION"}}', 400);
    await expect(signInAsGuest('http://auth')).rejects.toThrow('Sign-in failed: ADMIN_ONLY_OPERATION.');
  });

  test('fails with what to do where nothing answers', async () => {
    jest.spyOn(globalThis, 'fetch').mockRejectedValueOnce(new TypeError('fetch failed'));
    await expect(signInAsGuest('http://auth')).rejects.toMatchObject({
      name: 'Failure',
      message: 'Sign-in failed: http://auth does not answer. Try again in a moment.',
    });
  });

  test.each(['<html>', 'null', '{"idToken":1,"localId":"u"}'])('fails clearly on the reply %s', async (body) => {
    answer(body, 502);
    await expect(signInAsGuest('http://auth')).rejects.toMatchObject({
      name: 'Failure',
      message: 'Sign-in failed: http://auth does not answer like Firebase Auth (status 502).',
    });
  });
});

describe('the address of Segue', () => {
  test('fails clearly where the emulators have an unknown form', async () => {
    answer('var firebaseConfig = {};\nvar firebaseEmulators = {"auth":{}};');
    await expect(openForUpload('http://page/')).rejects.toMatchObject({
      name: 'Failure',
      message: 'http://page: Cannot read Firebase Hosting\'s init.js: "auth.host" has an unknown form.',
    });
  });
});

describe('the list of functions', () => {
  const definition = { name: 'api', region: 'us-central1', id: 'us-central1-api', httpsTrigger: {} };

  test('is that of all backends', async () => {
    answer(JSON.stringify({ backends: [{ functionTriggers: [{ ...definition, platform: 'gcfv2' }] }] }));
    expect(await listFunctions('http://functions')).toEqual([definition]);
  });

  test('fails clearly on another reply', async () => {
    answer('{"backends":[{"functionTriggers":[{"name":"api"}]}]}');
    await expect(listFunctions('http://functions')).rejects.toMatchObject({
      name: 'Failure',
      message:
        'http://functions/backends is not the list of a functions emulator: ' +
        'backends.0.functionTriggers.0.region has an unknown form.',
    });
  });
});
