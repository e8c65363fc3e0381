import { describe, expect, it } from '@jest/globals';
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';

const root = resolve(__dirname, '../..');
const readme = readFileSync(join(root, 'emulator/README.md'), 'utf8');
const run = promisify(execFile);

describe('emulator/README.md', () => {
  it('lists the options that the command has, and only those', async () => {
    const { stdout } = await run(process.execPath, [join(root, 'emulator/lib/cli.js'), '--help']);
    const said = [...stdout.matchAll(/^ {2}(--[a-z-]+)/gm)].map(([, option]) => option);
    const listed = [...readme.matchAll(/^\| `(--[a-z-]+)/gm)].map(([, option]) => option);
    expect(listed.filter((option) => option !== '--help').sort()).toEqual(said.sort());
  });

  it('shows a program that runs', async () => {
    const program = /```ts\n([\s\S]+?)```/.exec(readme)?.[1] ?? '';
    const ending = '\nconsole.log("came to its end");';
    const { stdout } = await run(process.execPath, ['--input-type=module', '--eval', program + ending], { cwd: root });
    expect(program).toContain('startEmulator');
    expect(stdout).toContain('came to its end');
  });

  it('shows a question that is answered', async () => {
    const body = /-d '(\{"method".+\})'/.exec(readme)?.[1] ?? '';
    const { startEmulator } = await import('@segue/emulator/index');
    const emulator = await startEmulator({ project: 'demo-x', rules: '{"rules": {}}' });
    const answer = await fetch(`${emulator.url}/.inspect/explain.json?ns=demo-x`, {
      method: 'POST',
      headers: { Authorization: 'Bearer owner' },
      body,
    });
    expect(await answer.json()).toMatchObject({ allowed: false, reason: expect.any(String), rules: [] });
    await emulator.stop();
  });
});
