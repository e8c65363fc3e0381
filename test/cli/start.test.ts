import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { databaseProgram } from '@segue/suite/launcher/database';
import { inRoot } from '@segue/suite/launcher/root';
import { checkPorts, checkSystem } from '@segue/suite/start/preflight';
import { waitFor } from '../support/suite.js';
import { killPrograms, runInNpmsShell, runProgram, type Running } from './programs.js';

const project = `demo-start-${process.pid}`;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'segue-test-'));
});

afterAll(async () => {
  killPrograms();
  // A program that was killed may still be writing.
  await rm(folder, { recursive: true, maxRetries: 20, retryDelay: 200 });
});

describe('npm start', () => {
  it('shows the page and the first recommendations, and keeps the data, however it ends', async () => {
    const first = start();
    const address = await waitForIntroduction(first);
    expect(first.printed()).toMatch(/If you like Jazz, five artists to discover:\n {2}1 .+ {3}2 .+ {3}5 /);
    // Nobody waits for the rehearsal: page and recommendations are there before it.
    expect(first.printed()).toMatch(/functions warmed [^]*If you like Jazz[^]*edit rehearsed [^]*Ctrl-C stops Segue/);
    // What went wrong in a function would be shown there.
    expect(first.printed()).not.toMatch(/error/i);
    const list = await fetch(`${address}/api/datasets`);
    expect(await list.json()).toMatchObject({ datasets: [{ name: 'Music sample' }] });

    // As npm passes on a Ctrl-C that the program has from the terminal too.
    first.process.kill('SIGINT');
    setTimeout(() => first.process.kill('SIGINT'), 50);
    expect((await first.ended).code).toBe(0);
    await changeSavedName('Kept from last time');

    // Again in npm's shell, which alone receives the signal at the end; and with a process of it killed meanwhile.
    const second = runInNpmsShell(['start', ...options(join(folder, 'data'))]);
    const again = await fetch(`${await waitForIntroduction(second)}/api/datasets`);
    expect(await again.json()).toMatchObject({ datasets: [{ name: 'Kept from last time' }] });
    await killTheDatabase(second);
    expect(second.printed()).toMatch(
      /stopped unexpectedly .*starts again with the data saved at .*later changes are lost/,
    );
    const saves = savesIn(second);
    second.process.kill('SIGTERM');
    // Not before the program itself has ended, which holds the same output.
    await second.ended;
    expect(savesIn(second)).toBeGreaterThan(saves);
    expect(existsSync(join(folder, 'data', 'firebase-export-metadata.json'))).toBe(true);
  });

  it('refuses a folder in which another saves its data', async () => {
    const data = join(folder, 'locked');
    await writeFile(`${data}.lock`, String(process.pid));
    const { code, stderr } = await runProgram(['start', ...options(data)]).ended;
    expect([code, stderr]).toEqual([
      1,
      expect.stringMatching(
        new RegExp(`^Another "npm start" \\(process ${process.pid}\\) keeps its data in .*--project demo-other`),
      ),
    ]);
  });

  it('names all ports that are taken and the options that change them', async () => {
    const servers = [await listen(), await listen()];
    const [database, auth] = servers.map((server) => String((server.address() as AddressInfo).port));
    const ports = ['--database-port', database!, '--auth-port', auth!];
    const { code, stderr } = await runProgram(['start', ...options(join(folder, 'ports')), ...ports]).ended;
    for (const server of servers) server.close();
    expect(code).toBe(1);
    expect(stderr).toMatch(new RegExp(`^Port ${database}, needed for the database \\(--database-port N\\), is in use`));
    expect(stderr).toMatch(new RegExp(`\nPort ${auth}, needed for Auth \\(--auth-port N\\), is in use`));
    expect(stderr.trim().split('\n')).toHaveLength(3);
  });

  it('takes the next port for the page where the usual one is taken, unless it was given', async () => {
    const server = await listen();
    const hosting = (server.address() as AddressInfo).port;
    const ports = { hosting, functions: 0, database: 0, auth: 0 };
    const said: string[] = [];
    const chosen = await checkPorts(ports, false, (text) => said.push(text));
    expect(chosen.hosting).toBeGreaterThan(hosting);
    expect(chosen).toEqual({ ...ports, hosting: chosen.hosting });
    expect(said).toEqual([
      expect.stringMatching(new RegExp(`^Port ${hosting} is in use, .*: the page is at port ${chosen.hosting}`)),
    ]);
    await expect(checkPorts(ports, true, () => undefined)).rejects.toThrow(
      `Port ${hosting}, needed for the page (--port N)`,
    );
    server.close();
  });

  it("needs WSL or Google's emulator on Windows", () => {
    expect(() => checkSystem(false, 'win32')).toThrow('On Windows run Segue in WSL, or install Java 21');
    expect(() => checkSystem(true, 'win32')).not.toThrow();
    expect(() => checkSystem(false, 'linux')).not.toThrow();
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

  it('asks for npm ci where it was not run, whatever other characters are in its path', async () => {
    const hook = await copyHook('100% [fresh] è%23');
    const { code, stderr } = await runProgram(['start'], ['--import', pathToFileURL(hook).href]).ended;
    expect([code, stderr]).toEqual([1, expect.stringMatching(/^The dependencies are not installed: run "npm ci"/)]);
  });

  it.each(['a#b', 'a?b', 'a*b', 'a:b'])('says that it cannot run in a folder such as %s', async (name) => {
    const hook = await copyHook(name);
    const { code, stderr } = await runProgram(['start'], ['--import', pathToFileURL(hook).href]).ended;
    expect([code, stderr.trim().split('\n')]).toEqual([
      1,
      [expect.stringMatching(/^The folder .* has "[#?*:]".*move/)],
    ]);
  });
});

const savesIn = (running: Running) => running.printed().split('data saved').length - 1;

/** Kills the database once what was written to it is saved, and waits until there is another with the same data. */
async function killTheDatabase(running: Running): Promise<void> {
  const port = /database (\d+)/.exec(running.printed())![1]!;
  const address = `http://127.0.0.1:${port}/trial.json?ns=${project}`;
  const headers = { Authorization: 'Bearer owner' };
  await fetch(address, { method: 'PUT', headers, body: '"kept"' });
  const saved = async () => {
    const text = await readFile(join(folder, `data/database_export/${project}.json`), 'utf8').catch(() => '');
    return text.includes('"trial":"kept"') ? true : undefined;
  };
  await waitFor('The save', saved, 30);
  const starter = childrenOf(running.process.pid!)[0]!;
  const suite = childrenOf(starter.pid).find(({ command }) => command.includes('launcher/host.ts'))!;
  const database = childrenOf(suite.pid).find(({ command }) => command.includes(databaseProgram))!;
  // What fails soon after its start would go on failing, and is not started again.
  await waitFor('Ten seconds', () => Promise.resolve(secondsOf(database.pid) > 12 ? true : undefined), 30);
  process.kill(database.pid, 'SIGKILL');
  const isBack = () => Promise.resolve(running.printed().includes('✔ emulators again') || undefined);
  await waitFor('The second start', isBack, 40);
  expect(await (await fetch(address, { headers })).json()).toBe('kept');
}

/** Copies what runs first to another folder. */
async function copyHook(name: string): Promise<string> {
  const tools = join(folder, name, 'tools');
  await mkdir(tools, { recursive: true });
  for (const file of ['typescript.mjs', 'folder.mjs']) await cp(inRoot('tools', file), join(tools, file));
  return join(tools, 'typescript.mjs');
}

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

interface Child {
  pid: number;
  command: string;
}

/** The processes that a process has started. */
function childrenOf(pid: number): Child[] {
  const lines = execFileSync('ps', ['-eo', 'ppid=,pid=,args='], { encoding: 'utf8' }).trim().split('\n');
  return lines
    .map((line) => /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line)!)
    .filter(([, parent]) => Number(parent) === pid)
    .map(([, , child, command]) => ({ pid: Number(child), command: command! }));
}

/** For how long a process has run. */
function secondsOf(pid: number): number {
  return Number(execFileSync('ps', ['-o', 'etimes=', '-p', String(pid)], { encoding: 'utf8' }));
}

function listen(): Promise<Server> {
  return new Promise((resolve) => {
    const server = createServer((socket) => socket.destroy());
    server.listen(0, '127.0.0.1', () => resolve(server));
  });
}
