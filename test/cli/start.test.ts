import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { inRoot } from '@segue/suite/launcher/root';
import { waitFor } from '../support/suite.js';
import { killPrograms, runInNpmsShell, runProgram, type Running } from './programs.js';

const project = `demo-start-${process.pid}`;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'segue-test-'));
});

afterAll(async () => {
  killPrograms();
  await rm(folder, { recursive: true });
});

describe('npm start', () => {
  it('shows the page and the first recommendations, and keeps the data', async () => {
    const first = start();
    const address = await waitForIntroduction(first);
    expect(first.printed()).toMatch(/If you like Jazz, five artists to discover:\n {2}1 .+ {3}2 .+ {3}5 /);
    // Nobody waits for the rehearsal: page and recommendations are there before it.
    expect(first.printed()).toMatch(/functions warmed [^]*If you like Jazz[^]*edit rehearsed [^]*Ctrl-C stops Segue/);
    // What went wrong in a function would be shown there.
    expect(first.printed()).not.toMatch(/error/i);
    const list = await fetch(`${address}/api/datasets`);
    expect(await list.json()).toMatchObject({ datasets: [{ name: 'Music sample' }] });

    first.process.kill('SIGINT');
    expect((await first.ended).code).toBe(0);
    await changeSavedName('Kept from last time');

    const second = start();
    const again = await fetch(`${await waitForIntroduction(second)}/api/datasets`);
    expect(await again.json()).toMatchObject({ datasets: [{ name: 'Kept from last time' }] });
    second.process.kill('SIGTERM');
    expect((await second.ended).code).toBe(0);
  });

  it("keeps the data when only npm's shell receives the signal", async () => {
    const data = join(folder, 'of-a-shell');
    const running = runInNpmsShell(['start', ...options(data)]);
    await waitForIntroduction(running);
    running.process.kill('SIGTERM');
    // Not before the program itself has ended, which holds the same output.
    await running.ended;
    expect(running.printed()).toContain('data saved');
    expect(existsSync(join(data, 'firebase-export-metadata.json'))).toBe(true);
  });

  it('names a port that is taken and the option that changes it', async () => {
    const server = await listen();
    const { port } = server.address() as AddressInfo;
    const { code, stderr } = await runProgram(['start', '--free-ports', '--database-port', String(port)]).ended;
    server.close();
    expect(code).toBe(1);
    expect(stderr).toMatch(new RegExp(`^Port ${port}, needed for the database, is in use.*--database-port N`));
    expect(stderr.trim().split('\n')).toHaveLength(1);
  });

  it.each([
    [['--port', 'many'], /--port must be a whole number from 0 to 65535, not "many"/],
    [['--project', 'my-real-project'], /--project must be "demo-"/],
    [['--prot', '1'], /Unknown option '--prot'/],
  ])('refuses %j', async (options, message) => {
    const { code, stderr } = await runProgram(['start', ...options]).ended;
    expect(code).toBe(1);
    expect(stderr).toMatch(message);
  });

  it('asks for a newer Node', async () => {
    const pretend = join(folder, 'old-node.cjs');
    await writeFile(pretend, "Object.defineProperty(process.versions, 'node', { value: '18.20.0' });");
    const { code, stderr } = await runProgram(['start'], ['--require', pretend]).ended;
    expect([code, stderr]).toEqual([
      1,
      'Node 18.20.0 cannot run Segue: install Node 20.19, 22.13, 24 or newer, then try again.\n',
    ]);
  });

  it('asks for npm ci where it was not run', async () => {
    await mkdir(join(folder, 'fresh/tools'), { recursive: true });
    const hook = join(folder, 'fresh/tools/typescript.mjs');
    await cp(inRoot('tools/typescript.mjs'), hook);
    const { code, stderr } = await runProgram(['start'], ['--import', pathToFileURL(hook).href]).ended;
    expect([code, stderr]).toEqual([1, expect.stringMatching(/^The dependencies are not installed: run "npm ci"/)]);
  });
});

function start(): Running {
  return runProgram(['start', ...options(join(folder, 'data'))]);
}

function options(data: string): string[] {
  return ['--no-build', '--free-ports', '--project', project, '--data', data];
}

/** Waits until all has been said, and gives the page's address. */
async function waitForIntroduction(running: Running): Promise<string> {
  const probe = () => Promise.resolve(running.printed().includes('Ctrl-C stops Segue') || undefined);
  await waitFor('The introduction of npm start', probe, 60, 50);
  return /http:\/\/127\.0\.0\.1:\d+/.exec(running.printed())![0];
}

async function changeSavedName(name: string): Promise<void> {
  const file = join(folder, `data/database_export/${project}.json`);
  await writeFile(file, (await readFile(file, 'utf8')).replaceAll('"Music sample"', JSON.stringify(name)));
}

function listen(): Promise<Server> {
  return new Promise((resolve) => {
    const server = createServer();
    server.listen(0, '127.0.0.1', () => resolve(server));
  });
}
