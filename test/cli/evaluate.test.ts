import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCommand } from '@segue/cli/run';
import { inRoot } from '@segue/suite/launcher/root';

interface EvaluationDocument {
  train: { auc: number };
  test: { auc: number; precision: number; recall: number; reciprocalRank: number };
  baselines: { random: { auc: number }; popularity: { auc: number } };
  fitSeconds: number;
  epochs: number;
  users: number;
  items: number;
  interactions: number;
  heldOut: number;
  kernel: { name: string; note?: string };
  testUsers: number;
  cold: { auc: number };
  alarms: { kind: string }[];
  perUser?: object[];
  intervals?: { auc: { low: number } };
  apart?: Record<'hash' | 'cold' | 'newest', { heldOut: number; test: { auc: number }; popularity: { auc: number } }>;
  likes: object | null;
  likedAboveDisliked: { share: number } | null;
}

/** Two groups that like only their own half of the items: seeing most of it is enough to predict the rest. */
const pairs = Array.from({ length: 20 }, (_, user) =>
  Array.from({ length: 30 }, (_, item) => ({ user, item })).filter(({ item }) => item % 2 === user % 2),
).flat();

describe('segue evaluate', () => {
  let folder: string;
  let file: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'segue-test-'));
    file = join(folder, 'groups.tsv');
    await writeFile(file, pairs.map(({ user, item }) => `u${user}\ti${item}\n`).join(''));
  });

  afterAll(async () => {
    await rm(folder, { recursive: true });
  });

  const evaluate = async (...options: string[]) => {
    const print = jest.spyOn(console, 'log').mockImplementation(() => undefined);
    await runCommand(['evaluate', '--json', ...options]);
    return JSON.parse(String(print.mock.lastCall![0])) as EvaluationDocument;
  };
  const run = (...options: string[]) => evaluate(file, '--header', 'none', '--user', '1', '--item', '2', ...options);
  /** The command of docs/model.md. */
  const evaluateSample = (...options: string[]) =>
    evaluate(inRoot('emulator-data/sample.csv'), '--user', 'genre', '--item', 'artist_name', ...options);

  it('learns two groups from the pairs that it may see', async () => {
    const evaluation = await run('--loss', 'warp', '--components', '8');
    expect(evaluation).toMatchObject({ users: 20, items: 30, interactions: 300 });
    expect(evaluation.test.auc).toBeGreaterThan(0.98);
    expect(Math.abs(evaluation.baselines.random.auc - 0.5)).toBeLessThan(0.15);
    expect(evaluation.fitSeconds).toBeGreaterThan(0);
  });

  it('keeps as many epochs as help, with --early-stopping', async () => {
    const evaluation = await run('--epochs', '150', '--early-stopping', '3');
    expect(evaluation.epochs).toBeLessThan(147);
    const { test } = await run('--epochs', String(evaluation.epochs));
    expect(evaluation.test).toEqual(test);
  });

  it('gives the same metrics for the same seed', async () => {
    const first = await run('--seed', '7');
    const second = await run('--seed', '7', '--kernel', 'fast');
    expect({ ...second, fitSeconds: 0 }).toEqual({ ...first, fitSeconds: 0 });
  });

  it('gives LightFM’s numbers by either kernel, and names the one that computed', async () => {
    const exact = await run('--kernel', 'exact');
    const reference = await run('--kernel', 'reference');
    expect(exact.test).toEqual(reference.test);
    expect([exact.kernel, reference.kernel]).toEqual([{ name: 'exact' }, { name: 'reference' }]);
    const { kernel } = await run('--schedule', 'adadelta', '--kernel', 'fast');
    expect(kernel).toMatchObject({
      name: 'exact',
      note: 'The fast kernel has no adadelta: the exact kernel computes instead.',
    });
  });

  it.each([0, 1])('takes a split whose rows count from %d', async (start) => {
    const split = join(folder, `split-${start}.tsv`);
    await writeFile(split, pairs.map((_, row) => `${row + start}\t${row % 5 === 0 ? 1 : 0}\n`).join(''));
    expect((await run('--split', split)).heldOut).toBe(60);
  });

  it('raises the alarm if the held-out pairs were trained on, and not otherwise', async () => {
    const honest = await run('--components', '8', '--bootstrap', '100', '--per-user');
    expect(honest.alarms).toEqual([]);
    expect(honest.perUser).toHaveLength(honest.testUsers);
    expect(honest.intervals!.auc.low).toBeLessThanOrEqual(honest.test.auc);
    const leaked = await run('--leak');
    expect(leaked.alarms.map(({ kind }) => kind)).toContain('canary-predicted');
    expect(leaked.test.auc).toBeGreaterThan(0.99);
  });

  it('leaks as docs/model.md shows it', async () => {
    const page = await readFile(inRoot('docs/model.md'), 'utf8');
    for (const options of [[], ['--leak']]) {
      const { train, test, alarms } = await evaluateSample(...options);
      expect(page).toContain(`| ${train.auc.toFixed(4)}    | ${test.auc.toFixed(4)}   |`);
      const raised = options.length === 0 ? [] : ['test-beats-train', 'canary-predicted'];
      expect(alarms.map(({ kind }) => kind)).toEqual(raised);
    }
  });

  it('holds out one pair of each user, or LightFM’s random part', async () => {
    expect((await run('--method', 'leave-one-out')).heldOut).toBe(20);
    expect((await run('--method', 'random', '--fraction', '0.25')).heldOut).toBe(75);
  });

  it('reports any pair, cold items and the newest apart from what there is to discover', async () => {
    const timed = join(folder, 'timed.tsv');
    await writeFile(timed, pairs.map(({ user, item }) => `u${user}\ti${item}\t${1000 + item}\n`).join(''));
    const columns = ['--header', 'none', '--user', '1', '--item', '2', '--time', '3', '--model', 'ials'];
    const { apart } = await evaluate(timed, ...columns, '--method', 'discover');
    expect(apart!.newest).toMatchObject({ heldOut: 60 });
    expect(apart!.hash.test.auc).toBeGreaterThan(apart!.hash.popularity.auc);
    // Each item has ten users.
    expect(apart).not.toHaveProperty('cold');
    const newest = await evaluate(timed, ...columns, '--method', 'newest');
    expect(newest.heldOut).toBe(60);
    expect(newest.test.auc).toBeCloseTo(apart!.newest.test.auc, 6);
    await expect(run('--method', 'newest')).rejects.toThrow('Name the column that says when, with --time.');
    await expect(run('--method', 'newest', '--time', '1')).rejects.toThrow(
      '--time 1 has "u0": give numbers or dates such as 2024-12-31.',
    );
  });

  it('reports the hidden pairs of items that nobody else has', async () => {
    const { apart } = await evaluateSample('--model', 'regression', '--method', 'discover');
    expect(apart!.cold.heldOut).toBeGreaterThan(0);
    expect(apart!.cold.heldOut).toBeLessThan(apart!.hash.heldOut);
    expect(apart!.cold.test.auc).not.toBe(apart!.cold.popularity.auc);
  });

  it('reports nothing apart where no other pair can be hidden', async () => {
    const few = join(folder, 'few.tsv');
    await writeFile(few, ['ax', 'ay', 'bx', 'by'].map(([user, item]) => `${user}\t${item}\n`).join(''));
    const columns = ['--header', 'none', '--user', '1', '--item', '2', '--model', 'ials', '--method', 'discover'];
    for (const fraction of ['0.9', '1']) {
      const { apart } = await evaluate(few, ...columns, '--fraction', fraction);
      expect(Object.keys(apart!)).toEqual(fraction === '1' ? [] : expect.any(Array));
    }
  });

  it('tells likes from dislikes by the scale, and every rating is a like without it', async () => {
    const rated = join(folder, 'rated.tsv');
    const everything = Array.from({ length: 20 * 30 }, (_, at) => ({ user: at % 20, item: Math.floor(at / 20) }));
    const stars = ({ user, item }: { user: number; item: number }) => (user % 2 === item % 2 ? 4 + (item % 3 === 0 ? 1 : 0) : 1 + (item % 2)); // prettier-ignore
    await writeFile(rated, everything.map((pair) => `u${pair.user}\ti${pair.item}\t${stars(pair)}\n`).join(''));
    const columns = [rated, '--header', 'none', '--user', '1', '--item', '2', '--rating', '3', '--method', 'random'];
    const likes = await evaluate(...columns, '--model', 'ials');
    expect(likes.likes).toEqual({ likedFrom: 4, dislikedTo: 2, scale: { lowest: 1, highest: 5 } });
    expect(likes.likedAboveDisliked!.share).toBeGreaterThan(0.9);
    expect(await evaluate(...columns, '--model', 'ials', '--threshold', 'none')).toMatchObject({
      likes: null,
      heldOut: 120,
    });
    expect(await evaluate(...columns)).toMatchObject({ likes: null, heldOut: 120 });
    expect((await evaluate(...columns, '--threshold', '5')).likes).toMatchObject({ likedFrom: 5 });
    await expect(evaluate(...columns, '--threshold', 'some')).rejects.toThrow(
      '--threshold must be auto, none or a number',
    );
  });

  it('ranks artists without a train pair by their audio values, as docs/model.md says', async () => {
    const plain = await evaluateSample();
    const hybrid = await evaluateSample('--item-features', 'acousticness,energy,valence');
    const four = (value: number) => value.toFixed(4);
    const page = (await readFile(inRoot('docs/model.md'), 'utf8')).replace(/\s+/g, ' ');
    expect(page).toContain(
      `from ${four(plain.cold.auc)} to ${four(hybrid.cold.auc)}, and that of all from ${four(plain.test.auc)} to ${four(hybrid.test.auc)}`,
    );
  });

  it.each([
    ['--bootstrap must be a whole number of at least 0', '--bootstrap', '1.5'],
    ['--at must be a whole number of at least 1', '--at', '0'],
    ['--minimum-rows must be a whole number of at least 1', '--minimum-rows', '0'],
    ['--components is 0; it must be', '--components', '0'],
    ['Lower --minimum-rows', '--minimum-rows', '99'],
    ['Try a --learning-rate lower than', '--learning-rate', '1e30'],
    ['leave --fraction out', '--method', 'leave-one-out', '--fraction', '0.3'],
    ['leave --fraction out', '--split', 'some.tsv', '--fraction', '0.3'],
  ])('says, by the option’s own name: %s', async (message, ...options) => {
    await expect(run(...options)).rejects.toThrow(message);
  });

  it('names the columns there are', async () => {
    await expect(run('--user', 'genre')).rejects.toThrow(
      'There is no column "genre": name one of col1, col2, or a number from 1 to 2.',
    );
  });

  it('names a row without a part', async () => {
    const split = join(folder, 'short.tsv');
    await writeFile(split, '0\t1\n1\t0\n');
    await expect(run('--split', split)).rejects.toThrow('has no line for row 2');
    await expect(run('--split', join(folder, 'none.tsv'))).rejects.toThrow(/^There is no file .*none\.tsv\.\s*$/);
    await expect(run('--split', folder)).rejects.toThrow('is a folder, not a file');
  });
});
