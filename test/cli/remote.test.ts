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
    [[], 'genre=Jazz&count=10&known=exclude&why=true'],
    [['--count', '3', '--best'], 'genre=Jazz&count=3&known=include&why=true'],
    [
      ['--tag', 'live', '--tag', 'b', '--without', 'c'],
      'genre=Jazz&count=10&known=exclude&tags=live&tags=b&withoutTags=c&why=true',
    ],
  ])('%j asks for %s', async (options, query) => {
    const fetch = fetched();
    jest.spyOn(console, 'log').mockReturnValue();
    await recommend(['Jazz', '--url', 'http://page', ...options]);
    expect(fetch.mock.calls.map(([url]) => url)).toEqual([`http://page/api/recommendations?${query}`]);
  });

  test('asks another model by its id', async () => {
    const fetch = fetched();
    jest.spyOn(console, 'log').mockReturnValue();
    await recommend(['Ann', '--url', 'http://page', '--model', 'films']);
    const address = 'http://page/api/models/films/recommendations?user=Ann&count=10&known=exclude&why=true';
    expect(fetch.mock.calls.map(([url]) => url)).toEqual([address]);
  });

  test('says why, where there is a reason', async () => {
    const items = [
      { rank: 1, item: 'Sade', score: 1, known: false, reasons: [], why: 'also in Soul +0.12' },
      { rank: 2, item: 'Prince', score: 0, known: false, reasons: [] },
    ];
    const reply = new Response(JSON.stringify({ ...recommendations, items }));
    jest.spyOn(globalThis, 'fetch').mockResolvedValue(reply);
    const log = jest.spyOn(console, 'log').mockReturnValue();
    await recommend(['Jazz', '--url', 'http://page']);
    expect(log.mock.calls).toEqual([['1 Sade – also in Soul +0.12\n2 Prince']]);
  });

  test.each([
    [[], 'csv?count=10&known=exclude'],
    [['--jsonl', '--count', '3', '--best'], 'jsonl?count=3&known=include'],
  ])('--all MODEL %j writes recommendations.%s as it arrives', async (options, address) => {
    const fetch = jest.spyOn(globalThis, 'fetch').mockImplementation(() => Promise.resolve(new Response('a\nö\n')));
    const output = jest.spyOn(process.stdout, 'write').mockReturnValue(true);
    await recommend(['--all', 'music', '--url', 'http://page/', ...options]);
    const written = Buffer.concat(output.mock.calls.map(([bytes]) => Buffer.from(bytes)));
    expect([written.toString(), process.stdout.writableEnded]).toEqual(['a\nö\n', false]);
    expect(fetch.mock.calls.map(([url]) => url)).toEqual([`http://page/api/models/music/recommendations.${address}`]);
  });

  test('--all says what the server refuses, and that a file broke off', async () => {
    const problem = { type: 't', title: 't', status: 404, code: 'model-not-found', detail: 'There is no model m.' };
    const fetch = jest.spyOn(globalThis, 'fetch');
    fetch.mockResolvedValueOnce(new Response(JSON.stringify(problem), { status: 404 }));
    await expect(recommend(['--all', 'm'])).rejects.toThrow('There is no model m.');
    const broken = new ReadableStream({ start: (controller) => controller.error(new Error('terminated')) });
    fetch.mockResolvedValueOnce(new Response(broken));
    await expect(recommend(['--all', 'm'])).rejects.toThrow(/^The file broke off before its end/);
  });

  test.each([
    [['--all', 'm', '--csv', '--jsonl'], /^Give --all with either --csv or --jsonl/],
    [['--all', 'm', '--json'], /^Give --all with/],
    [['--all'], /^Usage: segue recommend --all MODEL/],
    [['Jazz', '--csv'], /^--csv and --jsonl are for --all MODEL/],
  ])('refuses %j and asks nothing', async (args, message) => {
    const fetch = fetched();
    await expect(recommend(args)).rejects.toThrow(message);
    expect(fetch).not.toHaveBeenCalled();
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
