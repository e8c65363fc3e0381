import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runProgram } from './programs.js';

interface DemoDocument {
  dataset: { rowCount: number; columns: { name: string; kind: string }[] };
  model: { version: string; metrics: { auc: number; baselines: { random: { auc: number } } } };
  recommendations: { user: string; discover: { known: boolean }[]; best: { known: boolean }[] }[];
  edit: { column: string };
  next: { version: string; number: number };
}

describe('npm run demo', () => {
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'segue-test-'));
  });

  afterAll(async () => {
    await rm(folder, { recursive: true });
  });

  it('goes from the sample to recommendations that retrain themselves', async () => {
    const { code, stdout, stderr } = await runProgram(['demo', '--no-build', '--json']).ended;
    expect([code, stderr]).toEqual([0, expect.stringContaining('✔ training again')]);
    const { dataset, model, recommendations, edit, next } = JSON.parse(stdout) as DemoDocument;
    expect(dataset.columns).toContainEqual(expect.objectContaining({ name: 'popularity', kind: 'integer' }));
    expect(model.metrics.auc).toBeGreaterThan(model.metrics.baselines.random.auc + 0.1);
    expect(recommendations).toHaveLength(2);
    for (const { discover, best } of recommendations) {
      expect([discover.length, best.length]).toEqual([10, 10]);
      expect(discover.some(({ known }) => known)).toBe(false);
      expect(best.some(({ known }) => known)).toBe(true);
    }
    expect(edit.column).toBe('popularity');
    expect([next.number, next.version]).toEqual([2, expect.not.stringMatching(model.version)]);
  });

  it.each([
    [['--file', 'nothing.csv'], /There is no file .*nothing\.csv: name one with --file/],
    [['--file', 'README.md'], /ends in neither \.csv nor \.json/],
    [['--user', 'genre'], /--user and --item go together/],
  ])('refuses %j', async (options, message) => {
    const { code, stderr } = await runProgram(['demo', ...options]).ended;
    expect([code, stderr]).toEqual([1, expect.stringMatching(message)]);
  });

  it('says what to do where no columns are recognised', async () => {
    const file = join(folder, 'shops.csv');
    await writeFile(file, 'town,shops\nBern,12\nBonn,7\nOslo,19\n');
    const { code, stdout, stderr } = await runProgram(['demo', '--no-build', '--file', file]).ended;
    expect(code).toBe(1);
    expect(stdout).toContain('3 rows, 2 columns');
    expect(stderr).toContain('name them with --user COLUMN --item COLUMN');
  });
});
