import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isAlive } from './is-alive.js';

/** Short, since the workers' sockets are inside and a socket's path is limited to about a hundred characters. */
const prefix = 'segue-';

/** Makes a suite's own temporary folder, and removes those whose owner died without cleaning up. */
export async function makeTemporary(): Promise<string> {
  await removeAbandoned();
  return mkdtemp(join(tmpdir(), `${prefix}${process.pid}-`));
}

/** Removes a temporary folder, ignoring files that vanish meanwhile. */
export async function removeTemporary(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
}

async function removeAbandoned(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    const owner = new RegExp(`^${prefix}(\\d+)-`).exec(name)?.[1];
    if (owner && !isAlive(Number(owner))) await removeTemporary(join(tmpdir(), name));
  }
}
