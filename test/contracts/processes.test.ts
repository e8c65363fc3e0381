import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { OWNER_HEADERS, eventually, restClient } from './rest-client.js';

const root = join(__dirname, '../..');
// Inside the project, so that the bundles find their one package.
const bundles = join(root, '.build/test-emulator');
let folder: string;
const running: ChildProcess[] = [];

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'emulator-'));
  const source = join(root, 'emulator/src/cli.ts');
  const flags = ['--bundle', '--packages=external', '--platform=node', '--format=esm', '--log-level=warning'];
  const esbuild = join(root, 'node_modules/esbuild/bin/esbuild');
  execFileSync(process.execPath, [esbuild, source, ...flags, '--out-extension:.js=.mjs', `--outdir=${bundles}`]);
});
afterAll(() => rmSync(folder, { recursive: true }));
afterEach(() => {
  for (const child of running.splice(0)) child.kill('SIGKILL');
});

function exitOf(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve) => child.once('exit', (code) => resolve(code)));
}

describe('the command', () => {
  async function start(...args: string[]): Promise<{ child: ChildProcess; url: string; output: () => string }> {
    const child = spawn(process.execPath, [join(bundles, 'cli.mjs'), ...args]);
    running.push(child);
    let output = '';
    child.stdout.on('data', (data: Buffer) => (output += data.toString()));
    child.stderr.on('data', (data: Buffer) => (output += data.toString()));
    await eventually('its first line', () => output.includes('\n') || child.exitCode !== null);
    return { child, url: /http:\S+/.exec(output)?.[0] ?? '', output: () => output };
  }

  it('prints its address, enforces rules, exports on SIGTERM and imports again', async () => {
    const rules = join(folder, 'rules.json');
    writeFileSync(rules, '{"rules": {}} // nobody');
    const data = join(folder, 'data');
    const first = await start('--port', '0', '--project', 'demo-cli', '--rules', rules, '--export-on-exit', data);
    const rest = restClient(first.url, 'demo-cli');
    expect(await rest('/a.json')).toMatchObject({ status: 401 });
    const value = { x: [1, 2], y: { '.value': 1, '.priority': 2 } };
    await rest('/a.json', { method: 'PUT', body: value, headers: OWNER_HEADERS });
    expect(existsSync(data)).toBe(false);
    const exit = exitOf(first.child);
    first.child.kill('SIGTERM');
    expect(await exit).toBe(0);
    expect(JSON.parse(readFileSync(join(data, 'database_export/demo-cli.json'), 'utf8'))).toEqual({ a: value });
    const second = await start('--project', 'demo-cli', '--import', data);
    expect((await restClient(second.url, 'demo-cli')('/a.json?format=export')).json).toEqual(value);
  });

  it('exports over an earlier export: nothing that is gone comes back, whatever its name', async () => {
    const data = join(folder, 'again');
    const options = ['--project', 'firebase-demo', '--export-on-exit', data];
    const ended = async ({ child }: { child: ChildProcess }) => {
      const exit = exitOf(child);
      child.kill('SIGTERM');
      expect(await exit).toBe(0);
    };
    const first = await start(...options);
    await restClient(first.url, 'firebase-demo')('/a.json', { method: 'PUT', body: 1 });
    await restClient(first.url, 'other')('/b.json', { method: 'PUT', body: 2 });
    await ended(first);
    const second = await start(...options, '--import', data);
    expect((await restClient(second.url, 'firebase-demo')('/.json')).json).toEqual({ a: 1 });
    expect((await restClient(second.url, 'other')('/.json')).json).toEqual({ b: 2 });
    await restClient(second.url, 'other')('/.json', { method: 'DELETE' });
    await ended(second);
    const third = await start(...options, '--import', data);
    expect((await restClient(third.url, 'firebase-demo')('/.json')).json).toEqual({ a: 1 });
    expect((await restClient(third.url, 'other')('/.json')).json).toBeNull();
  });

  it('says which file of an import holds what no database can', async () => {
    const data = mkdtempSync(join(folder, 'dotted-'));
    const file = join(data, 'dotted.json');
    writeFileSync(file, '{"a.b": 1}');
    const { child, output } = await start('--import', data);
    await eventually('the exit', () => child.exitCode !== null);
    expect(output()).toContain(`The file ${file} cannot be imported: Invalid data; couldn't parse key "a.b"`);
  });

  it('ends and exports when the shell that npm runs it in is killed', async () => {
    const data = join(folder, 'orphan');
    const command = [process.execPath, join(bundles, 'cli.mjs'), '--project', 'demo-orphan', '--export-on-exit', data];
    const env = { ...process.env, npm_lifecycle_event: 'emulator' };
    const shell = spawn('sh', ['-c', '"$0" "$@" & wait', ...command], { env });
    running.push(shell);
    let output = '';
    shell.stdout.on('data', (text: Buffer) => (output += text.toString()));
    await eventually('the address', () => output.includes('ready'));
    const url = /http:\S+/.exec(output)![0];
    await restClient(url, 'demo-orphan')('/a.json', { method: 'PUT', body: 1 });
    shell.kill('SIGTERM');
    // The last file of an export.
    await eventually('the export', () => existsSync(join(data, 'firebase-export-metadata.json')));
    expect(JSON.parse(readFileSync(join(data, 'database_export/demo-orphan.json'), 'utf8'))).toEqual({ a: 1 });
  });

  it("takes the options that firebase-tools gives to Google's emulator, and ends on SIGINT", async () => {
    const called: string[] = [];
    const functions = createServer((request, response) => {
      called.push(request.url ?? '');
      response.end();
    });
    await new Promise<void>((listening) => functions.listen(0, '127.0.0.1', listening));
    const port = String((functions.address() as AddressInfo).port);
    const address = ['--functions_emulator_host', '127.0.0.1', '--functions_emulator_port', port];
    const { child, url } = await start('--single_project_mode', 'Warning', ...address);
    const rest = restClient(url, 'demo-project');
    const event = 'providers/google.firebase.database/eventTypes/ref.write';
    const body = { name: 'projects/demo-project/locations/_/functions/changed', path: '/a', event, topic: '' };
    await rest('/.settings/functionTriggers.json', { method: 'POST', headers: OWNER_HEADERS, body });
    await rest('/a.json', { method: 'PUT', body: 1 });
    await eventually('the event', () => called.length > 0);
    functions.close();
    const exit = exitOf(child);
    child.kill('SIGINT');
    expect(await exit).toBe(0);
  });

  it('ends with its parent where it is asked to', async () => {
    const command = [process.execPath, join(bundles, 'cli.mjs'), '--end-with-parent'];
    const { npm_lifecycle_event: _, ...env } = process.env;
    const parent = spawn('sh', ['-c', '"$0" "$@" & wait', ...command], { env });
    running.push(parent);
    // Its output ends with the last process that holds it.
    const ended = new Promise((resolve) => parent.stdout.once('end', resolve));
    await new Promise((resolve) => parent.stdout.once('data', resolve));
    parent.kill('SIGKILL');
    await ended;
  });

  it.each([
    [['--port', 'x'], '--port takes a number from 0 to 65535, not "x".'],
    [['--port', ''], '--port takes a number from 0 to 65535, not "".'],
    [['--functions', 'host:'], '--functions takes HOST:PORT'],
    [['--rules', root], `The file ${root} cannot be read (EISDIR): check its name and permissions.`],
    [
      ['--export-on-exit', join(root, 'package.json')],
      `The folder ${join(root, 'package.json')} cannot be written (ENOTDIR): give --export-on-exit a writable folder.`,
    ],
    [['--rules', '/no/such/file'], 'The file /no/such/file cannot be read (ENOENT): check its name and permissions.'],
    [['--faults', 'seed=1,late=3'], 'Bad faults, late must be from 0 to 1'],
    [['--colour'], "Unknown option '--colour'"],
  ])('refuses %j in a sentence', async (args, sentence) => {
    const { child, output } = await start(...args);
    await eventually('the exit', () => child.exitCode !== null);
    expect(child.exitCode).toBe(1);
    expect(output()).toContain(sentence);
  });
});
