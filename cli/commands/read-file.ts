import { readFile } from 'node:fs/promises';
import { Failure } from '../failure.js';

const reasons: Readonly<Record<string, (path: string) => string>> = {
  ENOENT: (path) => `There is no file ${path}.`,
  ENOTDIR: (path) => `There is no file ${path}.`,
  EISDIR: (path) => `${path} is a folder, not a file.`,
  EACCES: (path) => `No permission to read ${path}.`,
};

/**
 * Reads a file that the user named.
 * @throws Failure if it cannot be read
 */
export async function readNamedFile(path: string): Promise<Buffer> {
  try {
    return await readFile(path);
  } catch (error) {
    const say = reasons[(error as NodeJS.ErrnoException).code ?? ''];
    throw say === undefined ? error : new Failure(say(path));
  }
}
