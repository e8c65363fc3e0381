import { expect, test } from '@jest/globals';
import { ApiError } from '@segue/core/contract/api/api-error';
import { findModelKey, type ModelKeyPorts } from '@segue/hosting/data/model-key';

/** A database in which some keys may be read, and an API that knows others. */
function ports(stored: Record<string, string>, asked: Record<string, string> = {}) {
  const read: string[] = [];
  const found: ModelKeyPorts = {
    readKey(id, dataset) {
      read.push(`${dataset}/${id}`);
      const key = stored[`${dataset}/${id}`];
      return key === undefined ? Promise.reject(new Error('Permission denied')) : Promise.resolve(key);
    },
    askKey(address) {
      const key = asked[address];
      return key === undefined
        ? Promise.reject(new ApiError('model-not-found', 404, 'There is no such model.'))
        : Promise.resolve(key);
    },
  };
  return { found, read };
}

test.each([
  ['music', 'music/music'],
  ['music~taste', 'music/taste'],
])('the address %s names the key at %s', async (address, place) => {
  const { found, read } = ports({ [place]: 'k' });
  expect(await findModelKey(address, found)).toBe('k');
  expect(read).toEqual([place]);
});

test('of an id alone, the API knows the model', async () => {
  expect(await findModelKey('taste', ports({}, { taste: 'k' }).found)).toBe('k');
});

test('there is no key where the API knows no model', async () => {
  expect(await findModelKey('taste', ports({}).found)).toBeNull();
});

test('another failure of the API is a failure', async () => {
  const { found } = ports({});
  const unreachable = new ApiError('unreachable', 0, 'The server does not answer.');
  await expect(findModelKey('taste', { ...found, askKey: () => Promise.reject(unreachable) })).rejects.toBe(
    unreachable,
  );
});
