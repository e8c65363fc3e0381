import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Failure } from '@segue/cli/failure';
import { isAlive } from '../launcher/is-alive.js';

/**
 * Holds the folder in which data is saved: two programs that save there would each undo what the other has saved.
 *
 * @returns what lets go of it
 * @throws Failure if a running program holds it
 */
export async function lockFolder(folder: string): Promise<() => Promise<void>> {
  const file = `${folder}.lock`;
  await mkdir(dirname(file), { recursive: true });
  const release = () => rm(file, { force: true });
  try {
    await writeFile(file, String(process.pid), { flag: 'wx' });
    return release;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  const holder = Number(await readFile(file, 'utf8'));
  // In a container, the number of a killed program may be this one's own.
  if (holder > 0 && holder !== process.pid && isAlive(holder)) {
    throw new Failure(
      `Another "npm start" (process ${holder}) keeps its data in ${folder}: stop it, ` +
        'or start a second Segue with "npm start -- --free-ports --project demo-other". ' +
        `If that process is another program, delete ${file}.`,
    );
  }
  // Its program was killed.
  await writeFile(file, String(process.pid));
  return release;
}
