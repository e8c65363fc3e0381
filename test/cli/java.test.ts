import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { databaseEnvironment } from '@segue/suite/launcher/database';

interface Surroundings {
  faults?: string;
  /** What is on the PATH before and after the launcher's folder. */
  before?: string;
  after?: string;
}

/** The `java` that firebase-tools finds first, with a real one after it. */
describe('the java of the launcher', () => {
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'segue-test-'));
    await writeFile(join(folder, 'java'), '#!/bin/sh\necho "real java: $*"\n');
    await chmod(join(folder, 'java'), 0o755);
    await writeFile(join(folder, 'program.mjs'), 'console.log(JSON.stringify(process.argv.slice(2)));');
  });
  afterAll(() => rm(folder, { recursive: true }));

  function java(args: string[], { faults, before = '', after = `${folder}:/bin:/usr/bin` }: Surroundings = {}) {
    const { PATH = '', ...variables } = databaseEnvironment('demo-java', faults);
    const ours = PATH.slice(0, PATH.indexOf(':'));
    const env = { ...variables, DATABASE_EMULATOR_BINARY_PATH: join(folder, 'program.mjs') };
    return spawnSync('java', args, { env: { ...env, PATH: `${before}${ours}:${after}` }, encoding: 'utf8' });
  }

  it('runs the database with the options that it is called with, and our own', () => {
    const call = ['-Duser.language=en', '-jar', join(folder, 'program.mjs'), '--host', '127.0.0.1', '--port', '9'];
    const options = ['--host', '127.0.0.1', '--port', '9', '--project', 'demo-java'];
    const always = ['--strict-tokens', '--end-with-parent'];
    expect(JSON.parse(java(call).stdout)).toEqual([...options, ...always]);
    const faults = 'seed=1, late=0.5';
    expect(JSON.parse(java(['-Dx', ...call], { faults }).stdout)).toEqual([...options, '--faults', faults, ...always]);
  });

  it('is new enough for firebase-tools, whatever the real one is', () => {
    const { status, stderr } = java(['-Duser.language=en', '-Dfile.encoding=UTF-8', '-version']);
    expect([status, stderr]).toEqual([0, 'openjdk version "21"\n']);
  });

  it('leaves everything else to the next java of the PATH, also after another folder', () => {
    const call = ['-Duser.language=en', '-jar', '/cache/cloud-firestore-emulator.jar', '--port', '8080'];
    expect(java(call).stdout).toBe(`real java: ${call.join(' ')}\n`);
    expect(java(call, { before: '/nowhere:' }).stdout).toBe(`real java: ${call.join(' ')}\n`);
  });

  it('says so where there is no other java', () => {
    const { status, stderr } = java(['-jar', 'other.jar'], { after: '/nowhere' });
    expect(status).toBe(127);
    expect(stderr).toMatch(/java.*not found/);
  });
});
