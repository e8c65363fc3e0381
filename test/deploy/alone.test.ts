import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { inRoot } from '@segue/suite/launcher/root';
import * as z from 'zod';
import { findDeployedNode, installPackages } from './install.js';
import { copyUploadedFiles, listUploadedFiles } from './uploaded.js';

const run = promisify(execFile);
const Manifest = z.object({ endpoints: z.record(z.string(), z.unknown()) });
const Lock = z.object({ packages: z.record(z.string(), z.object({ version: z.string().optional() })) });

/** The functions that the source exports, sorted. */
const functionNames = [...readFileSync(inRoot('functions/src/index.ts'), 'utf8').matchAll(/export \{ (\w+) \}/g)]
  .map(([, name]) => name)
  .sort();

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'segue-alone-'));
});

afterAll(() => rmSync(folder, { recursive: true }));

describe('what firebase deploy uploads', () => {
  it('is the bundle, its packages and its settings, and no source', async () => {
    expect(await listUploadedFiles()).toEqual([
      '.env',
      'lib/index.js',
      'lib/index.js.map',
      'package-lock.json',
      'package.json',
    ]);
  });

  it('locks the versions that the tests run with', async () => {
    const [deployed, tested] = await Promise.all(
      ['functions/package-lock.json', 'package-lock.json'].map(readVersions),
    );
    expect([...deployed!].filter((version) => !tested!.has(version))).toEqual([]);
  });
});

const deployedNode = findDeployedNode();
const programs = [...new Set([deployedNode, process.execPath])].filter((program) => program !== null);

describe('the uploaded files alone', () => {
  let installed = false;

  beforeAll(async () => {
    await copyUploadedFiles(folder);
    installed = installPackages(folder, '--omit=dev');
  });

  if (deployedNode === null)
    it.skip('load on Node 22 (skipped: no Node 22 for this platform, or no npm registry)', () => undefined);

  it.each(programs)('load in %s, where Firebase finds every function', async (program) => {
    if (!installed) throw new Error('npm has no copy of the packages, and its registry is out of reach.');
    const load = 'console.log(JSON.stringify(Object.keys(await import("./lib/index.js")).sort()))';
    const loaded = await run(program, ['--input-type=module', '-e', load], { cwd: folder });
    expect(JSON.parse(loaded.stdout)).toEqual(functionNames);
    expect(loaded.stderr).toBe('');
    expect(await discover(program)).toEqual(functionNames);
  });
});

/** The functions that firebase-functions finds, as it does for a deployment. */
async function discover(program: string): Promise<string[]> {
  const manifest = join(folder, 'manifest.json');
  const env = { ...process.env, FUNCTIONS_MANIFEST_OUTPUT_PATH: manifest, GCLOUD_PROJECT: 'demo-alone' };
  await run(program, ['node_modules/firebase-functions/lib/bin/firebase-functions.js', '.'], { cwd: folder, env });
  return Object.keys(Manifest.parse(JSON.parse(await readFile(manifest, 'utf8'))).endpoints).sort();
}

/** Every `name@version` of a lock file. */
async function readVersions(path: string): Promise<Set<string>> {
  const { packages } = Lock.parse(JSON.parse(await readFile(inRoot(path), 'utf8')));
  const installed = Object.entries(packages).filter(([place]) => place.includes('node_modules/'));
  return new Set(installed.map(([place, { version }]) => `${place.split('node_modules/').at(-1)}@${version}`));
}
