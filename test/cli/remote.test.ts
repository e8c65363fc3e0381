import { afterEach, describe, expect, jest, test } from '@jest/globals';
import { recommend } from '@segue/cli/commands/remote';

const recommendations = {
  model: 'm',
  version: 'v',
  number: 1,
  user: 'Jazz',
  known: 'exclude',
  items: [],
  fallback: null,
};

afterEach(() => {
  jest.restoreAllMocks();
});

describe('segue recommend', () => {
  const fetched = () =>
    jest
      .spyOn(globalThis, 'fetch')
      .mockImplementation(() => Promise.resolve(new Response(JSON.stringify(recommendations))));

  test.each([
    [[], 'genre=Jazz&count=10&known=exclude'],
    [['--count', '3', '--best'], 'genre=Jazz&count=3&known=include'],
  ])('%j asks for %s', async (options, query) => {
    const fetch = fetched();
    jest.spyOn(console, 'log').mockReturnValue();
    await recommend(['Jazz', '--url', 'http://page', ...options]);
    expect(fetch.mock.calls.map(([url]) => url)).toEqual([`http://page/api/recommendations?${query}`]);
  });

  test.each(['abc', '', '0', '2.5'])('refuses the count "%s" and asks nothing', async (count) => {
    const fetch = fetched();
    await expect(recommend(['Jazz', '--count', count])).rejects.toMatchObject({
      name: 'Failure',
      message: expect.stringMatching(/^--count must be a (whole )?number/),
    });
    expect(fetch).not.toHaveBeenCalled();
  });
});
