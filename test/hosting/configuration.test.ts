import { expect, test } from '@jest/globals';
import { reachableFrom } from '@segue/hosting/data/configuration';

const at = (host: string) => ({ host, port: 9000, hostAndPort: 'localhost:9000' });

test.each(['0.0.0.0', '::'])('an emulator on every address (%s) has the host of the page', (host) => {
  expect(reachableFrom('localhost', { auth: at(host) })).toEqual({ auth: at('localhost') });
});

test('another emulator keeps its host', () => {
  expect(reachableFrom('localhost', { database: at('127.0.0.1') })).toEqual({ database: at('127.0.0.1') });
  expect(reachableFrom('localhost', {})).toEqual({});
});
