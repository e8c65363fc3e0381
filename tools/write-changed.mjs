import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

/**
 * Writes a file unless it has these bytes already, and then in one step: what runs meanwhile, such as a suite that serves the
 * page, sees the old file or the new one, never none or half of one.
 *
 * @param {string} path
 * @param {Uint8Array} bytes
 */
export async function writeChanged(path, bytes) {
  const known = await readFile(path).catch(() => null);
  if (known?.equals(bytes)) return;
  await mkdir(dirname(path), { recursive: true });
  const beside = `${path}.${process.pid}.new`;
  await writeFile(beside, bytes);
  await rename(beside, path);
}
