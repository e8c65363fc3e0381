import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runTypeScript } from './programs.js';
import { isAlive } from '@segue/suite/launcher/is-alive';
import { isPortFree } from '@segue/suite/launcher/ports';
import { inRoot } from '@segue/suite/launcher/root';
import { readPath, startTestSuite, waitFor, waitForPath, writePath, type Suite } from '../support/suite.js';

const functionsDir = inRoot('test/cli/echo-functions');

describe('startSuite', () => {
  let suite: Suite;
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'segue-test-'));
    suite = await startTestSuite({ functionsDir });
  });

  afterAll(async () => {
    await suite.stop();
    await rm(folder, { recursive: true });
  });

  it('runs a trigger with what was there before and after', async () => {
    await writePath(suite, 'items/a', 'Al');
    expect(await waitForPath(suite, 'seen/a')).toEqual({ before: 'nothing', after: 'Al' });
    await writePath(suite, 'items/a', { name: 'Bob' });
    const second = (value: unknown) => (value as { before: unknown }).before === 'Al';
    expect(await waitForPath(suite, 'seen/a', second)).toEqual({ before: 'Al', after: { name: 'Bob' } });
  });

  it('answers HTTPS functions under the project of the suite', async () => {
    const response = await fetch(`${suite.functionsUrl}/${suite.project}/us-central1/echo/some/path`);
    expect(await response.json()).toMatchObject({ path: '/some/path', project: suite.project });
  });

  it('serves all functions from a few shared processes', async () => {
    const names = Array.from({ length: 60 }, (_, at) => (at % 2 === 0 ? 'echo' : 'twin'));
    const call = async (name: string) => {
      const response = await fetch(`${suite.functionsUrl}/${suite.project}/us-central1/${name}`);
      return (await response.json()) as { name: string; pid: number };
    };
    const replies = await Promise.all(names.map(call));
    expect(replies.map(({ name }) => name)).toEqual(names);
    const pidsOf = (wanted: string) => new Set(replies.filter(({ name }) => name === wanted).map(({ pid }) => pid));
    const [ofEcho, ofTwin] = [pidsOf('echo'), pidsOf('twin')];
    expect([...ofEcho].filter((pid) => ofTwin.has(pid))).not.toEqual([]);
    expect(new Set([...ofEcho, ...ofTwin]).size).toBeLessThanOrEqual(12);
  });

  it('lists the functions it has loaded', () => {
    expect(suite.functions.map(({ name }) => name).sort()).toEqual(['changed', 'echo', 'sweep', 'twin']);
  });

  it('calls a scheduled function by its name', async () => {
    await suite.runScheduled('sweep');
    expect(await readPath(suite, 'swept')).toBe(true);
  });

  it('puts the rules in force', async () => {
    const response = await fetch(`${suite.databaseUrl}/nobody/may/read.json?ns=${suite.project}`);
    expect(response.status).toBe(401);
  });

  it('exports what another suite of another project can import', async () => {
    await writePath(suite, 'kept', { value: 7 });
    await suite.exportTo(join(folder, 'export'));
    const other = await startTestSuite({ only: ['database', 'auth'], import: join(folder, 'export') });
    try {
      expect(await readPath(other, 'kept')).toEqual({ value: 7 });
    } finally {
      await other.stop();
    }
  });

  it('replaces an earlier export as a whole', async () => {
    await writePath(suite, 'kept', null);
    await suite.exportTo(join(folder, 'export'));
    const text = await readFile(join(folder, `export/database_export/${suite.project}.json`), 'utf8');
    expect(JSON.parse(text)).not.toHaveProperty('kept');
  });

  it('says why functions do not load', async () => {
    const broken = startTestSuite({
      functionsDir: inRoot('test/cli/broken-functions'),
      only: ['database', 'functions'],
    });
    await expect(broken).rejects.toThrow(/functions did not load[^]*this module is broken on purpose/);
  });

  it('says why the database does not start', async () => {
    const broken = startTestSuite({ only: ['database'], faults: 'often' });
    await expect(broken).rejects.toThrow(/database: Bad faults, there is no fault "often"/);
  });

  it('says what is wrong with the rules', async () => {
    const rulesFile = join(folder, 'bad.json');
    await writeFile(rulesFile, '{"rules": {".read": "who"}}');
    const broken = startTestSuite({ only: ['database'], rulesFile });
    await expect(broken).rejects.toThrow(/bad\.json:1:22: Unknown variable 'who'/);
  });
});

describe('a suite whose starter is killed', () => {
  it('ends with everything it started', async () => {
    const starter = fork(inRoot('test/cli/starter.ts'), [functionsDir], { execArgv: runTypeScript });
    const [{ ports, pids }] = (await once(starter, 'message')) as [Pick<Suite, 'ports' | 'pids'>];
    const pid = await workerPid(ports.functions);
    starter.kill('SIGKILL');
    const running = [pids['suite']!, pids['database']!, pid];
    await waitFor('The end of all processes', () => Promise.resolve(running.some(isAlive) ? undefined : true), 20);
    expect(await isPortFree(ports.database)).toBe(true);
  });
});

async function workerPid(functionsPort: number): Promise<number> {
  const response = await fetch(`http://127.0.0.1:${functionsPort}/demo-killed/us-central1/echo`);
  return ((await response.json()) as { pid: number }).pid;
}
