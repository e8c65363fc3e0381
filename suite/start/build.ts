import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { Failure } from '@segue/cli/failure';
import { databaseProgram } from '../launcher/database.js';
import { inRoot } from '../launcher/root.js';

const inputs = ['core/src', 'functions/src', 'emulator/src', 'hosting', 'tools/build.mjs', 'package-lock.json'];
const outputs = ['functions/lib/index.js', databaseProgram, 'hosting/dist/index.html'];
const stamp = '.build/started.txt';

/**
 * Builds functions, emulator and page if a source has changed since the last build.
 *
 * @returns whether it built
 * @throws Failure with the compiler's output
 */
export async function buildIfStale(): Promise<boolean> {
  const fingerprint = await fingerprintInputs();
  const isFresh = outputs.every((output) => existsSync(inRoot(output))) && (await readStamp()) === fingerprint;
  if (isFresh) return false;
  await runBuild();
  await mkdir(dirname(inRoot(stamp)), { recursive: true });
  await writeFile(inRoot(stamp), fingerprint);
  return true;
}

async function runBuild(): Promise<void> {
  try {
    await promisify(execFile)(process.execPath, [inRoot('tools/build.mjs'), '--quiet'], { cwd: inRoot() });
  } catch (error) {
    const said = (error as { stderr?: string }).stderr ?? String(error);
    throw new Failure(`The build failed: fix the errors below, then try again.\n${said}`);
  }
}

async function readStamp(): Promise<string | undefined> {
  return existsSync(inRoot(stamp)) ? readFile(inRoot(stamp), 'utf8') : undefined;
}

/** Hashes names, sizes and times of the sources: reading the files would take longer than it saves. */
async function fingerprintInputs(): Promise<string> {
  const hash = createHash('sha256');
  for (const input of inputs) {
    for (const file of await listFiles(inRoot(input))) {
      const { size, mtimeMs } = await stat(file);
      hash.update(`${file}\0${size}\0${mtimeMs}\n`);
    }
  }
  return hash.digest('hex');
}

async function listFiles(path: string): Promise<string[]> {
  if (!existsSync(path)) return [];
  if (!(await stat(path)).isDirectory()) return [path];
  const entries = await readdir(path, { withFileTypes: true, recursive: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => !/[\\/](node_modules|dist|lib)[\\/]/.test(file))
    .sort();
}
