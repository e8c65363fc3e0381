import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { OWNER } from './credentials.js';
import type { Emulator } from './server.js';
import { toJson } from './tree/to-json.js';

/** Folder inside an export of the Emulator Suite that holds a JSON file for each database. */
const FOLDER = 'database_export';

/**
 * Loads what `exportTo` or the Emulator Suite's export wrote: each `NAME.json` into the database NAME, firing no
 * functions. Throws a SyntaxError naming the file for broken JSON, the system's error for unreadable files.
 */
export function importFrom(emulator: Emulator, directory: string): void {
  const folder = existsSync(join(directory, FOLDER)) ? join(directory, FOLDER) : directory;
  for (const name of readdirSync(folder).filter((file) => file.endsWith('.json') && !file.startsWith('firebase-'))) {
    const file = join(folder, name);
    const json = parse(readFileSync(file, 'utf8'), file);
    emulator.instances.get(basename(name, '.json')).set('', json, OWNER, { triggers: false });
  }
}

/** Writes every database that holds something as the Emulator Suite's export does, with its metadata file. */
export function exportTo(emulator: Emulator, directory: string): void {
  mkdirSync(join(directory, FOLDER), { recursive: true });
  for (const { name, root } of emulator.instances.all()) {
    if (root !== null) writeFileSync(join(directory, FOLDER, `${name}.json`), toJson(root, 'export'));
  }
  const metadata = { version: '15.0.0', database: { version: '4.11.2', path: FOLDER } };
  writeFileSync(join(directory, 'firebase-export-metadata.json'), JSON.stringify(metadata, null, 2));
}

function parse(text: string, file: string): unknown {
  try {
    // Editors of Windows put a mark before it.
    return JSON.parse(text.replace(/^\uFEFF/, '')) as unknown;
  } catch (error) {
    throw new SyntaxError(`The file ${file} is not JSON: ${error instanceof Error ? error.message : ''}`, {
      cause: error,
    });
  }
}
