import { describe, expect, test } from '@jest/globals';
import { parseInitJson, parseInitScript } from '@segue/core/contract/hosting-configuration';
import { readFileSync } from 'node:fs';

const options = {
  projectId: 'demo-segue',
  databaseURL: 'https://demo-segue.firebaseio.com',
  note: 'a brace };\n} in "quotes"',
};
const auth = { host: '0.0.0.0', port: 9099, hostAndPort: '127.0.0.1:9099' };
const database = { host: '::1', port: 9000, hostAndPort: '[::1]:9000' };

/** As firebase-tools fills its own template (lib/hosting/implicitInit.js). */
const template = readFileSync(require.resolve('firebase-tools/templates/hosting/init.js'), 'utf8');
const scriptOf = (config: unknown, emulators: unknown) =>
  template
    .replace('/*--CONFIG--*/', () => `var firebaseConfig = ${JSON.stringify(config, null, 2)};`)
    .replace('/*--EMULATORS--*/', () => `var firebaseEmulators = ${JSON.stringify(emulators, null, 2)};`);

describe('parseInitScript', () => {
  test('finds the project and its emulators in the script of Hosting', () => {
    const script = scriptOf(options, { auth, database, functions: { host: 'a' } });
    expect(parseInitScript(script)).toEqual({ options, emulators: { auth, database } });
  });

  test('takes a script without emulators', () => {
    expect(parseInitScript(scriptOf(options, undefined))).toEqual({ options, emulators: {} });
    expect(parseInitScript(scriptOf(options, {}))).toEqual({ options, emulators: {} });
  });

  test.each([scriptOf(undefined, undefined), '<!doctype html>', ''])('finds no project in %#', (script) => {
    expect(parseInitScript(script)).toBeNull();
  });

  test.each([
    ['auth.hostAndPort', options, { auth: { host: '127.0.0.1', port: 9099 } }],
    ['database.port', options, { database: { ...database, port: '9000' } }],
    ['apiKey', { apiKey: 1 }, undefined],
  ])('names %s of an unknown form', (at, config, emulators) => {
    expect(() => parseInitScript(scriptOf(config, emulators))).toThrow(
      `Cannot read Firebase Hosting's init.js: "${at}" has an unknown form.`,
    );
  });

  test.each([
    ['is no JSON', 'var firebaseConfig = {a: 1};'],
    ['is cut off', 'var firebaseConfig = {}; var firebaseEmulators = {"auth": {'],
  ])('refuses an object that %s', (_, script) => {
    expect(() => parseInitScript(script)).toThrow("Cannot read Firebase Hosting's init.js.");
  });
});

describe('parseInitJson', () => {
  test('is the configuration', () => {
    expect(parseInitJson(JSON.stringify(options))).toEqual(options);
  });

  test.each(['', '[]', 'null', '<!doctype html>'])('refuses "%s"', (json) => {
    expect(() => parseInitJson(json)).toThrow("Cannot read Firebase Hosting's init.json.");
  });
});
