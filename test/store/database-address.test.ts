import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { databaseAddress } from '@segue/functions/options';

const names = ['DATABASE_URL', 'FIREBASE_CONFIG', 'FIREBASE_DATABASE_EMULATOR_HOST'];

describe('databaseAddress', () => {
  const before = Object.fromEntries(names.map((name) => [name, process.env[name]]));

  beforeEach(() => {
    for (const name of names) Reflect.deleteProperty(process.env, name);
    process.env['FIREBASE_DATABASE_EMULATOR_HOST'] = '127.0.0.1:9000';
  });

  afterEach(() => {
    for (const name of names) Reflect.deleteProperty(process.env, name);
    for (const [name, value] of Object.entries(before)) if (value !== undefined) process.env[name] = value;
  });

  it('takes the database that Firebase names, or another that was set', () => {
    process.env['FIREBASE_CONFIG'] = '{"databaseURL":"https://one.firebaseio.com","projectId":"p"}';
    expect(databaseAddress()).toMatchObject({ base: 'http://127.0.0.1:9000', namespace: 'one' });
    process.env['DATABASE_URL'] = 'http://127.0.0.1:9000?ns=two';
    expect(databaseAddress().namespace).toBe('two');
  });

  it('says what to set where there is none', () => {
    expect(databaseAddress).toThrow('set DATABASE_URL, or databaseURL in FIREBASE_CONFIG');
    process.env['FIREBASE_CONFIG'] = '{"projectId":"p"}';
    expect(databaseAddress).toThrow('set DATABASE_URL, or databaseURL in FIREBASE_CONFIG');
  });

  it.each(['{"databaseURL":7}', 'null', '"text"'])('refuses a FIREBASE_CONFIG of %s', (config) => {
    process.env['FIREBASE_CONFIG'] = config;
    expect(databaseAddress).toThrow('FIREBASE_CONFIG is not what Firebase sets');
  });
});
