import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { inRoot } from '@segue/suite/launcher/root';
import { programs, runTypeScript } from './programs.js';
import { musicCsv } from '../support/music.js';
import { waitFor } from '../support/suite.js';

const run = promisify(execFile);
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'segue-commands-'));
});

afterAll(async () => rm(folder, { recursive: true }));

/** Runs a script of package.json as a reader would, and gives what it printed. */
async function npm(...args: string[]): Promise<string> {
  return (await run('npm', ['run', '--silent', ...args], { cwd: inRoot() })).stdout;
}

describe('npm run', () => {
  it('golden replays the fixtures of a folder', async () => {
    const printed = await npm('golden', '--', 'test/golden');
    expect(printed.trim().split('\n').length).toBeGreaterThan(80);
  });

  it('segue evaluates a model on a file, offline', async () => {
    const file = join(folder, 'music.csv');
    await writeFile(file, musicCsv());
    const columns = ['--user', 'genre', '--item', 'artist_name', '--rating', 'popularity'];
    const printed = await npm('segue', '--', 'evaluate', file, ...columns, '--epochs', '5', '--json');
    const result = JSON.parse(printed) as { test: { auc: number }; users: number; baselines: object };
    expect(result).toMatchObject({ users: 6, items: 24 });
    expect(Object.keys(result.baselines)).toEqual(['random', 'popularity']);
    expect(await npm('segue', '--', 'help')).toContain('segue recommend USER');
  });

  it('chaos runs the schedules it is asked for', async () => {
    const one = await npm('chaos', '--', '--schedules', '2', '--seed', '1', '--case', 'an edit');
    expect(one).toMatch(/^passed: \d+ schedules of the small case "an edit" from seed 1\n$/);
  });

  it('privacy tries the sequences it is asked for', async () => {
    const one = await npm('privacy', '--', '--schedules', '1', '--seed', '1796022718');
    expect(one).toContain('passed: 1 sequences from seed 1796022718');
  });

  it('bench names its benchmarks when it is asked for another', async () => {
    await expect(npm('bench', '--', 'nothing')).rejects.toThrow(
      /name one of cold-items, emulator, model, new-users, quality, retrain, steady/,
    );
  });

  it('sample writes the sample as it is', async () => {
    const file = inRoot('emulator-data/sample.csv');
    const before = await readFile(file, 'utf8');
    await npm('sample');
    expect(await readFile(file, 'utf8')).toBe(before);
  });

  it('build says how long it took, and builds for production whatever NODE_ENV is', async () => {
    const built = async (mode: string) => {
      const env = { ...process.env, NODE_ENV: mode };
      expect((await run('npm', ['run', '--silent', 'build'], { cwd: inRoot(), env })).stdout).toMatch(/Built in/);
      return await readdir(inRoot('hosting/dist/assets'));
    };
    // Names hold a digest of what is in the file.
    expect(await built('test')).toEqual(await built('production'));
  });

  it('emulator prints its address, answers, and ends on SIGTERM', async () => {
    const child = spawn(process.execPath, [...runTypeScript, programs.emulator, '--port', '0', '--project', 'demo-x'], {
      cwd: inRoot(),
    });
    let printed = '';
    child.stdout.on('data', (chunk: Buffer) => (printed += chunk.toString()));
    const address = await waitFor('The address', () => Promise.resolve(/http:\/\/\S+/.exec(printed)?.[0]), 20);
    const reply = await fetch(`${address.replace(/\/?$/, '')}/a.json?ns=demo-x`);
    expect(await reply.json()).toBeNull();
    child.kill('SIGTERM');
    expect((await once(child, 'exit'))[0]).toBe(0);
  });
});
