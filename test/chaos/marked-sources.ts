import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { inRoot } from '@segue/suite/launcher/root';
import { safeguardNames } from './markers.js';

/** A file with markers of safeguards. */
export interface MarkedSource {
  /** An absolute path. */
  file: string;
  text: string;
  /** The safeguards that are marked in the file, one for each marker. */
  names: string[];
}

/** Where to look for safeguards: the sources of the functions, and of the database that they are tried with. */
const folders = ['functions/src', 'core/src', 'emulator/src'];

/** All files in which a safeguard is marked. */
export async function markedSources(): Promise<MarkedSource[]> {
  const files = (await Promise.all(folders.map(sourceFiles))).flat();
  const sources = await Promise.all(
    files.map(async (file) => {
      const text = await readFile(file, 'utf8');
      return { file, text, names: safeguardNames(text) };
    }),
  );
  return sources.filter(({ names }) => names.length > 0);
}

async function sourceFiles(folder: string): Promise<string[]> {
  const names = await readdir(inRoot(folder), { recursive: true });
  return names.filter((name) => name.endsWith('.ts')).map((name) => join(inRoot(folder), name));
}
